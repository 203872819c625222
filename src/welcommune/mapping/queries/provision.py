"""Whether an action provides something, for whom, where and today: one offer at a time, no database."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core import ui
from welcommune.mapping.models import Action, ActionState, CellFacts, Serves

ENDS_SOON = timedelta(days=90)
FRESH = timedelta(days=365)
EVERYBODY = "everybody"


class Standing(models.TextChoices):
    """How a cell of the matrix stands, the best first. Nothing is known is not the same as there is nothing."""

    PROVIDED = "provided", gettext_lazy("provided")
    ENDING = "ending", gettext_lazy("ends soon")
    STALE = "stale", gettext_lazy("to be confirmed")
    FULL = "full", gettext_lazy("full")
    OTHERS = "others", gettext_lazy("for others only")
    NOTHING = "nothing", gettext_lazy("nothing")
    NO_DATA = "no_data", gettext_lazy("no data")


# Shape and colour of ``ui.mark``; the word beside it tells more.
MARKS = {
    Standing.PROVIDED: "there", Standing.ENDING: "ending", Standing.STALE: "stale", Standing.FULL: "full",
    Standing.OTHERS: "others", Standing.NOTHING: "none", Standing.NO_DATA: "unknown",
}  # fmt: skip
RANKS = {standing: rank for rank, standing in enumerate(Standing)}


@dataclass(frozen=True)
class Offer:
    """An action with what its rows beside it say: keys of terms and of places as they are today."""

    action: Action
    terms: frozenset[UUID]
    places: frozenset[UUID]
    place: UUID | None
    groups: frozenset[str]
    situations: frozenset[str]
    # Latitude and longitude, where known.
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Reason:
    """Why an action counts as it does in a cell; without a standing it tells nothing about it.

    ``reach`` says by which rule people of the town can come to it; it is empty for a cell without a town.
    """

    action: Action
    standing: Standing | None
    words: str
    reach: str = ""


def judge(offer: Offer, cell: CellFacts, day: date, *, is_near: bool) -> Reason | None:
    """What an offer tells about a cell on a day: ``None`` where it is about another theme, town or time."""
    if cell.theme and cell.theme.pk not in offer.terms:
        return None
    reach = _reach(offer, cell, is_near=is_near)
    if reach is None or _is_over(offer.action, day):
        return None
    for fits, missing, unsaid in _for_whom(offer, cell):
        if fits is None:
            return Reason(offer.action, None, unsaid, reach)
        if not fits:
            return Reason(offer.action, Standing.OTHERS, missing, reach)
    return Reason(offer.action, *_standing_on(offer.action, day), reach)


def _reach(offer: Offer, cell: CellFacts, *, is_near: bool) -> str | None:
    """Why people of the town can come: it comes to them, or the way is short enough and no other town is meant."""
    serves = offer.action.serves
    if cell.place is None:
        return ""
    if serves == Serves.REGION:
        return _("It is for the whole region.")
    if serves == Serves.ONLINE:
        return _("It is online.")
    if offer.places:
        return _("It is for people of this town.") if cell.place.pk in offer.places else None
    if serves == Serves.TRAVELLING:
        return _("It comes to the towns.")
    if offer.place == cell.place.pk:
        return _("It is in this town.")
    return _("It is within 30 minutes.") if is_near else None


def _is_over(action: Action, day: date) -> bool:
    """Whether nobody can join on that day: it has ended, or has not begun."""
    gone = action.state in (ActionState.ENDED, ActionState.PLANNED)
    return gone or bool(action.ends_on and action.ends_on < day) or bool(action.starts_on and action.starts_on > day)


def _for_whom(offer: Offer, cell: CellFacts) -> list[tuple[bool | None, str, str]]:
    """For what the cell is narrowed by: whether the offer fits, why not, and what it does not say."""
    action, found = offer.action, []
    if cell.group:
        fits = bool(offer.groups & {cell.group.code, EVERYBODY}) if offer.groups else None
        found.append((fits, _("It is for other people."), _("It does not say for whom it is.")))
    if cell.situation:
        stated = action.is_for_everybody is True or bool(offer.situations)
        fits = (action.is_for_everybody is True or cell.situation.code in offer.situations) if stated else None
        found.append(
            (fits, _("It is for other legal situations."), _("It does not say which legal situations it accepts."))
        )
    if cell.spoken:
        fits = cell.spoken in action.languages if action.languages else None
        found.append((fits, _("It is in other languages."), _("It does not say which languages are spoken.")))
    return found


def _standing_on(action: Action, day: date) -> tuple[Standing, str]:
    if action.state == ActionState.WAITING:
        return Standing.FULL, _("There is a waiting list.")
    if action.ends_on and action.ends_on <= day + ENDS_SOON:
        return Standing.ENDING, _("It ends on %(day)s.") % {"day": ui.date(action.ends_on)}
    if action.confirmed_on is None:
        return Standing.STALE, _("Nobody has confirmed it yet.")
    confirmed = {"day": ui.date(action.confirmed_on)}
    if action.confirmed_on < day - FRESH:
        return Standing.STALE, _("It was last confirmed on %(day)s, more than a year ago.") % confirmed
    return Standing.PROVIDED, _("It was confirmed on %(day)s.") % confirmed


def weight(reason: Reason) -> int:
    """The place of a reason among others: the best first, those that tell nothing last."""
    return RANKS[reason.standing or Standing.NO_DATA]


def best_of(reasons: list[Reason]) -> Standing | None:
    """How the best of some offers stands; ``None`` where none tells anything."""
    known = [reason.standing for reason in reasons if reason.standing]
    return min(known, key=RANKS.__getitem__, default=None)


def meets(one: CellFacts, other: CellFacts) -> bool:
    """Whether what is said of one may be about the other: nothing that both are narrowed by differs."""
    pairs = ((value, getattr(other, name)) for name, value in one.as_fields().items())
    return all(not value or not its or value == its for value, its in pairs)


def narrows(wide: CellFacts, cell: CellFacts) -> bool:
    """Whether what is said of ``wide`` holds for ``cell``: each thing it is narrowed by is the same there."""
    return all(not value or value == getattr(cell, name) for name, value in wide.as_fields().items())
