"""For whom an offer is and until when, as formats tell of it that have words of ours: checked as a form checks it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from welcommune.exchange.formats.cells import BadValue, day_of
from welcommune.exchange.formats.report import Report
from welcommune.mapping.models import LEVELS_FALL, MOST_PLACES, LanguageLevel, levels_rise

# Stands among legal situations for all of them.
EVERYBODY: Final = "everybody"
LEVELS: Final = LanguageLevel.values


def situations_of(words: Iterable[str], known: Mapping[str, str], report: Report) -> dict[str, Any]:
    """Whether every legal situation is accepted, and those that are; what nobody said stays open."""
    told = list(dict.fromkeys(words))
    if EVERYBODY in told:
        return {"is_for_everybody": True}
    for word in told:
        if word not in known:
            report.unmapped[f"situations: {word[:60]}"] += 1
    accepted = tuple(dict.fromkeys(known[word] for word in told if word in known))
    return {"is_for_everybody": False, "situations": accepted} if accepted else {}


def told_situations(is_for_everybody: bool | None, situations: Iterable[str]) -> list[str]:
    """The same as words: one for all of them, or the codes."""
    return [EVERYBODY] if is_for_everybody else list(situations)


def levels_of(told: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The language levels, upwards."""
    found: dict[str, Any] = {}
    for name in ("level_from", "level_to"):
        word = str(told.get(name) or "")
        if word and word not in LEVELS:
            report.unmapped[f"{name}: {word[:60]}"] += 1
        found[name] = word if word in LEVELS else ""
    if not levels_rise(found["level_from"], found["level_to"]):
        raise BadValue(str(LEVELS_FALL))
    return found


def period_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The first and the last day, in their order."""
    found = {name: day_of(told[name], name) if told.get(name) else "" for name in ("starts_on", "ends_on")}
    if all(found.values()) and found["ends_on"] < found["starts_on"]:
        raise BadValue(_("The last day is before the first. Change one of the two."))
    return found


def capacity_of(value: Any, report: Report) -> int | None:
    """A whole number of places, or nothing."""
    if value in (None, ""):
        return None
    text = str(value)
    if text.isdecimal() and int(text) <= MOST_PLACES:
        return int(text)
    report.unmapped["capacity: no whole number of places, left out"] += 1
    return None
