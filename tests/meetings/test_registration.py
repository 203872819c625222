"""Open registration: confirmed by its owner, the last place once, the others in their turn, and no trace after."""

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from tests.factories import fields, fill, region, table, text_of
from tests.meetings.guests import DAY, NOW, change, coming, contact, event, invited, link, sent, work
from welcommune.accounts.forms import opened_mark
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM
from welcommune.core.personal import Person, collect, erase
from welcommune.meetings import actions
from welcommune.meetings.models import Meeting, MeetingInvitation, PlaceRequest, Reply


def opened(capacity=None, **told):
    row = coming(**told)
    actions.open_registration(by=SYSTEM, meeting=row, seen=0, is_open=True, capacity=capacity)
    return Meeting.objects.get(pk=row.pk)


def ask(row, name="Awa", **typed):
    """Somebody sends the form."""
    who = {"name": name, "organisation": "", "email": f"{name}@example.org", "language": "en", "website": ""}
    told = who | {"opened": opened_mark(ago=30)} | typed
    return Client().post(f"/en/meetings/{row.pk}/register/", told)


def confirm(clock, row, name="Awa", **typed):
    """Somebody sends the form, opens the link in the mail, and presses the button; the path of the link."""
    clock.shift(timedelta(seconds=1))
    assert ask(row, name, **typed).status_code == 302
    [message] = [mail for mail in work() if "/meetings/place/" in mail.body]
    path = link(message, "/meetings/place/")
    assert Client().post(path).status_code == 302
    return path


def states(row):
    """Who is where: those who come, then those who wait in their turn."""
    waits = {str(one): "asked" if one.offered_until else "waits" for one in PlaceRequest.objects.order_by("pk")}
    return {str(one): one.answer for one in MeetingInvitation.objects.filter(meeting=row).order_by("pk")} | waits


def test_a_facilitator_opens_a_meeting_and_the_public_finds_it(desk):
    row = coming()
    page, form = f"/en/meetings/{row.pk}/", f"/en/meetings/{row.pk}/register/"
    assert (Client().get(form).status_code, form in Client().get(page, follow=True).content.decode()) == (404, False)
    path = f"/en/desk/meetings/{row.pk}/guests/registration/"
    assert fill(desk, path, is_open="on", capacity="0").status_code == 200
    assert fill(desk, path, is_open="on", capacity="20").status_code == 302
    shown = text_of(desk.get(f"/en/desk/meetings/{row.pk}/guests/"))
    assert (form in shown, "0 of 20 places are taken." in shown) == (True, True)
    assert form in Client().get(page, follow=True).content.decode()
    story = Client().get(f"/en/regions/{region().slug}/story/")
    assert (form in story.content.decode(), "23 participants" in text_of(story)) == (True, True)
    assert form in "".join(Client().get("/en/calendar.ics").content.decode().replace("\r\n ", "").split())
    seen = fields(desk.get(path))["seen"]
    assert desk.post(path, {"seen": seen, "capacity": ""}).status_code == 302
    assert (Client().get(form).status_code, ask(row).status_code, work()) == (410, 410, [])
    assert form not in Client().get(page, follow=True).content.decode()


def test_looking_registers_nobody_and_one_button_does(clock, desk):
    row = opened(capacity=5)
    told = {"organisation": "Entraide", "needs": ["access"], "interpretation": "Arabic"}
    assert (ask(row, **told).status_code, ask(row, **told).status_code) == (302, 302)
    messages = work()
    assert [message.to for message in messages] == [["awa@example.org"]] * 2
    path = link(messages[1], "/meetings/place/")
    for look in (Client().get, Client().head):  # A scanner of mails opens links.
        assert look(path).status_code == 200
    assert (states(row), PlaceRequest.objects.get().confirmed_at) == ({"Awa": "waits"}, None)
    answer = Client().post(path, follow=True)
    assert "Yes, I come" in text_of(answer)
    assert Client().post(path).status_code == 302
    assert states(row) == {"Awa": "yes"}
    [mail] = work()
    kind, _event = event(mail)
    assert (mail.subject.startswith("You have a place"), kind) == (True, "text/calendar; method=REQUEST")
    assert "because you registered" in mail.body
    [line] = table(desk.get(f"/en/desk/meetings/{row.pk}/guests/"), "Invited people")
    assert ["Entraide" in line[0], "comes" in line[1], "Arabic" in line[2]] == [True] * 3
    # The link leads to the answer now, where one declines.
    assert fill(Client(), Client().get(path).headers["Location"], answer="no").status_code == 302
    assert states(row) == {"Awa": "no"}


def test_machines_and_the_quick_write_nothing(clock):
    row = opened()
    assert ask(row, website="https://example.org").status_code == 302
    assert ask(row, opened=opened_mark()).status_code == 200
    assert ask(row, email="no address").status_code == 200
    assert [ask(row).status_code for _time in range(4)] == [302] * 4
    assert len(work()) == 3  # The same address three times a day, and no more.
    assert [ask(row, f"Person{number}").status_code for number in range(20)][-5:] == [302] * 1 + [200] * 4


def test_nothing_waits_for_ever(clock):
    row = opened()
    ask(row)
    [message] = work()
    path = link(message, "/meetings/place/")
    clock.shift(timedelta(days=7, minutes=1))
    assert (Client().get(path).status_code, Client().post(path).status_code) == (410, 410)
    work()
    assert (PlaceRequest.objects.count(), Client().get(path).status_code, states(row)) == (0, 410, {})
    later = confirm(clock, row, "Zoe")
    assert Client().get(later).status_code == 302
    clock.move_to(NOW + timedelta(days=30))
    assert Client().get(f"/en/meetings/{row.pk}/register/").status_code == 410


