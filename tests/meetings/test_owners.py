"""Owners of commitments, without an account: one mail a week at most, a link, and buttons."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import beside, commitment, meeting, notices, region, text_of
from tests.meetings.guests import DAY, NOW, contact, link, work
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM
from welcommune.core.models import AuditEvent
from welcommune.core.personal import Person, collect, erase
from welcommune.meetings import actions
from welcommune.meetings.models import OWNER_KEPT_DAYS, Commitment, CommitmentFacts, CommitmentMail
from welcommune.meetings.queries import open_commitments

TODAY = NOW.date()
AWA = {"person": "Awa Diallo", "email": "awa@example.org"}


def promised(**told):
    """Something promised yesterday."""
    row = commitment(meeting(number=None, day=TODAY - timedelta(days=1)), language="en", **AWA | told)
    Commitment.plain.filter(pk=row.pk).update(owned_since=NOW - timedelta(days=1))
    return row


def reread(row):
    return Commitment.plain.get(pk=row.pk)


def english(person="awa@example.org"):
    """A contact who reads English."""
    return contact("Awa Diallo", person, "en")


@pytest.fixture
def page(clock):
    """A commitment whose owner has had the mail, and the path of its link."""
    row = promised(contact=english(), person="", email="", due=TODAY + timedelta(days=30))
    [message] = work()
    return row, link(message, "/commitments/")


def press(path, act, **typed):
    return Client().post(path, {"act": act} | {f"{act}-{name}": value for name, value in typed.items()})


# The mail.


def test_one_mail_tells_all_that_was_promised_and_goes_once(clock):
    owner = {"contact": english(), "person": "", "email": ""}
    late = promised(what="Ask the bus company.", due=TODAY - timedelta(days=1), **owner)
    promised(what="Find a room.", **owner)
    [message] = work()
    assert (message.to, message.subject) == (["awa@example.org"], "2 things that you promised")
    assert [text in message.body for text in ("Ask the bus company.", "Overdue since", "Find a room.")] == [True] * 3
    assert set(message.extra_headers) == {
        "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted", "Message-ID",
    }  # fmt: skip
    assert work() == []
    # Two workers that look at the same moment queue it once, and a lost mark is not enough to write again.
    Commitment.plain.filter(pk=late.pk).update(told_at=None)
    assert actions.tell_owners() == 0


def test_nothing_goes_on_the_day_itself_nor_before_the_morning(clock):
    row = promised(contact=english(), person="", email="")
    Commitment.plain.filter(pk=row.pk).update(owned_since=NOW)
    assert work() == []
    clock.move_to(NOW.replace(hour=6) + timedelta(days=1))
    assert work() == []
    clock.shift(timedelta(hours=1))
    assert len(work()) == 1


def test_near_and_overdue_ones_are_told_again_but_never_twice_a_week(clock):
    row = promised(contact=english(), person="", email="", due=TODAY + timedelta(days=10))
    told = []
    for day in range(70):
        clock.move_to(NOW + timedelta(days=day))
        told += [day] * actions.tell_owners()
    # New; a week before its day, but a week after the last mail; the day after its day, likewise; every four weeks.
    assert told == [0, 7, 14, 43]
    actions.complete_commitment(by=SYSTEM, commitment=reread(row))
    clock.move_to(NOW + timedelta(days=90))
    assert work() == []


def test_whoever_wants_no_mail_or_has_no_address_gets_none(clock):
    promised(email="")
    promised(contact=english(), person="", email="")
    [message] = work()
    Client().post(link(message, "/leave/"), {})
    promised(what="Another one.", contact=Commitment.plain.exclude(contact=None)[0].contact, person="", email="")
    clock.shift(timedelta(days=8))
    assert work() == []


# The page.


def test_looking_changes_nothing_and_buttons_do(page):
    row, path = page
    for _time in range(2):  # As a mail scanner does.
        seen = Client().get(path)
    assert (seen.status_code, reread(row).state, seen.headers["Cache-Control"]) == (
        200, "open", "max-age=0, no-cache, no-store, must-revalidate, private",
    )  # fmt: skip
    assert "Confirmed, by" in text_of(Client().get(press(path, "confirm").url))
    assert press(path, "confirm").status_code == 302
    assert [press(path, "done").status_code, press(path, "done").status_code] == [302, 302]
    assert (reread(row).state, reread(row).closed_on) == ("done", TODAY)
    assert notices(Client().get(path)) == ["Thank you. Nothing is left for you to do."]
    lines = AuditEvent.objects.filter(object_id=row.pk, actor_kind="link").values_list("verb", flat=True)
    assert sorted(lines) == ["meetings.complete_commitment", "meetings.confirm_commitment"]


def test_another_day_has_to_come(page):
    row, path = page
    for day in (TODAY - timedelta(days=1), "2026-02-30", ""):
        assert list(beside(press(path, "later", due=day))) == ["later-due"]
    later = TODAY + timedelta(days=60)
    assert press(path, "later", due=later).status_code == 302
    assert (reread(row).due, reread(row).state) == (later, "confirmed")


def test_it_will_not_be_done_needs_a_reason_that_the_desk_makes_public(page, desk):
    row, path = page
    assert list(beside(press(path, "drop", reason=" "))) == ["drop-reason"]
    assert press(path, "drop", reason="The mayor said no.").status_code == 302
    assert (reread(row).state, reread(row).reason_is_public) == ("dropped", False)
    desk.post(f"/en/desk/commitments/{row.pk}/show_reason/")
    assert reread(row).reason_is_public is True


def test_handed_over_the_old_link_ends_and_the_new_owner_confirms(page, clock):
    row, path = page
    assert list(beside(press(path, "hand_over", person="Bo", email="nowhere"))) == ["hand_over-email"]
    assert press(path, "hand_over", person="Bo Lind", email="Bo@Example.org").status_code == 200
    assert (reread(row).person, reread(row).email, reread(row).state) == ("Bo Lind", "bo@example.org", "open")
    for answer in (Client().get(path), press(path, "done")):
        assert (answer.status_code, "Somebody else has taken this on" in text_of(answer)) == (410, True)
    assert work() == []
    clock.shift(timedelta(days=1))
    [message] = work()
    assert message.to == ["bo@example.org"]
    assert press(link(message, "/commitments/"), "confirm").status_code == 302
    assert reread(row).state == "confirmed"


def test_a_link_that_is_old_cut_ended_or_of_another_purpose_opens_nothing(page, desk, clock):
    row, path = page
    token = path.split("/")[-2]
    for wrong in (f"/en/commitments/{token[:-2]}/", f"/en/meetings/answer/{token}/", "/en/commitments/x/"):
        assert Client().get(wrong).status_code == 410
    clock.shift(timedelta(days=91))
    assert (Client().get(path).status_code, press(path, "done").status_code) == (410, 410)
    clock.move_to(NOW)
    assert Client().get(path).status_code == 200
    desk.post(f"/en/desk/commitments/{row.pk}/end_links/")
    assert (press(path, "done").status_code, reread(row).state) == (410, "open")


# What is held about a person.


def test_what_is_held_is_told_and_erased_and_the_link_ends(page):
    row, path = page
    by_hand = promised(what="Find a room.")
    person = Person(Account.objects.create_user("awa@example.org", "Awa").pk, "awa@example.org")
    assert [held["what"] for held in collect(person)["meetings"]["promised"]] == [row.what, "Find a room."]
    erase(person)
    for kept in map(reread, (row, by_hand)):
        assert (kept.contact, kept.person, kept.email, kept.state) == (None, "", "", "open")
    assert (Client().get(path).status_code, press(path, "done").status_code) == (410, 410)
    assert work() == []


def test_who_promised_goes_half_a_year_after(page, clock):
    row, path = page
    press(path, "done")
    clock.shift(timedelta(days=OWNER_KEPT_DAYS))
    work()
    assert reread(row).contact is not None
    clock.shift(timedelta(days=1))
    work()
    assert (reread(row).contact, reread(row).what) == (None, row.what)
    assert CommitmentMail.objects.count() == 0


# The next meeting.


def test_the_next_meeting_asks_after_what_is_open(clock):
    before, after = meeting(day=DAY - timedelta(days=30)), meeting(number=45, day=DAY)
    elsewhere = meeting("vaucluse", day=DAY - timedelta(days=30))
    rows = [commitment(before, what) for what in ("First.", "Second.", "Third.")]
    commitment(elsewhere, "Elsewhere.")
    commitment(after, "Its own.")
    actions.complete_commitment(by=SYSTEM, commitment=rows[1])
    actions.change_commitment(
        by=SYSTEM, commitment=rows[2], seen=1, facts=CommitmentFacts("Third.", due=DAY, person="Awa Diallo")
    )  # fmt: skip
    assert [row.what for row in open_commitments(after)] == ["Third.", "First."]
    assert open_commitments(before).count() == 0
    assert region().commitments.count() == 4
