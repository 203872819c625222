"""Inviting without accounts: each mail once and in its language, answers by link, nothing by a look, no trace after."""

import re
from datetime import date, datetime, time, timedelta
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from icalendar import Calendar

from tests.factories import actor, beside, fields, fill, meeting, region, table, text_of
from welcommune.accounts.models import Account
from welcommune.core.access import SYSTEM
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent, OutboxMessage
from welcommune.core.outbox import drain, go_round
from welcommune.core.personal import Person, collect, erase
from welcommune.core.tenancy import every_region
from welcommune.meetings import actions
from welcommune.meetings.models import (
    Guest,
    Meeting,
    MeetingFacts,
    MeetingInvitation,
    NoMeetingMail,
    Participant,
    Reply,
)
from welcommune.meetings.queries import answer_token
from welcommune.stakeholders import actions as stakeholders
from welcommune.stakeholders.models import Contact, ContactFacts, Organisation

NOW = datetime(2026, 5, 6, 10, tzinfo=ZoneInfo("Europe/Paris"))
DAY = date(2026, 5, 20)


@pytest.fixture
def clock(cast):
    with time_machine.travel(NOW, tick=False) as traveller, every_region("test"):
        yield traveller


@pytest.fixture
def desk(clock, cast, client_for):
    return client_for(cast["facilitator"])


def coming(**told):
    when = {"day": DAY, "starts_at": time(14), "ends_at": time(16), "zone": "Europe/Paris", "place": "Digoin"}
    return meeting(state="planned", **when | told)


def contact(name="Samira Belkacem", email="samira@example.org", language="fr", organisation=None):
    told = ContactFacts(name, "a card", "invitations to the table", email, "", language)
    return stakeholders.record_contact(
        by=SYSTEM, id=new_id(), region=region(), facts=told, organisation=organisation
    )  # fmt: skip


def invited(row, *people):
    actions.invite_contacts(by=SYSTEM, meeting=row, contacts=people or [contact()])
    return list(MeetingInvitation.objects.filter(meeting=row).order_by("pk"))


def work():
    """What the worker does in a minute."""
    mail.outbox.clear()
    go_round()
    drain()
    return list(mail.outbox)


def sent(row, *people):
    """The mails of the first sending."""
    guests = invited(row, *people)
    actions.send_invitations(by=SYSTEM, meeting=row)
    return guests, work()


def link(message, part):
    """The path of the first link with ``part``, with its query."""
    found = next(link for link in re.findall(r"https?://\S+", message.body) if part in link)
    parts = urlsplit(found)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def event(message):
    [(_name, content, kind)] = message.attachments
    [found] = Calendar.from_ical(content).walk("VEVENT")
    return kind, found


def reread(guest):
    return MeetingInvitation.objects.get(pk=guest.pk)


# Whom to invite, and what is sent.


def test_the_program_proposes_with_reasons_and_one_press_adds_all(desk):
    organisation = Organisation.objects.filter(memberships__region=region()).order_by("slug")[0]
    contact("Awa Diallo", "awa@example.org", organisation=organisation)
    contact("Nobody Special", "nobody@example.org")
    row = coming()
    path = f"/en/desk/meetings/{row.pk}/guests/add/"
    page = desk.get(path)
    words = text_of(page)
    assert words.index("Awa Diallo") < words.index("Other contacts") < words.index("Nobody Special")
    assert re.search(r"Awa Diallo ?,.*(Has a seat|missing at this table|Came to)", words[: words.index("Other contacts")])
    assert desk.post(path, fields(page)).status_code == 302
    assert [str(guest) for guest in MeetingInvitation.objects.filter(meeting=row)] == ["Awa Diallo"]
    assert "Awa Diallo" not in text_of(desk.get(path))


