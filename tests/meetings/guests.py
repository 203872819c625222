"""Small helpers of the tests about invitations: a meeting to come, people on its list, the mails that went."""

import re
from datetime import date, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core import mail
from icalendar import Calendar

from tests.factories import meeting, region
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.outbox import drain, go_round
from welcommune.meetings import actions
from welcommune.meetings.models import Meeting, MeetingFacts, MeetingInvitation
from welcommune.stakeholders import actions as stakeholders
from welcommune.stakeholders.models import ContactFacts

NOW = datetime(2026, 5, 6, 10, tzinfo=ZoneInfo("Europe/Paris"))
DAY = date(2026, 5, 20)


def coming(**told):
    when = {"day": DAY, "starts_at": time(14), "ends_at": time(16), "zone": "Europe/Paris", "place": "Digoin"}
    return meeting(state="planned", **when | told)


def change(row, **told):
    """The record says something else from now on."""
    row = Meeting.objects.get(pk=row.pk)
    facts = {name: getattr(row, name) for name in ("kind", "day", "number", "starts_at", "ends_at", "zone", "place")}
    organisers = [organiser.organisation for organiser in row.organisers.all()]
    actions.change_meeting(
        by=SYSTEM, meeting=row, seen=row.version, facts=MeetingFacts(**facts | told), organisers=organisers, agenda=[]
    )  # fmt: skip
    return Meeting.objects.get(pk=row.pk)


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
