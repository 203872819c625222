"""``welcommune generate``: the invented network that measurements need."""

import pytest
from django.db import transaction

from welcommune.config.commands import generate
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.meetings.models import Insight, Meeting, Participant
from welcommune.network.models import Region
from welcommune.portal.actions import generate_network
from welcommune.stakeholders.models import Contact, Organisation

pytestmark = pytest.mark.django_db
SCALE = 0.02


def test_the_mixture_is_that_of_the_reference_load(scope):
    generate_network(by=SYSTEM, scale=SCALE)
    models = (Region, Organisation, Contact, Meeting, Participant, Insight)
    assert [model.objects.count() for model in models] == [2, 200, 400, 40, 1200, 800]


def drawn(seed: int) -> list[tuple[object, str]]:
    """Identifier and name of each organisation of one drawing, which is undone again."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        generate_network(by=SYSTEM, scale=SCALE, seed=seed)
        names = list(Organisation.objects.order_by("pk").values_list("pk", "name"))
        raise ZeroDivisionError
    return names


def test_the_same_seed_gives_the_same_network_and_another_one_another(scope):
    assert drawn(3) == drawn(3) != drawn(4)


def test_a_second_network_is_refused_and_nothing_changes(scope, capsys):
    generate_network(by=SYSTEM, scale=SCALE)
    with pytest.raises(Refused):
        generate_network(by=SYSTEM, scale=SCALE)
    assert generate(SCALE, 7) == 1
    assert "already" in capsys.readouterr().err
    assert Organisation.objects.count() == 200


def test_its_pages_are_served(client, scope):
    generate_network(by=SYSTEM, scale=SCALE)
    for path in ("/en/", "/en/regions/region-1/", "/en/news/", "/en/roundtables/"):
        assert client.get(path).status_code == 200