def test_one_can_choose_by_kind_place_theme_and_attendance(desk):
    organisation = Organisation.objects.filter(memberships__region=region()).order_by("slug")[0]
    Organisation.objects.filter(pk=organisation.pk).update(town="Cluny")
    contact("Awa Diallo", "awa@example.org", organisation=organisation)
    contact("Nobody Special", "nobody@example.org")
    path = f"/en/desk/meetings/{coming().pk}/guests/add/"
    kind = organisation.category.code
    for query, found in ((f"category={kind}", True), ("town=Cluny", True), ("standing=other", False)):
        words = text_of(desk.get(f"{path}?{query}"))
        assert ("Awa Diallo" in words, "Nobody Special" in words) == (found, not found), query
    assert "Awa Diallo" not in text_of(desk.get(f"{path}?theme=housing&town=Cluny"))


def test_each_gets_the_mail_once_in_their_language(desk):
    row = coming()
    guests = invited(row, contact(), contact("Zeynep", "zeynep@example.org", "en"))
    path = f"/en/desk/meetings/{row.pk}/guests/send/"
    desk.post(path)
    desk.post(path)
    messages = work()
    assert len(messages) == 2
    assert {message.to[0]: link(message, "/meetings/answer/")[:4] for message in messages} == {
        "samira@example.org": "/fr/", "zeynep@example.org": "/en/"
    }  # fmt: skip
    english = next(message for message in messages if message.to == ["zeynep@example.org"])
    assert "Wednesday, 20 May 2026, 14:00–16:00 (time zone: Europe/Paris)" in english.body
    assert "Digoin" in english.body
    assert "invitations to the table" in english.body
    assert [guest.sent_at is not None for guest in map(reread, guests)] == [True, True]
    assert work() == []


def test_the_mail_carries_an_event_and_the_headers_for_leaving(clock):
    row = coming()
    [_guest], [message] = sent(row)
    kind, found = event(message)
    assert kind == "text/calendar; method=REQUEST"
    assert found["UID"].startswith(f"{row.pk}@")
    assert found["DTSTART"].params["TZID"] == "Europe/Paris"
    assert found["ATTENDEE"] == "mailto:samira@example.org"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert urlsplit(message.extra_headers["List-Unsubscribe"].strip("<>")).path == link(message, "/leave/")


def test_own_words_are_previewed_and_go_out(desk):
    row = coming()
    invited(row, contact("Zeynep", "zeynep@example.org", "en"))
    path = f"/en/desk/meetings/{row.pk}/guests/letter/"
    assert fill(desk, path, words_en="There will be soup.", join_link="https://example.org/room").status_code == 302
    shown = text_of(desk.get(path))
    assert ("There will be soup." in shown, "invites you" in shown) == (True, True)
    desk.post(f"/en/desk/meetings/{row.pk}/guests/send/")
    [message] = work()
    assert ("There will be soup." in message.body, "example.org/room" in message.body) == (True, False)


def test_reminders_go_only_to_those_who_have_not_answered(clock, desk):
    row = coming()
    guests, _messages = sent(row, contact(), contact("Zeynep", "zeynep@example.org", "en"))
    actions.answer_invitation(by=SYSTEM, invitation=guests[0], reply=Reply("no"))
    path = f"/en/desk/meetings/{row.pk}/guests/remind/"
    desk.post(path)
    assert work() == []  # It is the same day.
    clock.shift(timedelta(days=3))
    desk.post(path)
    desk.post(path)
    [message] = work()
    assert (message.to, message.subject.startswith("Do you come?")) == (["zeynep@example.org"], True)


# Answering.


def test_looking_changes_nothing_and_one_button_answers(clock):
    [guest], [message] = sent(coming())
    path = link(message, "answer=yes")
    for _look in range(3):  # A scanner of mails opens links.
        page = Client().get(path)
    assert (reread(guest).answer, fields(page)["answer"]) == ("none", "yes")
    visitor = Client()
    answer = visitor.post(path, fields(page) | {"needs": ["travel"], "interpretation": "Arabic"}, follow=True)
    assert answer.status_code == 200
    row = reread(guest)
    assert (row.answer, row.needs, row.interpretation) == ("yes", ["travel"], "Arabic")
    # The last word counts, until the meeting begins.
    visitor.post(link(message, "answer=no"), {"answer": "no"})
    assert (reread(guest).answer, reread(guest).needs) == ("no", [])
    assert [event.actor_kind for event in AuditEvent.objects.filter(verb="meetings.answer_invitation")] == ["link"] * 2


