"""The part of the scene that is about gaps: one to be confirmed, one that residents read, one that is parked."""

from dataclasses import dataclass
from typing import Any

from welcommune.core.access import Actor
from welcommune.core.ids import new_id
from welcommune.mapping.actions import gap as actions
from welcommune.mapping.models import CellFacts, Gap, GapFacts, Statement
from welcommune.meetings.actions.gaps import put_gap_on_agenda
from welcommune.meetings.models import Meeting
from welcommune.network.models import Region, Term


@dataclass(frozen=True)
class Missing:
    """The gaps of the scene, and a statement that nothing is there."""

    waiting: Gap
    shared: Gap
    parked: Gap
    statement: Statement


def what_is_missing(by: Actor, home: Region, coming: Meeting, note: Any) -> Missing:
    """Gaps in each state that a page needs; the one that is parked was on the agenda of the next meeting."""
    theme = Term.objects.get(vocabulary="theme", code="mobility")

    def gap(title: str, **told: Any) -> Gap:
        facts = GapFacts(title, "fr", **told)
        return actions.note_gap(by=by, id=new_id(), region=home, facts=facts, cell=CellFacts(theme))

    waiting = gap(note("title of a gap"), about=note("more about a gap"))
    shared, parked = gap("Un bus après 19 h", is_public=True), gap(note("parked gap"))
    actions.confirm_gap(by=by, gap=shared)
    actions.park_gap(by=by, gap=parked, reason=note("why a gap is parked"))
    # The link stays when the point goes: the agenda of the scene is empty.
    put_gap_on_agenda(by=by, meeting=coming, gap=parked)
    coming.agenda.all().delete()
    source = note("who says there is nothing")
    statement = actions.state_nothing(by=by, id=new_id(), region=home, cell=CellFacts(theme), source=source)
    return Missing(waiting, shared, parked, statement)
