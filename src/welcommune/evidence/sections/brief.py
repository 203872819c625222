"""What a factfile says in brief: sentences that write themselves from its facts, each under the section it sums up.

A sentence stands only where its fact does. All counts are those that the sections show: of organisations, actions,
money and gaps, never of people who could be recognised.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core import ui
from welcommune.evidence.sections.blocks import Cell, Piece, Point, Points, Section
from welcommune.evidence.sections.facts import Facts, Item, age_notes, best, named, semicolon
from welcommune.evidence.sections.mapped import Frozen, frozen_line
from welcommune.evidence.sections.steps import pilot_label
from welcommune.evidence.sections.table import meeting_label
from welcommune.mapping.models import ActionState, GapState
from welcommune.mapping.queries.funding import in_a_year, money_words
from welcommune.mapping.sums.money import When, ending, sums_of, when
from welcommune.meetings.models import MeetingKind, MeetingState
from welcommune.network.models import RegionClass, UrbanRural
from welcommune.network.words import class_label

MOST = 3
Sentences = Iterator[tuple[Cell, ...]]


def brief(facts: Facts, sections: Sequence[Section]) -> Section:
    """Half a page, each point led by the name of the section that it sums up."""
    titles = {section.key: section.title for section in sections}
    told = {
        "territory": _territory(facts), "table": _table(facts), "meetings": _meetings(facts),
        "actions": _actions(facts), "funding": _funding(facts), "gaps": _gaps(facts), "pilots": _pilots(facts),
        "next": _next(facts),
    }  # fmt: skip
    points = [_point(key, titles[key], found) for key, sentences in told.items() if (found := list(sentences))]
    return Section("brief", _("In brief"), (Points((*points, *_fresh(facts, sections))),))


def _point(key: str, title: str, sentences: Sequence[Sequence[Cell]]) -> Point:
    pieces = [Piece(cell) for sentence in sentences for cell in (" ", *sentence)][1:]
    return Point((Piece(title, key), Piece(ui.colon()), *pieces))


def _naming(lead: str, names: Sequence[Cell]) -> tuple[Cell, ...]:
    """A sentence that ends in names, each in its own language."""
    shown: list[Cell] = [*names[:MOST]]
    if len(names) > MOST:
        shown.append(_("and %(n)s more") % {"n": ui.number(len(names) - MOST)})
    listed = [piece for name in shown for piece in (semicolon(), name)][1:]
    return (lead, " ", *listed, ".")


def _with_number(name: str, number: int) -> str:
    return f"{name} ({ui.number(number)})"


def _territory(facts: Facts) -> Sentences:
    """The year in which most towns were counted; years are not added up."""
    items = facts.items("territory")
    counted = max((item for item in items if item["what"] == "population"), key=_towns, default=None)
    if counted:
        words = ngettext(
            "Population of %(n)s town on record: %(people)s (%(year)s).",
            "The %(n)s towns on record have a population of %(people)s (%(year)s).", counted["counted"],
        )  # fmt: skip
        undated = counted["as_of"] or _("year not known")
        told = {"n": ui.number(counted["counted"]), "people": ui.number(counted["value"]), "year": undated}
        yield (words % told,)
    known = [item for item in items if item["what"] == "class" and item["value"] != UrbanRural.UNKNOWN]
    for item in sorted(known, key=lambda one: one["scheme"] != RegionClass.Scheme.EUROSTAT)[:1]:
        by = class_label(str(RegionClass.Scheme(item["scheme"]).label), item["vintage"])
        value = str(UrbanRural(item["value"]).label)
        yield (_("The territory is classed as “%(value)s” (%(by)s).") % {"value": value, "by": by},)


def _towns(item: Item) -> int:
    return int(item["counted"])


def _table(facts: Facts) -> Sentences:
    seats, absent = facts.items("table"), facts.region.get("absent", ())
    if seats:
        words = ngettext(
            "%(n)s organisation is at the table.", "%(n)s organisations are at the table.", len(seats)
        )  # fmt: skip
        yield (words % {"n": ui.number(len(seats))},)
        kinds = Counter(capfirst(best(item["kind"]).text) or _("not known") for item in seats)
        many = sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))
        yield _naming(_("By kind:"), [_with_number(kind, n) for kind, n in many])
    # Where most of those at the table are of no known kind, nobody can tell which kinds are not there.
    unknown = sum(not item["kind"] for item in seats)
    if absent and 2 * unknown <= len(seats):
        yield _naming(
            _("As far as is on record, these kinds are not at the table:"), [best(kind).text for kind in absent]
        )


def _meetings(facts: Facts) -> Sentences:
    held = [item for item in facts.items("meetings") if _is_held(item)]
    if held:
        words = ngettext(
            "%(n)s roundtable is on record as held, on %(date)s.",
            "%(n)s roundtables are on record as held, the last on %(date)s.", len(held),
        )  # fmt: skip
        last = max(str(item["as_of"]) for item in held)
        yield (words % {"n": ui.number(len(held)), "date": ui.date(date.fromisoformat(last))},)
    promised = facts.region["promised"]
    if promised:
        words = ngettext("%(n)s roundtable was promised.", "%(n)s roundtables were promised.", promised)
        yield (words % {"n": ui.number(promised)},)


def _is_held(item: Item) -> bool:
    return bool(item["state"] == MeetingState.HELD and item["kind"] == MeetingKind.ROUNDTABLE)


def _actions(facts: Facts) -> Sentences:
    going = [item for item in facts.items("actions") if item["state"] != ActionState.ENDED]
    if not going:
        return
    words = ngettext("%(n)s action is on record.", "%(n)s actions are on record.", len(going))
    yield (words % {"n": ui.number(len(going))},)
    names = {code: best(texts).text for item in going for code, texts in item["themes"]}
    many = Counter(code for item in going for code, _texts in item["themes"])
    themes = sorted(many.items(), key=lambda theme: (-theme[1], theme[0]))[:MOST]
    if themes:
        yield _naming(_("Their main themes:"), [_with_number(names[code], n) for code, n in themes])


def _funding(facts: Facts) -> Sentences:
    lines = [frozen_line(item) for item in facts.items("funding")]
    running = [line for line in lines if when(line, facts.today) == When.RUNNING]
    told = {"n": ui.number(len(running)), "date": ui.date(facts.today)}
    if lines and not running:
        yield (_("No funding on record runs on %(date)s.") % told,)
    elif running:
        words = ngettext(
            "%(n)s funding line runs on %(date)s.", "%(n)s funding lines run on %(date)s.", len(running)
        )  # fmt: skip
        yield (words % told,)
        yield from _confirmed(running)
    soon = ending(lines, facts.today, in_a_year(facts.today))
    if soon:
        words = ngettext(
            "%(n)s funding line ends within twelve months.", "%(n)s funding lines end within twelve months.", len(soon)
        )  # fmt: skip
        yield (words % {"n": ui.number(len(soon))},)
        yield from _confirmed(soon)


def _confirmed(lines: Sequence[Frozen]) -> Sentences:
    """What is confirmed and has an exact amount."""
    if confirmed := sums_of(lines).confirmed:
        yield (_("Confirmed amounts: %(sums)s.") % {"sums": money_words(confirmed)},)


def _gaps(facts: Facts) -> Sentences:
    items = facts.items("gaps")
    of = {state: [named(item) for item in items if item["state"] == state] for state in GapState}
    if confirmed := of[GapState.CONFIRMED]:
        words = ngettext("%(n)s gap is confirmed:", "%(n)s gaps are confirmed:", len(confirmed))
        yield _naming(words % {"n": ui.number(len(confirmed))}, confirmed)
    if addressed := of[GapState.ADDRESSED]:
        words = ngettext("%(n)s gap is being addressed:", "%(n)s gaps are being addressed:", len(addressed))
        yield _naming(words % {"n": ui.number(len(addressed))}, addressed)
    if reported := len(of[GapState.REPORTED]):
        words = ngettext("%(n)s gap is still to be confirmed.", "%(n)s gaps are still to be confirmed.", reported)
        yield (words % {"n": ui.number(reported)},)


def _pilots(facts: Facts) -> Sentences:
    items = facts.items("pilots")
    if items:
        words = ngettext("%(n)s pilot action is on record:", "%(n)s pilot actions are on record:", len(items))
        yield _naming(words % {"n": ui.number(len(items))}, [pilot_label(item) for item in items])


def _next(facts: Facts) -> Sentences:
    promises = len(facts.items("promises"))
    if promises:
        words = ngettext("%(n)s promise is still open.", "%(n)s promises are still open.", promises)
        yield (words % {"n": ui.number(promises)},)
    ahead = [item for item in facts.items("coming") if item["as_of"] >= facts.today.isoformat()]
    if ahead:
        first = min(ahead, key=lambda item: str(item["as_of"]))
        told = {"date": ui.date(date.fromisoformat(first["as_of"])), "meeting": meeting_label(first)}
        yield (_("The next meeting is on %(date)s: %(meeting)s.") % told,)


def _fresh(facts: Facts, sections: Sequence[Section]) -> Iterator[Point]:
    """How old it all is, and about what there is nothing."""
    titles = {section.key: section.title for section in sections}
    items = [item for key in TOLD for item in facts.items(key)]
    if items and (notes := age_notes(items, facts.today)):
        aged = Counter(key for key in TOLD for item in facts.items(key) if age_notes([item], facts.today))
        sentences = [Piece(f"{note} ") for note in notes]
        most = [key for key, _many in aged.most_common(MOST)]
        yield Point((*sentences, *_leading(_("Most of them stand under:"), most, titles)))
    if empty := [key for key in TOLD if not facts.items(key)]:
        yield Point(_leading(_("Nothing is on record yet about:"), empty, titles))


def _leading(lead: str, keys: Sequence[str], titles: Mapping[str, str]) -> tuple[Piece, ...]:
    """A sentence that ends in the names of sections, each leading there."""
    links = [piece for key in keys for piece in (Piece(semicolon()), Piece(titles[key], key))][1:]
    return (Piece(f"{lead} "), *links, Piece("."))


# The sections of which it is said how old they are, and that they are empty.
TOLD = (
    "territory", "table", "meetings", "said", "actions", "funding", "assets", "strategies", "gaps", "pilots",
    "resources",
)  # fmt: skip
