"""Looking for a date without accounts: dates offered, answered by link, the best one taken with its clock."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.test import Client

from tests.factories import beside, fields, table, text_of
from tests.meetings.guests import coming, contact, event, invited, link, work
from welcommune.core.access import SYSTEM
from welcommune.meetings import actions
from welcommune.meetings.models import DatePoll, DateReply, DateVote, Meeting
from welcommune.meetings.queries import dates_address, reply_token, shared_token

# The clocks go back on 25 October: one date before that, one after it.
TYPED = {
    "day_1": "2026-10-20", "starts_at_1": "14:00", "ends_at_1": "16:00",
    "day_2": "2026-11-03", "starts_at_2": "14:00", "ends_at_2": "16:00",
}  # fmt: skip


def offered(desk, row, **typed):
    path = f"/en/desk/meetings/{row.pk}/dates/edit/"
    return desk.post(path, fields(desk.get(path)) | TYPED | typed)


def says(poll, *answers):
    return {f"date_{option.pk.hex}": said for option, said in zip(poll.options.all(), answers, strict=True)}


def shared_path(poll):
    return "/en/" + dates_address(shared_token(poll)).split("/en/")[1]


def test_dates_are_offered_asked_answered_and_the_best_one_is_taken_with_its_clock(desk):
    row = coming()
    invited(row, contact(language="en"), contact("Zeynep", "zeynep@example.org", "en"))
    assert offered(desk, row).status_code == 302
    page = f"/en/desk/meetings/{row.pk}/dates/"
    desk.post(f"{page}ask/")
    desk.post(f"{page}ask/")
    first, second = work()
    assert (first.subject.split("?")[0], "Tuesday, 3 November 2026, 14:00–16:00" in first.body) == (
        "When could you come", True
    )  # fmt: skip
    poll = DatePoll.objects.get(meeting=row)
    for _look in range(3):  # A scanner of mails opens links.
        Client().get(link(first, "/meetings/dates/"))
    assert DateVote.objects.count() == 0
    guest = Client()
    guest.post(link(first, "/meetings/dates/"), says(poll, "yes", "no"))
    guest.post(link(first, "/meetings/dates/"), says(poll, "no", "yes"))
    Client().post(link(second, "/meetings/dates/"), says(poll, "maybe", "maybe"))
    visitor = Client()
    typed = fields(visitor.get(shared_path(poll))) | {"person": "Awa", "organisation": "Town hall"}
    answer = visitor.post(shared_path(poll), typed | says(poll, "no", "yes"))
    visitor.post(shared_path(poll), typed | says(poll, "no", "yes"))  # Sent twice, it counts once.
    assert "Thank you" in text_of(visitor.get(answer.headers["Location"]))
    results = table(desk.get(page), "3 people have answered")
    assert [line[1:5] for line in results] == [["0", "1", "2", "0"], ["2", "1", "0", "1"]]
    assert "suits most" in results[1][0]
    best = poll.options.all()[1]
    desk.post(f"{page}{best.pk}/take/")
    row = Meeting.objects.get(pk=row.pk)
    assert (row.day, row.starts_at, row.ends_at, row.zone) == (date(2026, 11, 3), time(14), time(16), "Europe/Paris")
    assert row.starts_utc.astimezone(ZoneInfo("UTC")) == datetime(2026, 11, 3, 13, tzinfo=ZoneInfo("UTC"))
    messages = work()
    assert sorted(message.to[0] for message in messages) == ["samira@example.org", "zeynep@example.org"]
    _kind, found = event(messages[0])
    assert found["DTSTART"].dt == datetime(2026, 11, 3, 14, tzinfo=ZoneInfo("Europe/Paris"))
    closed = Client().post(link(first, "/meetings/dates/"), says(poll, "yes", "no"))
    assert (closed.status_code, DateVote.objects.filter(says="yes").count()) == (410, 2)


def test_links_end_when_renewed_taken_back_erased_cut_or_past(clock, desk):
    row, person = coming(), contact(language="en")
    [guest] = invited(row, person)
    offered(desk, row)
    poll = DatePoll.objects.get(meeting=row)
    old = shared_path(poll)
    assert Client().get(old[:-5] + "/").status_code == 410
    desk.post(f"/en/desk/meetings/{row.pk}/dates/link/")
    assert Client().get(old).status_code == 410
    poll = DatePoll.objects.get(meeting=row)
    typed = fields(Client().get(shared_path(poll))) | {"person": str(person), **says(poll, "yes", "yes")}
    Client().post(shared_path(poll), typed)
    reply = DateReply.objects.create(poll=poll, invitation=guest)
    own = f"/en/meetings/dates/{reply_token(reply)}/"
    assert Client().get(own).status_code == 200
    actions.erase_contact(by=SYSTEM, contact=person)
    # What the person answered by the shared link under the same name has gone, too.
    assert (Client().get(own).status_code, DateReply.objects.count()) == (410, 0)
    clock.move_to(datetime(2026, 11, 4, 9, tzinfo=ZoneInfo("Europe/Paris")))
    late = Client().post(shared_path(poll), typed)
    assert (late.status_code, DateReply.objects.count()) == (410, 0)


def test_dates_that_will_not_do_are_refused_beside_their_field(desk):
    row = coming()
    skipped = offered(desk, row, day_2="2027-03-28", starts_at_2="02:30", ends_at_2="")
    assert set(beside(skipped)) == {"starts_at_2"}
    wrong = offered(desk, row, day_1="2026-01-01", day_3="2026-11-03", starts_at_3="14:00", starts_at_4="10:00")
    assert set(beside(wrong)) == {"day_1", "day_3", "day_4"}
    assert DatePoll.objects.count() == 0


def test_other_dates_keep_what_was_said_to_those_that_stay(desk):
    row = coming()
    offered(desk, row)
    poll = DatePoll.objects.get(meeting=row)
    typed = fields(Client().get(shared_path(poll))) | {"person": "Awa"}
    Client().post(shared_path(poll), typed | says(poll, "yes", "yes"))
    offered(desk, row, day_2="2026-11-10")
    [first, second] = table(desk.get(f"/en/desk/meetings/{row.pk}/dates/"), "1 person has answered")
    assert (first[1], second[1]) == ("1", "0")
