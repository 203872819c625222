"""The part of the scene that is about minutes: some that are read for correction, and some that are published."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from welcommune.core.access import SYSTEM, Actor
from welcommune.core.ids import new_id
from welcommune.meetings import actions as meetings
from welcommune.meetings.models import (
    Commitment,
    Correction,
    Insight,
    Meeting,
    MeetingFacts,
    MeetingInvitation,
    Minutes,
    MinutesReader,
    MinutesText,
    Participant,
    QuoteConsent,
)
from welcommune.stakeholders.models import Contact


@dataclass
class WrittenMinutes:
    """Minutes that are read for correction, with a reader and an open proposal; and published ones."""

    minutes: Minutes
    reader: MinutesReader
    correction: Correction
    published: Minutes


def minutes_of_meetings(by: Actor, meeting: Meeting, contact: Contact, note: Any) -> WrittenMinutes:
    """Minutes with own words, a reader and what the reader finds wrong; and published ones of another meeting."""
    minutes = meetings.assemble_minutes(by=by, meeting=meeting)
    text = minutes.texts.get()
    parts = [*text.parts, {"key": "own", "text": note("own words in minutes")}]
    meetings.write_minutes(by=by, minutes=minutes, parts=parts)
    meetings.send_minutes(by=by, minutes=minutes)
    reader = MinutesReader.objects.create(minutes=minutes, contact=contact)
    told = {"facts": note("what is wrong in minutes"), "attendance": note("what was not taken up in minutes")}
    meetings.propose_corrections(by=SYSTEM, reader=reader, told=told)
    declined = Correction.objects.get(reader=reader, section="attendance")
    meetings.decline_correction(by=by, correction=declined, reason=note("why it was not taken up"))
    correction = Correction.objects.get(reader=reader, section="facts")
    published = _published(by, meeting, note("participant of published minutes"))
    return WrittenMinutes(minutes, reader, correction, published)


def _published(by: Actor, beside: Meeting, person: str) -> Minutes:
    facts = MeetingFacts(kind="roundtable", day=date(2022, 5, 11), number=5, mode="online", languages=["fr"])
    where = {"network": beside.network, "region": beside.region}
    meeting = meetings.record_meeting(by=by, id=new_id(), facts=facts, state="held", **where)
    meetings.add_participant(by=by, meeting=meeting, participant=Participant(id=new_id(), person=person))
    minutes = meetings.assemble_minutes(by=by, meeting=meeting)
    meetings.approve_minutes(by=by, minutes=minutes)
    return meetings.publish_minutes(by=by, minutes=minutes)


def more_minutes(scene: Any, meeting: Meeting, organisation: Any, number: int) -> None:
    """One more of all that minutes hold and refer to, and approved minutes of one more meeting."""
    guest = {"name": f"Guest {number}", "email": f"read{number}@example.org"}
    invitation = MeetingInvitation.objects.create(meeting=scene.meeting, **guest)
    reader = MinutesReader.objects.create(minutes=scene.written.minutes, invitation=invitation)
    Correction.objects.create(reader=reader, section="facts", text=f"Proposal {number}")
    Correction.objects.create(reader=scene.written.reader, section=f"item-{number}", text=f"Proposal {number}")
    for minutes in (scene.written.minutes, scene.written.published):
        _grow(minutes, organisation, number)
    approved = Minutes.objects.create(meeting=meeting, language="fr", state="approved")
    MinutesText.objects.create(minutes=approved, number=1, parts=_parts(meeting, organisation, number))


def _grow(minutes: Minutes, organisation: Any, number: int) -> None:
    text = minutes.texts.get(is_current=True)
    minutes.texts.update(is_current=False)
    parts = text.parts + _parts(minutes.meeting, organisation, number)
    MinutesText.objects.create(minutes=minutes, number=text.number + 1, parts=parts)


def _parts(meeting: Meeting, organisation: Any, number: int) -> list[dict[str, Any]]:
    """A section with people, a promise, and a quote."""
    told = {"region": meeting.region, "meeting": meeting}
    came = Participant.objects.create(meeting=meeting, organisation=organisation)
    away = MeetingInvitation.objects.create(meeting=meeting, name="x", email=f"away{came.pk.hex}@example.org")
    promised = Commitment.plain.create(what=f"Promise {number}", language="fr", organisation=organisation, **told)
    said = Insight.plain.create(kind="quote", text={"fr": f"Mot {number}"}, said_on=meeting.day, **told)
    QuoteConsent.objects.create(insight=said, given_on=meeting.day, given_how="form")
    people = {"present": [str(came.pk)], "absent": [str(away.pk)], "commitments": [str(promised.pk)]}
    section = {"key": f"item-{came.pk.hex}", "title": "Point", "text": f"- Point {number}", **people}
    return [section, {"key": f"quote-{said.pk.hex}", "insight": str(said.pk)}]
