"""What follows an invitation: changes, the day itself, mail that comes back, no more mail, and no trace after."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from zoneinfo import ZoneInfo

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from tests.factories import actor, fields, fill, region, table, text_of
from tests.meetings.guests import DAY, NOW, change, coming, contact, event, invited, link, reread, sent, work
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent, OutboxMessage
from welcommune.core.personal import Person, collect, erase
from welcommune.meetings import actions
from welcommune.meetings.models import (
    Guest,
    Meeting,
    MeetingInvitation,
    NoMeetingMail,
    Participant,
    Reply,
)
from welcommune.stakeholders.models import Contact, Organisation

# Changes, the day itself, and mail that comes back.


def test_a_new_day_is_told_to_those_who_come_or_perhaps(clock):
    row = coming()
    people = [contact(f"Person {number}", f"p{number}@example.org", "en") for number in range(3)]
    guests, messages = sent(row, *people)
    for guest, answer in zip(guests, ("yes", "maybe", "no"), strict=True):
        actions.answer_invitation(by=SYSTEM, invitation=guest, reply=Reply(answer))
    change(row, number=46)  # Nothing that matters to them.
    assert work() == []
    change(row, day=DAY + timedelta(days=7))
    told = work()
    assert sorted(message.to[0] for message in told) == sorted(guest.address for guest in guests[:2])
    before, after = event(messages[0])[1], event(told[0])[1]
    assert (before["UID"], after["SEQUENCE"] > before["SEQUENCE"]) == (after["UID"], True)
    assert after["DTSTART"].dt.date() == DAY + timedelta(days=7)


def test_a_meeting_that_moves_to_another_zone_keeps_its_entry_with_the_new_hour(clock):
    row = coming()
    [guest], [first] = sent(row, contact(language="en"))
    actions.answer_invitation(by=SYSTEM, invitation=guest, reply=Reply("yes"))
    change(row, zone="Europe/Athens")
    [told] = work()
    before, after = event(first)[1], event(told)[1]
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert before["DTSTART"].dt - after["DTSTART"].dt == timedelta(hours=1)
    assert "(time zone: Europe/Athens)" in told.body


def test_a_meeting_called_off_leaves_the_calendars(clock):
    row = coming()
    _guests, [message] = sent(row, contact("Zeynep", "zeynep@example.org", "en"))
    actions.move_meeting(by=SYSTEM, meeting=Meeting.objects.get(pk=row.pk), state="cancelled")
    [told] = work()
    kind, found = event(told)
    assert (kind, str(found["STATUS"]), found["UID"]) == (
        "text/calendar; method=CANCEL", "CANCELLED", event(message)[1]["UID"]
    )  # fmt: skip
    assert told.subject.startswith("Called off:")
    page = Client().get(link(message, "answer=yes"))
    assert (page.status_code, "called off" in text_of(page)) == (410, True)


def test_on_the_day_those_who_come_get_the_link_once(clock):
    row = coming()
    guests, _messages = sent(row, contact(language="en"), contact("Zeynep", "zeynep@example.org", "en"))
    actions.write_invitation(by=SYSTEM, meeting=row, seen=0, words={}, join_link="https://example.org/room")
    actions.answer_invitation(by=SYSTEM, invitation=guests[0], reply=Reply("yes"))
    clock.move_to(datetime(2026, 5, 20, 5, 59, tzinfo=ZoneInfo("Europe/Paris")))
    assert work() == []
    clock.shift(timedelta(minutes=1))
    [message] = work()
    assert (message.to, "https://example.org/room" in message.body) == ([guests[0].address], True)
    assert work() == []


class RefusingBackend(EmailBackend):
    """A mail server that knows nobody of the name."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})


