"""The part of the scene that is about a meeting of today: notes, a group, somebody at the door, a signed sheet."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from welcommune.core.access import ANONYMOUS, Actor
from welcommune.core.ids import new_id
from welcommune.core.text import Translated
from welcommune.meetings import actions as meetings
from welcommune.meetings.models import (
    AgendaItem,
    BreakoutGroup,
    Guest,
    Insight,
    InsightFacts,
    Meeting,
    MeetingFacts,
    MeetingInvitation,
    Participant,
    SignedSheet,
    Tags,
)
from welcommune.network.models import Network, Region, Term


@dataclass(frozen=True)
class Live:
    """A meeting that goes on, and one of each thing that belongs to it."""

    meeting: Meeting
    guest: MeetingInvitation
    group: BreakoutGroup
    came: Participant
    sheet: SignedSheet


def paper(words: str = "x") -> SimpleUploadedFile:
    """A signed sheet as it is scanned."""
    return SimpleUploadedFile("scan.pdf", f"%PDF-1.7 {words}".encode(), content_type="application/pdf")


def _later() -> Any:
    return timezone.localdate() + timedelta(days=30)


def live_meeting(by: Actor, network: Network, home: Region, note: Any) -> Live:
    """The meeting, opened; what is noted there is the region's alone until it is closed."""
    facts = MeetingFacts(kind="expert_group", day=timezone.localdate(), place="Charolles", languages=["fr"])
    meeting = meetings.record_meeting(by=by, id=new_id(), network=network, region=home, facts=facts)
    meetings.move_meeting(by=by, meeting=meeting, state="open")
    told = Guest(note("name of a guest of today"), "guest.of.today@example.org", "fr", "today")
    guest = meetings.invite_address(by=by, id=new_id(), meeting=meeting, guest=told)
    group = meetings.add_group(by=by, id=new_id(), meeting=meeting, name=note("name of a group"))
    said = InsightFacts("need", Translated({"fr": note("what was said in a group")}))
    meetings.note_insight(by=by, id=new_id(), meeting=meeting, group=group, facts=said, tags=Tags())
    came = meetings.check_in(
        by=ANONYMOUS, id=new_id(), meeting=meeting, person=note("person at the door"), organisation_name="Le Pont"
    )
    upload = paper(note("signatures"))
    sheet = meetings.keep_sheet(by=by, id=new_id(), meeting=meeting, upload=upload, keep_until=_later())
    return Live(meeting, guest, group, came, sheet)


def grow_live(live: Live, number: int) -> None:
    """One note, group, participant and sheet more."""
    here = {"meeting": live.meeting}
    group = BreakoutGroup.objects.create(name=f"Groupe {number}", **here)
    point = AgendaItem.objects.create(title={"fr": "Un point"}, **here)
    told = {"said_on": live.meeting.day, "kind": "need", "text": Translated({"fr": f"Dit {number}"})}
    row = Insight.plain.create(region=live.meeting.region, group=group, agenda_item=point, **told, **here)
    row.themes.set(Term.objects.filter(vocabulary="theme"))
    Participant.objects.create(organisation_name=f"Club {number}", **here)
    sheet = {"file": "x.pdf", "file_type": "pdf", "file_bytes": 1, "sha256": f"{number}", "keep_until": _later()}
    SignedSheet.objects.create(**sheet, **here)


# Forms that are well filled in.


def note(scene: Any) -> dict[str, Any]:
    """Something that is said now."""
    return {"id": str(new_id()), "kind": "need", "text": "Un bus le soir"}


def decision(scene: Any) -> dict[str, Any]:
    """Something that is decided now."""
    return {"id": str(new_id()), "text": "On essaie jusqu’à l’été"}


def commitment(scene: Any) -> dict[str, Any]:
    """Something that is promised now."""
    return {"id": str(new_id()), "what": "Prêter le minibus", "who": "Quelqu’un", "due": _later().isoformat()}


def arrival(scene: Any) -> dict[str, Any]:
    """Somebody who checks in."""
    return {"id": str(new_id()), "person": "Une passante", "organisation_name": ""}


def walk_in(scene: Any) -> dict[str, Any]:
    """Somebody who walks in."""
    return {"id": str(new_id()), "who": "Une autre, Viltaïs"}


def signed(scene: Any) -> dict[str, Any]:
    """Another sheet."""
    return {"id": str(new_id()), "file": paper("another"), "keep_until": _later().isoformat()}
