"""Frozen facts as the builders read them, and what can be said of their age and sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import bidirectional

from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.text import Said, Translated

Item = Mapping[str, Any]
STALE_MONTHS = 24
NOTHING = "–"
# What is in no language, as addresses are, is read from left to right everywhere (BCP 47).
NO_LANGUAGE = "zxx"
# Nobody noted which language a citation is in (BCP 47); whatever it is, it is not that of the page.
SOME_LANGUAGE = "und"


@dataclass(frozen=True)
class Spoken:
    """What somebody said or promised, as the record has it now. ``version`` tells whether the wording has changed."""

    text: Said | None
    attribution: Said
    withdrawn_on: date | None = None
    version: int = 0


@dataclass(frozen=True)
class Facts:
    """A version's content, what it refers to as it is now, and the day of reading, by which age is told."""

    content: Mapping[str, Any]
    today: date
    spoken: Mapping[str, Spoken] = field(default_factory=dict)

    def items(self, section: str) -> Sequence[Item]:
        """The facts of one section; none where the version is older than the section."""
        found: Sequence[Item] = self.content.get(section, ())
        return found

    @property
    def region(self) -> Item:
        """The region itself."""
        found: Item = self.content["region"]
        return found


def best(texts: Mapping[str, str]) -> Said:
    """A frozen text in the reader's language, or the nearest that there is; a name in no noted one is set apart."""
    found = Translated(texts).best()
    return found if found.language else cited(found.text)


def named(item: Item) -> Said:
    """The name of a fact; a proper name stays in its own language."""
    return best(item["name"])


def referred(facts: Facts, item: Item) -> Said:
    """The name of a fact, or, where it is kept as a key, what the record has for it now."""
    if "name" in item:
        return named(item)
    spoken = facts.spoken.get(item["key"])
    if spoken and spoken.text:
        return spoken.text
    if spoken and spoken.withdrawn_on:
        return Said(_("withdrawn on %(date)s") % {"date": ui.date(spoken.withdrawn_on)}, "")
    return Said(_("No longer on record."), "")


def day(text: str | None) -> str:
    """A date as far as it is known."""
    return ui.partial_date(text) if text else NOTHING


def semicolon() -> str:
    """What separates items that may hold commas, as the reader's language writes it: French keeps a space before."""
    if get_language_bidi():
        return "؛ "
    return "\u202f; " if get_language() == "fr" else "; "


def cited(text: str) -> Said:
    """A citation as it was noted. Set apart, so that its signs stay in their places on a page read the other way."""
    is_right_to_left = any(bidirectional(sign) in {"R", "AL"} for sign in text)
    return Said(text, "" if is_right_to_left else SOME_LANGUAGE)


def source_words(item: Item) -> Said:
    """Who says so and when, in one line; the whole list with addresses stands at the end."""
    sources = item.get("sources", ())
    if not sources:
        return Said(NOTHING, "")
    first = sources[0]
    dated = ui.date(date.fromisoformat(first["on"])) if first["on"] else ""
    more = _("and %(n)s more") % {"n": len(sources) - 1} if len(sources) > 1 else ""
    if not (dated or more):
        return cited(first["text"])
    # Within a line that is read from right to left, the citation is isolated (UAX #9): its stops stay where they are.
    # On paper each line is laid out alone, so that its end needs a mark of its own.
    end = "\u200e" if cited(first["text"]).language else ""
    text = f"\u2068{first['text']}{end}\u2069" if get_language_bidi() else first["text"]
    return Said(ui.commas([text, dated, more]), "")


def _months(text: str, today: date) -> int:
    """Whole months since a date that may be known in part; a year alone counts from its end."""
    year, month, *_day = [*(int(piece) for piece in text.split("-")), 12]
    return (today.year - year) * 12 + today.month - month


def age_notes(items: Iterable[Item], today: date) -> tuple[str, ...]:
    """What is missing, older than two years, or without a date."""
    dates = [item["as_of"] for item in items]
    if not dates:
        return (_("Nothing is on record about this yet."),)
    old = sum(bool(text) and _months(text, today) > STALE_MONTHS for text in dates)
    undated = sum(not text for text in dates)
    found = []
    if old:
        words = ngettext(
            "%(n)s of %(all)s entries is older than two years.", "%(n)s of %(all)s entries are older than two years.",
            old,
        )  # fmt: skip
        found.append(words % {"n": old, "all": len(dates)})
    if undated:
        words = ngettext(
            "%(n)s of %(all)s entries has no date.", "%(n)s of %(all)s entries have no date.", undated
        )  # fmt: skip
        found.append(words % {"n": undated, "all": len(dates)})
    return tuple(found)
