"""What was said: how far the public learns who said it, and who may change it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    DAY,
    OTHER,
    SEATS,
    beside,
    fields,
    fill,
    insight,
    meeting,
    notices,
    quote,
    region,
    term,
    text_of,
)
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.models import AuditEvent
from welcommune.meetings.actions import change_insight, note_insight, remove_insight
from welcommune.meetings.models import Consent, Insight, InsightFacts, Tags
from welcommune.stakeholders.models import Organisation

pytestmark = pytest.mark.usefixtures("scope")
PUBLIC = f"/en/regions/{SEATS}/roundtables/44/"
SAID = "Buses stop at six."


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def organisation():
    return Organisation.objects.order_by("slug")[0]


def sayings(page):
    """What was said, with the kind before and who said it behind."""
    return page[page.index("In the wording that was validated.") + 35 : page.index(" The report ")]


@pytest.mark.parametrize("attribution", ["none", "category", "organisation", "named"])
def test_the_public_learns_as_much_of_who_said_it_as_was_agreed(visitor, attribution):
    insight(
        meeting(), SAID, attribution=attribution, person="Amal Exemple", organisation=organisation(),
        category=term("ngo"),
    )  # fmt: skip
    who = {"none": "", "category": str(term("ngo")), "organisation": organisation().name, "named": "Amal Exemple"}
    page = visitor.get(PUBLIC)
    assert sayings(text_of(page)) == f"Challenge {SAID} {who.pop(attribution)}".strip()
    assert [name for name in (who.get("named"), who.get("organisation")) if name and name in text_of(page)] == []


@pytest.mark.parametrize(
    ("attribution", "field"),
    [("named", "person"), ("organisation", "organisation"), ("category", "category")],
)
def test_who_is_to_be_named_must_be_told(desk, attribution, field):
    row = meeting()
    answer = fill(desk, f"/en/desk/meetings/{row.pk}/insights/new/", kind="need", text_fr="x", attribution=attribution)
    assert (answer.status_code, beside(answer)) == (200, {field: "Fill this in, or choose that nobody is named."})
    assert row.insights.count() == 0


def test_what_is_typed_is_noted_and_the_original_wording_is_kept(desk):
    row = meeting()
    answer = fill(
        desk, f"/en/desk/meetings/{row.pk}/insights/new/", kind="need", text_fr="Des bus le dimanche.",
        original="باص الأحد", original_language="ar", attribution="none", themes=[str(term("mobility", "theme").pk)],
    )  # fmt: skip
    said = row.insights.get()
    assert answer.status_code == 302
    assert (dict(said.text), said.original, said.original_language) == (
        {"fr": "Des bus le dimanche."}, "باص الأحد", "ar",
    )  # fmt: skip
    assert (said.region, said.said_on, [theme.code for theme in said.themes.all()]) == (region(), DAY, ["mobility"])


def test_the_original_wording_stays_when_the_validated_one_changes(desk):
    said = insight(meeting(), original="Der Bus, na ja.", original_language="en")
    fill(desk, f"/en/desk/insights/{said.pk}/", text_en="There is no bus on Sundays.")
    stored = Insight.objects.get(pk=said.pk)
    assert (stored.original, dict(stored.text)) == ("Der Bus, na ja.", {"en": "There is no bus on Sundays."})


def test_the_original_wording_is_not_public(visitor):
    insight(meeting(), original="Der Bus, na ja.")
    assert "Der Bus" not in visitor.get(PUBLIC).content.decode()


def test_wordings_in_languages_that_the_form_does_not_show_are_kept(desk):
    said = insight(meeting(), texts={"en": SAID, "ar": "تتوقف الحافلات"})
    fill(desk, f"/en/desk/insights/{said.pk}/", text_en="Changed.")
    assert dict(Insight.objects.get(pk=said.pk).text) == {"en": "Changed.", "ar": "تتوقف الحافلات"}


def test_a_form_sent_twice_notes_one_insight(desk):
    path = f"/en/desk/meetings/{(row := meeting()).pk}/insights/new/"
    sent = fields(desk.get(path)) | {"kind": "need", "text_fr": "x", "attribution": "none"}
    assert [desk.post(path, sent).status_code for _ in range(2)] == [302, 302]
    assert row.insights.count() == 1


def test_without_a_wording_there_is_nothing_to_note(desk):
    row = meeting()
    answer = fill(desk, f"/en/desk/meetings/{row.pk}/insights/new/", kind="need", text_fr=" ")
    assert (beside(answer), row.insights.count()) == ({"text_fr": "Write what was said, in one sentence."}, 0)
    with pytest.raises(Refused, match="Write what was said"):
        insight(row, "")


def test_an_insight_belongs_to_a_region(network):
    row = meeting()
    row.region = None
    with pytest.raises(Refused, match="Insights belong to a region"):
        insight(row)


# Quotes and their consent.


def test_a_quote_without_consent_is_seen_by_nobody_outside_the_desk(desk, visitor):
    row = meeting()
    quote(row, "I can drive a tractor.", given_on=None)
    assert "tractor" not in visitor.get(PUBLIC).content.decode()
    page = text_of(desk.get(f"/en/desk/meetings/{row.pk}/"))
    assert "I can drive a tractor. No consent on record: the public does not see this quote." in page


def test_a_quote_with_consent_is_shown_with_who_said_it(visitor):
    quote(meeting(), "I can drive a tractor.", attribution="named", person="Amal Exemple")
    assert sayings(text_of(visitor.get(PUBLIC))) == "I can drive a tractor. Amal Exemple"


def test_consent_in_the_future_is_refused_by_form_and_action(desk):
    row, tomorrow = meeting(), timezone.localdate() + timedelta(days=1)
    typed = {"kind": "quote", "text_fr": "x", "consent_given_on": tomorrow.isoformat(), "consent_how": "form"}
    sentence = "Consent cannot be given in the future. Write the day on which it was given."
    assert beside(fill(desk, f"/en/desk/meetings/{row.pk}/insights/new/", **typed)) == {"consent_given_on": sentence}
    with pytest.raises(Refused) as refused:
        quote(row, "I can drive a tractor.", given_on=tomorrow)
    assert (str(refused.value), row.insights.count()) == (sentence, 0)


def test_consent_given_today_is_consent(network):
    said = quote(meeting(), "I can drive a tractor.", given_on=timezone.localdate())
    assert said.consent.holds_on(timezone.localdate())


@pytest.mark.parametrize("half", [{"consent_given_on": "2022-06-14"}, {"consent_how": "form"}])
def test_consent_is_told_whole(desk, half):
    row = meeting()
    answer = fill(desk, f"/en/desk/meetings/{row.pk}/insights/new/", kind="quote", text_fr="x", **half)
    sentence = "Write both: the day on which consent was given, and how."
    assert (beside(answer), row.insights.count()) == ({"consent_how": sentence}, 0)


def test_consent_can_be_added_and_corrected_later(network):
    said = quote(meeting(), "I can drive a tractor.", given_on=None)
    words = InsightFacts(kind="quote", text=said.text)
    for version, given in ((1, date(2022, 6, 15)), (2, date(2022, 6, 16))):
        tags = Tags(consent=Consent(given, "letter"))
        change_insight(by=SYSTEM, insight=Insight.objects.get(pk=said.pk), seen=version, facts=words, tags=tags)
        assert Insight.objects.get(pk=said.pk).consent.given_on == given


# Taking it off the record.


def test_an_insight_is_taken_off_the_record_at_once(desk, visitor):
    said = insight(meeting(), SAID)
    assert SAID in text_of(visitor.get(PUBLIC))
    desk.post(f"/en/desk/insights/{said.pk}/remove/")
    assert SAID not in visitor.get(PUBLIC).content.decode()
    assert AuditEvent.objects.filter(object_id=said.pk)[0].verb == "meetings.remove_insight"


def test_a_quote_with_consent_is_not_removed_but_withdrawn(desk):
    said = quote(meeting(), "I can drive a tractor.")
    sentence = "This is a quote with consent on record. Withdraw the consent instead."
    with pytest.raises(Refused) as refused:
        remove_insight(by=SYSTEM, insight=said)
    assert str(refused.value) == sentence
    assert notices(desk.post(f"/en/desk/insights/{said.pk}/remove/", follow=True)) == [sentence]
    assert Insight.objects.filter(pk=said.pk).exists()


@pytest.mark.parametrize("act", ["", "remove/", "withdraw/"])
@pytest.mark.parametrize("role", ["stranger", "editor", "member", "assessor", "auditor"])
def test_others_find_nothing_there(cast, client_for, role, act):
    said = quote(meeting(), "I can drive a tractor.")
    assert client_for(cast[role]).post(f"/en/desk/insights/{said.pk}/{act}").status_code == 404
    assert str(Insight.objects.get(pk=said.pk).text) == "I can drive a tractor."


def test_the_same_identifier_gives_the_insight_that_is_there(network):
    said = insight(meeting())
    words = InsightFacts(kind="need", text={"en": "Another."})
    assert note_insight(by=SYSTEM, id=said.pk, meeting=meeting(OTHER), facts=words, tags=Tags()) == said
    assert str(Insight.objects.get(pk=said.pk).text) == SAID
