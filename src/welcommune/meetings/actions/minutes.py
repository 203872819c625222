"""Minutes: assembled from the record, written on in versions, approved, published."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Overtaken, Refused
from welcommune.core.outbox import queue
from welcommune.core.saving import OVERTAKEN, change, insert
from welcommune.meetings import rules
from welcommune.meetings.actions.record import publish_meeting
from welcommune.meetings.models import (
    CORRECTION_DAYS,
    MINUTES_TRANSITIONS,
    WRITTEN,
    Correction,
    Meeting,
    MeetingState,
    Minutes,
    MinutesReader,
    MinutesState,
    MinutesText,
)
from welcommune.meetings.queries import assembled, readers_to_be, working_language

MINUTES_LETTER = "meetings.minutes"
HELD_FIRST = _("Mark the meeting as held first: the minutes tell what has happened.")
NOT_WRITTEN = _("These minutes are approved. Open them again to change the text.")
NOT_IN_STATE = _("These minutes are not in a state that allows this. Load the page again.")
BLANK = "[…]"
SHORTEST = 4
Parts = list[dict[str, Any]]


def log_minutes(verb: str, by: Actor, minutes: Minutes, *fields: str) -> None:
    """One line about minutes."""
    log(verb, by=by, about=minutes, fields=fields, region_id=minutes.meeting.region_id)


@transaction.atomic
def assemble_minutes(*, by: Actor, meeting: Meeting) -> Minutes:
    """Put the minutes together from the record; a text that was there stays as an older version."""
    require(by, rules.edit_meeting, meeting)
    # Two presses of the button queue here, so that the meeting has one set of minutes.
    Meeting.plain.select_for_update().get(pk=meeting.pk)
    if meeting.state != MeetingState.HELD:
        raise Refused(HELD_FIRST)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        minutes = insert(Minutes(meeting=meeting, language=working_language(meeting)))
    parts = assembled(meeting, minutes.language)
    _write(by, minutes, parts, is_drafted=True)
    log_minutes("meetings.assemble_minutes", by, minutes)
    return minutes


def _write(
    by: Actor, minutes: Minutes, parts: Parts, *, seen: int | None = None, is_drafted: bool = False
) -> MinutesText:
    """Keep a version; an unchanged text makes none. The row of the minutes is the lock: two editors queue here."""
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if locked.state not in WRITTEN:
        raise Refused(NOT_WRITTEN)
    current = minutes.texts.filter(is_current=True).first()
    if current and current.parts == parts:
        return current
    if current and seen not in (None, current.number):
        theirs = {f"part_{part['key']}": part.get("text", True) for part in current.parts}
        raise Overtaken(OVERTAKEN, theirs=theirs, version=current.number)
    minutes.texts.filter(is_current=True).update(is_current=False)
    number = current.number + 1 if current else 1
    return insert(MinutesText(minutes=minutes, number=number, parts=parts, is_drafted=is_drafted, by=by.id))


@transaction.atomic
def write_minutes(*, by: Actor, minutes: Minutes, parts: Parts, seen: int | None = None) -> MinutesText:
    """Keep a new version; raises ``Overtaken`` when another one came since number ``seen``."""
    require(by, rules.keep_minutes, minutes)
    before = minutes.texts.count()
    text = _write(by, minutes, parts, seen=seen)
    if text.number > before:
        log_minutes("meetings.write_minutes", by, minutes)
    return text


def _move(by: Actor, minutes: Minutes, state: str, verb: str, **values: Any) -> None:
    require(by, rules.keep_minutes, minutes)
    if state not in MINUTES_TRANSITIONS[minutes.state]:
        raise Refused(NOT_IN_STATE)
    change(minutes, seen=minutes.version, state=state, **values)
    log_minutes(verb, by, minutes, "state")


@transaction.atomic
def send_minutes(*, by: Actor, minutes: Minutes, days: int = CORRECTION_DAYS) -> int:
    """Send the minutes to all who came and have an address, for correction during ``days``; returns how many."""
    now, until = timezone.now(), timezone.localdate() + timedelta(days=days)
    verb = "meetings.send_minutes"
    _move(by, minutes, MinutesState.CORRECTION, verb, sent_at=now, correct_until=until)
    known = set(minutes.readers.order_by("pk").values_list("contact_id", "invitation_id"))
    new = [row for row in readers_to_be(minutes) if (row.contact_id, row.invitation_id) not in known]
    MinutesReader.objects.bulk_create(new)
    readers = list(minutes.readers.order_by("pk").values_list("pk", flat=True))
    for key in readers:
        queue(MINUTES_LETTER, {"reader": str(key), "turn": minutes.version})
    return len(readers)


@transaction.atomic
def approve_minutes(*, by: Actor, minutes: Minutes) -> Minutes:
    """From now on the text holds. Sent minutes are approved when the time for corrections is over."""
    if minutes.takes_corrections:
        raise Refused(_("Those who came can still say what is wrong. Approve when that time is over."))
    _move(by, minutes, MinutesState.APPROVED, "meetings.approve_minutes", approved_at=timezone.now(), approved_by=by.id)
    return minutes


@transaction.atomic
def reopen_minutes(*, by: Actor, minutes: Minutes) -> Minutes:
    """Back to a draft: the approval ends, and nobody is asked for corrections any more."""
    verb = "meetings.reopen_minutes"
    _move(by, minutes, MinutesState.DRAFT, verb, approved_at=None, approved_by=None, correct_until=None)
    return minutes


@transaction.atomic
def publish_minutes(*, by: Actor, minutes: Minutes) -> Minutes:
    """Show approved minutes to the public, without the names of people."""
    _move(by, minutes, MinutesState.PUBLISHED, "meetings.publish_minutes")
    publish_meeting(minutes.meeting)
    return minutes


@transaction.atomic
def unpublish_minutes(*, by: Actor, minutes: Minutes) -> Minutes:
    """Take the minutes off the public site; they stay approved."""
    if minutes.state != MinutesState.PUBLISHED:
        raise Refused(NOT_IN_STATE)
    _move(by, minutes, MinutesState.APPROVED, "meetings.unpublish_minutes")
    publish_meeting(minutes.meeting)
    return minutes


# Words that go.


def _blanked(text: str, wording: str) -> str:
    return text.replace(wording, BLANK)


def forget_in_minutes(wording: str, region: UUID) -> None:
    """Blank out ``wording`` in each version and proposal of the region, where somebody typed it."""
    wording = wording.strip()
    if len(wording) < SHORTEST:
        return
    for text in MinutesText.objects.filter(minutes__meeting__region=region):
        parts = [part | {"text": _blanked(part["text"], wording)} if part.get("text") else part for part in text.parts]
        if parts != text.parts:
            MinutesText.objects.filter(pk=text.pk).update(parts=parts)
    for row in Correction.objects.filter(reader__minutes__meeting__region=region, text__contains=wording):
        Correction.objects.filter(pk=row.pk).update(text=_blanked(row.text, wording))
