"""Who sits at the table of a region, and who may be named as an organiser."""

import pytest

from tests.factories import OTHER, SEATS, region, text_of
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import insert
from welcommune.stakeholders.models import Membership, Organisation
from welcommune.stakeholders.queries import organisations_near, partners_of, table_of

pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture
def club(network):
    return insert(Organisation(slug="club", name="Club des voisins", language="fr"))


def sit(organisation, slug=SEATS, **more):
    return insert(Membership(region=region(slug), organisation=organisation, **more))


def test_the_table_holds_active_members_of_the_region_only(club):
    before = set(table_of(region()))
    here = sit(club)
    sit(club, OTHER)
    sit(club, role="observer", state="past")
    assert set(table_of(region())) == {*before, here}


def test_an_organisation_has_a_role_once(club):
    sit(club)
    with pytest.raises(Refused, match="This organisation already has this role at the table"):
        sit(club)


def test_organisers_are_chosen_from_the_table_and_the_partners_of_the_network(network, club):
    elsewhere = insert(Organisation(slug="far", name="Far away", language="en"))
    sit(club)
    sit(elsewhere, OTHER)
    near = list(organisations_near(region(), network))
    partners = {partner.organisation for partner in partners_of(network)}
    members = {row.organisation for row in Membership.objects.filter(region=region())}
    assert (set(near), len(near)) == (partners | members, len(partners | members))
    assert elsewhere not in near
    assert set(organisations_near(None, network)) == partners


def test_a_seat_shows_on_the_page_of_the_region(club, client_for):
    sit(club)
    publish(SEATS)
    pages = [text_of(client_for(None).get(f"/en/regions/{slug}/")) for slug in (SEATS, OTHER)]
    assert ["Club des voisins" in page for page in pages] == [True, False]


def test_a_name_without_hidden_characters(network):
    with pytest.raises(Refused) as refused:
        insert(Organisation(slug="club", name="Club\u202e", language="fr"))
    assert refused.value.field == "name"