def test_somebody_else_comes_and_counts_as_one_person(desk):
    row = coming()
    [guest], [message] = sent(row)
    Client().post(link(message, "answer=substitute"), {"answer": "substitute", "comes_instead": "A colleague"})
    assert reread(guest).comes_instead == "A colleague"
    assert "1 person comes" in text_of(desk.get(f"/en/desk/meetings/{row.pk}/"))
    [line] = table(desk.get(f"/en/desk/meetings/{row.pk}/guests/"), "Invited people")
    assert "A colleague" in line[1]


def test_needs_are_asked_once(clock):
    person = contact()
    [first], _messages = sent(coming(), person)
    actions.answer_invitation(by=SYSTEM, invitation=first, reply=Reply("yes", "", "Arabic", ["access"], "a ramp"))
    [_second], [message] = sent(coming(number=45), person)
    known = fields(Client().get(link(message, "answer=yes")))
    assert (known["interpretation"], known["needs"], known["needs_words"]) == ("Arabic", ["access"], "a ramp")


def test_an_answer_must_be_one_of_ours(clock):
    [guest], [message] = sent(coming())
    refused = Client().post(link(message, "answer=yes"), {"answer": "often", "needs": ["a pony"]})
    assert (refused.status_code, set(beside(refused))) == (200, {"answer", "needs"})
    assert reread(guest).answer == "none"


def test_the_link_ends_when_the_meeting_begins(clock):
    [guest], [message] = sent(coming())
    path = link(message, "answer=yes")
    clock.move_to(datetime(2026, 5, 20, 14, 1, tzinfo=ZoneInfo("Europe/Paris")))
    assert Client().get(path).status_code == 410
    assert Client().post(path, {"answer": "yes"}).status_code == 410
    assert reread(guest).answer == "none"


def test_a_link_that_was_cut_taken_back_or_erased_says_so(clock):
    person = contact()
    row = coming()
    [guest], [message] = sent(row, person)
    path = link(message, "answer=yes")
    assert Client().get(path.split("?")[0][:-6] + "/").status_code == 410
    # A link for leaving opens no invitation, and the other way round.
    leaving = link(message, "/leave/").rstrip("/").rpartition("/")[2]
    assert Client().get(f"/en/meetings/answer/{leaving}/").status_code == 410
    assert Client().get(f"/en/meetings/leave/{answer_token(guest)}/").status_code == 410
    actions.remove_guest(by=SYSTEM, invitation=guest)
    assert "taken back" in text_of(Client().get(path.replace("/fr/", "/en/")))
    [again] = invited(row, person)
    actions.erase_contact(by=SYSTEM, contact=person)
    assert Client().get(f"/en/meetings/answer/{answer_token(again)}/").status_code == 410
    assert MeetingInvitation.objects.count() == 0


# Changes, the day itself, and mail that comes back.


def change(row, **told):
    row = Meeting.objects.get(pk=row.pk)
    facts = {name: getattr(row, name) for name in ("kind", "day", "number", "starts_at", "ends_at", "zone", "place")}
    organisers = [organiser.organisation for organiser in row.organisers.all()]
    actions.change_meeting(
        by=SYSTEM, meeting=row, seen=row.version, facts=MeetingFacts(**facts | told), organisers=organisers, agenda=[]
    )  # fmt: skip
    return Meeting.objects.get(pk=row.pk)


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


def test_ticking_who_came_starts_from_the_answers(desk):
    organisation = Organisation.objects.filter(memberships__region=region()).order_by("slug")[0]
    row = coming()
    guests = invited(row, contact(organisation=organisation), contact("Zeynep", "zeynep@example.org", "en"))
    actions.answer_invitation(by=SYSTEM, invitation=guests[0], reply=Reply("yes"))
    path = f"/en/desk/meetings/{row.pk}/guests/came/"
    assert fields(desk.get(path))["came"] == [str(guests[0].pk)]
    assert fill(desk, path).status_code == 302
    [came] = Participant.objects.filter(meeting=row)
    assert (came.organisation, came.contact, came.person) == (organisation, guests[0].contact, "")
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
