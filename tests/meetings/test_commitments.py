"""Decisions and commitments: what is noted, how it moves, what is refused, and what the public reads of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import DAY, SEATS, commitment, fill, insight, meeting, table, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.meetings import actions
from welcommune.meetings.models import Commitment, CommitmentFacts, Decision
from welcommune.stakeholders.models import Organisation

pytestmark = pytest.mark.usefixtures("scope", "network")
PUBLIC = f"/en/regions/{SEATS}/you-said/"
LIST = f"/en/desk/regions/{SEATS}/commitments/"


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


def member():
    return Organisation.objects.filter(memberships__region__slug=SEATS).order_by("slug")[0]


def test_a_commitment_moves_along_its_states_only():
    row = commitment(meeting(), due=timezone.localdate() + timedelta(days=9))
    actions.confirm_commitment(by=SYSTEM, commitment=row)
    actions.complete_commitment(by=SYSTEM, commitment=row)
    for act, told in (
        (actions.drop_commitment, {"reason": "No money."}),
        (actions.put_off_commitment, {"due": timezone.localdate()}),
        (actions.hand_over_commitment, {"person": "Bo", "email": "bo@example.org"}),
        (actions.confirm_commitment, {}),
    ):
        with pytest.raises(Refused, match="already done or dropped"):
            act(by=SYSTEM, commitment=row, **told)
    actions.reopen_commitment(by=SYSTEM, commitment=row)
    with pytest.raises(Refused, match="Write why it will not be done"):
        actions.drop_commitment(by=SYSTEM, commitment=row, reason="")
    actions.drop_commitment(by=SYSTEM, commitment=row, reason="No money.")
    assert (row.state, row.reason, row.closed_on) == ("dropped", "No money.", timezone.localdate())


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"what": "Ask."}, "Choose or write who promised it"),
        ({"what": "", "person": "Awa"}, "Write what was promised, in one sentence."),
        ({"what": "Ask.", "person": "Awa", "due": DAY - timedelta(days=1)}, "This day is before the meeting."),
        ({"what": "Ask.", "email": "awa@example.org", "organisation": "a member"}, "Write whose address this is."),
    ],
)
def test_what_cannot_be_noted_is_refused_with_a_sentence(told, sentence):
    organisation = member() if told.pop("organisation", "") else None
    with pytest.raises(Refused, match=sentence):
        actions.record_commitment(
            by=SYSTEM, meeting=meeting(), facts=CommitmentFacts(organisation=organisation, **told)
        )  # fmt: skip


def test_the_desk_notes_and_follows_up(desk):
    row = meeting()
    record = f"/en/desk/meetings/{row.pk}"
    told = {"what": "Ask for a later bus.", "organisation": str(member().pk), "due": "2022-09-01"}
    assert fill(desk, f"{record}/commitments/new/", **told).status_code == 302
    assert fill(desk, f"{record}/decisions/new/", text="We meet again.").status_code == 302
    assert "We meet again." in text_of(desk.get(f"{record}/outcomes/"))
    [promised], [decided] = Commitment.plain.filter(meeting=row), Decision.objects.filter(meeting=row)
    overdue = "Overdue since 1 September 2022"
    assert table(desk.get(LIST), "Commitments") == [["Ask for a later bus.", member().name, overdue]]
    assert "1 commitment is overdue" in text_of(desk.get("/en/desk/"))
    at = f"/en/desk/commitments/{promised.pk}/"
    fill(desk, at, what="Ask for two later buses.")
    desk.post(f"{at}done/")
    assert table(desk.get(f"{LIST}?show=overdue"), "Commitments") == []
    [[what, _who, state]] = table(desk.get(f"{LIST}?show=done&owner={member().pk}"), "Commitments")
    assert (what, state.startswith("Done on")) == ("Ask for two later buses.", True)
    assert table(desk.get(f"{LIST}?show=all&owner=x"), "Commitments") == []
    desk.post(f"{at}reopen/")
    assert fill(desk, f"{at}drop/", reason="No money.").status_code == 302
    desk.post(f"{at}remove/")
    desk.post(f"/en/desk/decisions/{decided.pk}/remove/")
    assert (Commitment.plain.filter(meeting=row).count(), Decision.objects.filter(meeting=row).count()) == (0, 0)


def test_another_owner_has_to_confirm_and_a_form_sent_twice_is_one(desk):
    row = meeting()
    path = f"/en/desk/meetings/{row.pk}/commitments/new/"
    sent = {"id": "01890000-0000-7000-8000-000000000000", "what": "Ask.", "person": "Awa Diallo"}
    assert [fill(desk, path, **sent).status_code for _time in range(2)] == [302, 302]
    [noted] = Commitment.plain.filter(meeting=row)
    actions.confirm_commitment(by=SYSTEM, commitment=noted)
    assert fill(desk, f"/en/desk/commitments/{noted.pk}/", person="Bo Lind").status_code == 302
    after = Commitment.plain.get(pk=noted.pk)
    assert (after.state, after.person, after.link == noted.link) == ("open", "Bo Lind", False)


def test_the_public_reads_what_came_of_what_was_said():
    row, visitor = meeting(), Client()
    nothing = "nothing has come of it yet"
    before = text_of(visitor.get(PUBLIC)).count(nothing)
    answered, silent = insight(row, "Buses stop at six."), insight(row, "No course is near.")
    told = {"organisation": member(), "person": "Awa Diallo", "insight": answered}
    promised = commitment(row, "Ask for a later bus.", **told)
    dropped = commitment(row, "Buy a bus.", **told)
    actions.record_decision(by=SYSTEM, meeting=row, text="We meet again.")
    for in_public, shown in ((False, 0), (True, 1)):
        actions.reopen_commitment(by=SYSTEM, commitment=dropped)
        actions.drop_commitment(by=SYSTEM, commitment=dropped, reason="No money.", in_public=in_public)
        assert text_of(visitor.get(PUBLIC)).count("No money.") == shown
    words = text_of(visitor.get(PUBLIC))
    parts = ["Buses stop at six.", "Promised, not confirmed yet", member().name, "Will not be done", "We meet again."]
    assert [part for part in [*parts, str(silent.text)] if part not in words] == []
    assert (words.count(nothing) - before, "Awa" in words) == (1, False)
    # The page is a publication: what the desk notes is there at the next look.
    actions.complete_commitment(by=SYSTEM, commitment=promised)
    assert "Done on" in text_of(visitor.get(PUBLIC))
    assert 'href="/en/regions/saone-et-loire/you-said/"' in visitor.get(f"/en/regions/{SEATS}/").content.decode()
