"""Resources in a network file: public at once, but for portraits without consent; what was done here since stays."""

import pytest
import yaml
from django.core.files.base import ContentFile

from tests.exchange.test_network_file import SMALL, small
from welcommune.config.commands import load_network_file
from welcommune.core.access import SYSTEM
from welcommune.exchange.forms.network_file import BadFile
from welcommune.library.actions import note_link, set_resource_file, withdraw_portrait_consent, withdraw_resource
from welcommune.library.models import Resource
from welcommune.network.models import Term

pytestmark = pytest.mark.usefixtures("scope", "db")
CONSENT = {"given_on": "2026-03-09", "how": "signed form"}
LINK = "https://example.org/her"
__all__ = ["small"]


@pytest.fixture
def loaded(small):
    """``loaded(kind="portrait")`` brings the one resource of the small file in, with what is told, and gives it."""

    def bring_in(**told):
        [entry] = yaml.safe_load(SMALL)["resources"]
        load_network_file(small(resources=[entry | told]))
        return Resource.plain.get()

    return bring_in


@pytest.mark.parametrize(
    ("told", "state", "portrays"),
    [
        ({}, "published", False),
        ({"kind": "portrait"}, "published", False),
        ({"kind": "portrait", "url": LINK}, "draft", True),
        ({"kind": "portrait", "url": LINK, "consent": CONSENT}, "published", True),
        ({"kind": "video", "url": LINK, "consent": CONSENT}, "published", True),
    ],
)
def test_a_portrait_with_a_link_is_public_only_with_consent(loaded, told, state, portrays):
    resource = loaded(**told)
    assert (resource.state, resource.portrays) == (state, portrays)


def test_a_link_without_consent_does_not_come_to_a_portrait_that_was_announced(loaded):
    loaded(kind="portrait")
    assert loaded(kind="portrait", url=LINK).url == ""
    later = loaded(kind="portrait", url=LINK, consent=CONSENT)
    assert (later.url, later.is_public, later.has_consent) == (LINK, True, True)


def test_what_was_withdrawn_here_stays_so(loaded):
    withdraw_resource(by=SYSTEM, resource=loaded())
    assert loaded(dated="2022").state == "withdrawn"


def test_a_consent_taken_back_here_stays_so(loaded):
    resource = loaded(kind="portrait", url=LINK, consent=CONSENT)
    withdraw_portrait_consent(by=SYSTEM, resource=resource, on=resource.consent_given_on)
    again = loaded(kind="portrait", url=LINK, consent=CONSENT)
    assert (again.state, again.url, again.has_consent) == ("withdrawn", "", False)


def test_a_file_that_was_put_here_and_themes_that_were_chosen_stay(loaded):
    resource = loaded()
    set_resource_file(by=SYSTEM, resource=resource, upload=ContentFile(b"%PDF-1.7", "x.pdf"))
    resource.themes.add(Term.objects.get(vocabulary="theme", code="housing"))
    again = loaded(url=LINK)
    assert (again.file_type, again.url, [theme.code for theme in again.themes.all()]) == ("pdf", "", ["housing"])


def test_of_a_new_link_nothing_is_known_yet(loaded):
    resource = loaded(url=LINK)
    note_link(by=SYSTEM, resource=resource, url=LINK, is_there=False)
    assert loaded(url=LINK).failing_since is not None
    assert loaded(url=f"{LINK}/2").failing_since is None


def test_themes_and_licence(loaded):
    resource = loaded(themes=["housing", "health"], licence="cc-by-4.0")
    assert (sorted(theme.code for theme in resource.themes.all()), resource.licence) == (
        ["health", "housing"],
        "cc-by-4.0",
    )


def test_a_theme_that_nobody_knows_is_told(loaded):
    with pytest.raises(BadFile) as refused:
        loaded(themes=["weather"])
    assert [reason for _line, reason in refused.value.problems] == ["“theme weather” is not a code of the vocabulary."]