def test_mail_that_is_refused_is_seen_and_not_tried_again(desk, settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    row = coming()
    [guest], _messages = sent(row)
    assert reread(guest).bounced_at == NOW
    [line] = table(desk.get(f"/en/desk/meetings/{row.pk}/guests/"), "Invited people")
    assert "came back" in line[3]
    assert OutboxMessage.objects.filter(state="queued").count() == 0


# No more mail; erasure; the end.


def test_mail_programs_leave_with_one_click_and_it_counts_for_later_meetings(clock):
    person = contact()
    _guests, [message] = sent(coming(), person)
    path = link(message, "/leave/")
    Client().get(path)
    assert NoMeetingMail.objects.count() == 0
    machine = Client(enforce_csrf_checks=True)
    assert machine.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    later = coming(number=45)
    invited(later, person)
    assert actions.send_invitations(by=SYSTEM, meeting=later) == 0
    # The address itself is kept nowhere for it, and the person can come back.
    assert "samira" not in NoMeetingMail.objects.get().mark
    Client().post(path, {"again": "1"})
    assert actions.send_invitations(by=SYSTEM, meeting=later) == 1


def test_somebody_in_no_register_is_invited_for_one_meeting(desk, cast):
    row = coming()
    told = {"name": "Guest", "email": "Guest@Example.org", "language": "en", "purpose": "you know the buses"}
    assert fill(desk, f"/en/desk/meetings/{row.pk}/guests/new/", **told).status_code == 302
    desk.post(f"/en/desk/meetings/{row.pk}/guests/send/")
    [message] = work()
    assert (message.to, "you know the buses" in message.body) == (["guest@example.org"], True)
    contact()
    with pytest.raises(Refused):
        known = Guest("Samira", "samira@example.org", "fr", "x")
        actions.invite_address(by=actor(cast["facilitator"]), id=new_id(), meeting=row, guest=known)


def test_a_person_is_told_what_is_held_and_erased(clock):
    row = coming()
    guest = actions.invite_address(
        by=SYSTEM, id=new_id(), meeting=row, guest=Guest("Guest", "guest@example.org", "en", "buses")
    )  # fmt: skip
    actions.send_invitations(by=SYSTEM, meeting=row)
    person = Person(Account.objects.create_user("guest@example.org", "Guest").pk, "guest@example.org")
    [held] = collect(person)["meetings"]["invited_to"]
    assert (held["name"], held["meeting"], held["answer"]) == ("Guest", row.pk, "none")
    erase(person)
    assert MeetingInvitation.objects.filter(pk=guest.pk).count() == 0
    assert work() == []  # What was queued finds nobody to go to.


def test_the_list_goes_half_a_year_after_and_the_attendance_stays(clock):
    row = coming()
    [guest] = invited(row)
    actions.note_guests_came(by=SYSTEM, meeting=row, seen=row.version, came=[guest])
    clock.move_to(datetime(2026, 11, 16, 12, tzinfo=ZoneInfo("Europe/Paris")))
    work()
    assert MeetingInvitation.objects.count() == 1
    clock.shift(timedelta(days=1))
    work()
    assert (MeetingInvitation.objects.count(), Participant.objects.filter(meeting=row).count()) == (0, 1)


def test_ticking_who_came_starts_from_the_answers(desk, cast, client_for):
    organisation = Organisation.objects.filter(memberships__region=region()).order_by("slug")[0]
    row = coming()
    guests = invited(row, contact(organisation=organisation), contact("Zeynep", "zeynep@example.org", "en"))
    actions.answer_invitation(by=SYSTEM, invitation=guests[0], reply=Reply("yes"))
    path = f"/en/desk/meetings/{row.pk}/guests/came/"
    assert fields(desk.get(path))["came"] == [str(guests[0].pk)]
    assert fill(desk, path).status_code == 302
    [came] = Participant.objects.filter(meeting=row)
    assert (came.organisation, came.contact, came.person) == (organisation, guests[0].contact, "")
    # Whoever keeps the contacts reads the name; who only sits at the table reads the organisation.
    record = f"/en/desk/meetings/{row.pk}/"
    name, work = str(guests[0].contact), organisation.name
    assert f"{name}, {work}" in text_of(desk.get(record))
    seen = text_of(client_for(cast["member"]).get(record))
    assert work in seen
    assert name not in seen
    assert fill(desk, path, came=[str(guests[1].pk)]).status_code == 302
    [came] = Participant.objects.filter(meeting=row)
    assert (came.organisation, came.person) == (None, "Zeynep")


def test_a_person_is_on_a_list_once(clock):
    row, person = coming(), contact()
    twin = Contact.plain.create(
        region=region("vaucluse"), name="Samira B.", email="SAMIRA@example.org", source="x", purpose="x"
    )  # fmt: skip
    assert actions.invite_contacts(by=SYSTEM, meeting=row, contacts=[person, twin]) == 1
    assert actions.invite_contacts(by=SYSTEM, meeting=row, contacts=[twin]) == 0


def test_nothing_is_sent_for_a_meeting_that_is_over(clock):
    row = coming()
    invited(row)
    clock.move_to(datetime(2026, 5, 21, 9, tzinfo=ZoneInfo("Europe/Paris")))
    with pytest.raises(Refused):
        actions.send_invitations(by=SYSTEM, meeting=row)


def test_lines_of_the_log_hold_no_names(clock):
    row = coming()
    _guests, [message] = sent(row)
    Client().post(link(message, "answer=yes"), {"answer": "yes", "interpretation": "Arabic"})
    lines = AuditEvent.objects.filter(object_id=row.pk).order_by("pk").values_list("verb", "fields")
    assert list(lines)[1:] == [
        ("meetings.invite_guests", []), ("meetings.send_invitations", []), ("meetings.answer_invitation", ["answer"])
    ]  # fmt: skip