def test_the_waiting_list_goes_in_its_turn_and_each_is_asked_once(clock, desk):
    row = opened(capacity=1)
    awa, ben, zoe = (confirm(clock, row, name) for name in ("Awa", "Ben", "Zoe"))
    work()
    assert states(row) == {"Awa": "yes", "Ben": "waits", "Zoe": "waits"}
    assert "All places are taken" in text_of(Client().get(f"/en/meetings/{row.pk}/register/"))
    assert ("Your number: 1." in text_of(Client().get(ben)), "Your number: 2." in text_of(Client().get(zoe))) == (
        True, True
    )  # fmt: skip
    Client().post(ben)  # Pressed again, nobody jumps the queue.
    assert (states(row)["Ben"], work()) == ("waits", [])
    fill(Client(), Client().get(awa).headers["Location"], answer="no")
    [message] = work()
    assert (message.to, message.subject.startswith("A place is free"), work()) == (["ben@example.org"], True, [])
    assert "Friday, 8 May 2026, 10:00 (time zone: Europe/Paris)" in message.body
    lines = table(desk.get(f"/en/desk/meetings/{row.pk}/guests/"), "The waiting list")
    assert [line[0].split()[0] for line in lines] == ["Ben", "Zoe"]
    # Somebody new does not get the place that is held.
    confirm(clock, row, "Late")
    assert states(row)["Late"] == "waits"
    clock.shift(timedelta(hours=48, minutes=1))
    assert Client().post(ben).status_code == 410
    assert [message.to for message in work()] == [["zoe@example.org"]]
    assert Client().post(zoe).status_code == 302
    assert states(row) == {"Awa": "no", "Zoe": "yes", "Late": "waits"}
    [message] = work()
    assert message.subject.startswith("You have a place")


def test_the_place_is_held_until_the_meeting_at_most_and_can_be_given_back(clock, desk):
    row = opened(capacity=1)
    paths = [confirm(clock, row, name) for name in ("Awa", "Ben", "Zoe")]
    clock.move_to(NOW.replace(day=20, hour=9))
    work()
    desk.post(f"/en/desk/guests/{MeetingInvitation.objects.get().pk}/remove/")
    [message] = work()
    assert "Wednesday, 20 May 2026, 14:00" in message.body
    assert "off the list" in text_of(Client().post(paths[1], {"leave": "1"}))
    assert [message.to for message in work()] == [["zoe@example.org"]]
    desk.post(f"/en/desk/places/{PlaceRequest.objects.get().pk}/remove/")
    assert (states(row), Client().get(paths[2]).status_code, work()) == ({}, 410, [])


def test_whoever_waits_is_told_when_the_meeting_moves_or_is_off(clock, desk):
    row = opened(capacity=1)
    for name in ("Awa", "Ben"):
        confirm(clock, row, name)
    ask(row, "Unconfirmed")
    work()
    change(row, day=DAY + timedelta(days=1))
    told = {message.to[0]: message for message in work()}
    assert sorted(told) == ["awa@example.org", "ben@example.org"]
    assert [told["ben@example.org"].subject.startswith("Changed"), "waiting list" in told["ben@example.org"].body] == [
        True, True
    ]  # fmt: skip
    actions.move_meeting(by=SYSTEM, meeting=Meeting.plain.get(pk=row.pk), state="cancelled")
    told = {message.to[0]: message for message in work()}
    assert sorted(told) == ["awa@example.org", "ben@example.org"]
    assert "is called off" in told["ben@example.org"].body


def test_whoever_was_invited_counts_and_stays_on_one_line(clock):
    row = opened(capacity=1)
    [guest], _mails = sent(row, contact("Awa Diallo", "Awa@example.org", "en"))
    confirm(clock, row, "Awa")
    assert states(row) == {"Awa Diallo": "yes"}
    # Asked a second time: it is the same place, and the meeting is full for others.
    confirm(clock, row, "Awa")
    confirm(clock, row, "Ben")
    assert states(row) == {"Awa Diallo": "yes", "Ben": "waits"}
    [other] = invited(row, contact("Zoe", "zoe@example.org"))[1:]
    actions.answer_invitation(by=SYSTEM, invitation=other, reply=Reply("yes"))
    actions.answer_invitation(by=SYSTEM, invitation=MeetingInvitation.objects.get(pk=guest.pk), reply=Reply("no"))
    work()
    assert states(row)["Ben"] == "waits"  # One comes, invited though the meeting was full.


def test_a_person_who_waits_is_told_what_is_held_and_erased(clock):
    row = opened(capacity=1)
    confirm(clock, row, "Awa")
    path = confirm(clock, row, "Ben", organisation="Entraide")
    account = Account.objects.create(email="ben@example.org", name="Ben")
    person = Person(account.pk, account.email)
    [held] = collect(person)["meetings"]["places_asked_for"]
    assert (held["organisation"], held["meeting"]) == ("Entraide", row.pk)
    erase(person)
    assert (states(row), Client().get(path).status_code) == ({"Awa": "yes"}, 410)


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Beirut"])
def test_a_meeting_moved_across_zones_is_told_with_a_higher_sequence(clock, zone):
    row = opened()
    confirm(clock, row)
    [before] = [event(message)[1] for message in work()]
    change(row, zone=zone)
    [message] = work()
    _kind, after = event(message)
    assert (after["UID"], after["SEQUENCE"] > before["SEQUENCE"]) == (before["UID"], True)
    assert (after["DTSTART"].params["TZID"], after["DTSTART"].dt.date()) == (zone, DAY)
    assert after["DTSTART"].dt != before["DTSTART"].dt
    file = Calendar.from_ical(message.attachments[0][1])
    assert [str(one["TZID"]) for one in file.walk("VTIMEZONE")] == [zone]
    assert file.get_missing_tzids() == set()
