"""Portraits: public only while consent stands, whatever is typed, sent or loaded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import beside, fill, notices, text_of
from tests.library.test_resources import CONSENT, PDF, kept, press, published, upload
from welcommune.core.models import AuditEvent
from welcommune.core.personal import Person, collect, erase
from welcommune.library.models import Resource

pytestmark = pytest.mark.usefixtures("scope")
NO_CONSENT = "It names or shows a person: without that person’s consent it cannot be public."
TAKEN_BACK = "The person took consent back. Only a consent that was given after that makes it public again."
FUTURE = "This day has not come yet. Write the day on which it happened."


@pytest.fixture
def desk(network, cast, client_for):
    return client_for(cast["editor"])


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def fresh(resource):
    return Resource.plain.get(pk=resource.pk)


def page_of(resource):
    return f"/en/desk/resources/{resource.pk}/"


def taken_back(desk, **typed):
    """A public portrait whose consent was taken back."""
    resource = published(desk, kind="portrait", **(CONSENT | typed))
    assert resource.is_public
    press(desk, resource, "consent", on="2026-04-01")
    return fresh(resource)


@pytest.mark.parametrize("typed", [{"kind": "portrait"}, {"kind": "video", "portrays": True}])
def test_without_consent_it_cannot_be_public(desk, visitor, typed):
    resource = kept(desk, url="https://example.org/her", **typed)
    answer = press(desk, resource, "publish")
    assert notices(desk.get(answer["Location"]))[-1] == NO_CONSENT
    assert (fresh(resource).state, fresh(resource).portrays) == ("draft", True)
    assert visitor.get(f"/en/resources/{resource.slug}/").status_code == 404


def test_what_is_public_does_not_stay_so_by_becoming_a_portrait(desk):
    resource = published(desk)
    answer = fill(desk, page_of(resource), kind="portrait")
    assert NO_CONSENT in text_of(answer)
    assert fresh(resource).kind == "guide"


@pytest.mark.parametrize(
    "typed",
    [{"portrays": [], "kind": "guide"}, {"consent_given_on": "", "consent_how": ""},
     {"consent_given_on": "2026-03-10"}],
)  # fmt: skip
def test_consent_taken_back_is_not_undone_by_typing(desk, typed):
    resource = taken_back(desk)
    assert TAKEN_BACK in text_of(fill(desk, page_of(resource), url="https://example.org/her", **typed))
    press(desk, resource, "publish")
    assert fresh(resource).state == "withdrawn"


def test_a_later_consent_makes_it_public_again(desk, visitor):
    resource = taken_back(desk)
    fill(desk, page_of(resource), url="https://example.org/her", consent_given_on="2026-05-02")
    press(desk, resource, "publish")
    assert (fresh(resource).is_public, fresh(resource).consent_withdrawn_on) == (True, None)
    assert visitor.get(f"/en/resources/{resource.slug}/").status_code == 200


def test_with_the_consent_go_file_link_and_summary(desk):
    linked = taken_back(desk, about_en="Her way to work")
    filed = taken_back(desk, url="", file=upload(PDF, "her.pdf"))
    for resource in (linked, filed):
        assert (resource.url, resource.file.name, resource.file_type, dict(resource.about)) == ("", "", "", {})
        assert str(resource.title.best("en")) == "The first appointment"


def test_a_day_that_has_not_come_is_refused(desk):
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    resource = published(desk, kind="portrait", **CONSENT)
    assert beside(fill(desk, page_of(resource), consent_given_on=tomorrow)) == {"consent_given_on": FUTURE}
    assert beside(press(desk, resource, "consent", on=tomorrow)) == {"on": FUTURE}
    answer = press(desk, resource, "consent", on="2026-03-08")
    assert "Consent cannot be withdrawn before it was given." in text_of(answer)
    assert fresh(resource).is_public


def test_who_noted_the_consent_is_known_and_goes_with_the_account(desk, cast):
    editor = cast["editor"]
    resource = kept(desk, kind="portrait", **CONSENT)
    assert resource.consent_noted_by == editor.pk
    fill(desk, page_of(resource), series="Portraits")
    assert fresh(resource).consent_noted_by == editor.pk
    person = Person(editor.pk, editor.email)
    told = collect(person)["library"]["consents_noted"]
    assert [(row["slug"], str(row["consent_given_on"])) for row in told] == [(resource.slug, "2026-03-09")]
    erase(person)
    assert fresh(resource).consent_noted_by is None


def test_its_address_names_nobody(desk):
    assert kept(desk, kind="portrait", title_en="Amina at work").slug == "portrait"


def test_the_log_of_a_consent_names_what_was_typed_and_nothing_that_the_program_notes(desk):
    resource = kept(desk, kind="portrait", url="https://example.org/her")
    fill(desk, page_of(resource), **CONSENT)
    line = AuditEvent.objects.filter(object_id=resource.pk, verb="library.change_resource").latest("created_at")
    assert set(line.fields) == {"consent_given_on", "consent_how"}
