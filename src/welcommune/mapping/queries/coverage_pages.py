"""The matrix, the map and one cell as pages show them; what is narrowed stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from welcommune.core.text import READ_LANGUAGES, language_word
from welcommune.mapping.models import CellFacts, Gap, Place
from welcommune.mapping.queries.coverage import Coverage, Distance, Known, cell_of, travel_of
from welcommune.mapping.queries.provision import MARKS, Standing, meets
from welcommune.mapping.queries.signals import Pointer, pointers_in
from welcommune.network.models import Region, Term

ACROSS = ("place", "group", "situation", "spoken")
NARROWED = ("theme", "place", "group", "situation", "spoken")


@dataclass(frozen=True)
class Asked:
    """What an address asks for: the cell, and everything as words for the form."""

    cell: CellFacts
    words: dict[str, str]

    def query(self, **other: str) -> str:
        """The address of the same with something else."""
        return urlencode({name: value for name, value in (self.words | other).items() if value})


def asked_of(coverage: Coverage, query: Mapping[str, str]) -> Asked:
    """Read an address; what it names that does not exist is as if it were not named."""
    terms = {(term.vocabulary, term.code): term for term in coverage.terms.values()}
    theme, group, situation = (terms.get((name, query.get(name, ""))) for name in ("theme", "group", "situation"))
    place = next((town for town in coverage.places if str(town.pk) == query.get("place")), None)
    spoken = query.get("spoken", "") if query.get("spoken") in READ_LANGUAGES else ""
    cell = CellFacts(theme, place, None if situation else group, situation, spoken)
    across = query.get("across", "")
    words = cell_words(cell) | {"across": across if across in ACROSS else "place", "travel": coverage.travel.code}
    return Asked(cell, words)


def cell_words(cell: CellFacts) -> dict[str, str]:
    """A cell as the words of an address."""
    terms = {name: getattr(cell, name) for name in ("theme", "group", "situation")}
    codes = {name: term.code if term else "" for name, term in terms.items()}
    return codes | {"place": str(cell.place.pk) if cell.place else "", "spoken": cell.spoken}


def cell_name(cell: CellFacts) -> str:
    """A cell in words for people."""
    parts = [str(term.name) for term in (cell.theme, cell.group, cell.situation) if term]
    parts += [cell.place.name] if cell.place else []
    parts += [language_word(cell.spoken)] if cell.spoken else []
    return " · ".join(parts) or _("Everything")


def _columns(coverage: Coverage, asked: Asked) -> list[tuple[str, CellFacts]]:
    """The columns of the matrix: everything, then each value of what it goes across."""
    name = asked.words["across"]
    emptied: dict[str, Any] = {name: "" if name == "spoken" else None}
    base = replace(asked.cell, theme=None, **emptied)
    if name in ("group", "situation"):
        base = replace(base, group=None, situation=None)
    first = (_("Anywhere in the region") if name == "place" else _("Everybody"), base)
    return [first, *((label, replace(base, **{name: value})) for label, value in _values(coverage, name))]


def _values(coverage: Coverage, name: str) -> list[tuple[str, Any]]:
    if name == "place":
        return [(town.name, town) for town in coverage.places]
    if name == "spoken":
        spoken = sorted({code for offer in coverage.offers for code in offer.action.languages})
        return [(language_word(code), code) for code in spoken]
    return [(str(term.name), term) for term in coverage.terms_of(name)]


@dataclass(frozen=True)
class Square:
    """A cell of the matrix with the address that explains it."""

    known: Known
    href: str


def matrix(
    coverage: Coverage, asked: Asked, columns: Sequence[tuple[str, CellFacts]]
) -> list[tuple[str, list[Square]]]:
    """A row for each theme asked for, a square for each of these columns."""
    themes = [asked.cell.theme] if asked.cell.theme else coverage.terms_of(Term.Vocabulary.THEME)
    rows = []
    for theme in themes:
        cells = [replace(base, theme=theme) for _label, base in columns]
        squares = [Square(coverage.know(cell), f"?{asked.query(**cell_words(cell))}") for cell in cells]
        rows.append((str(theme.name), squares))
    return rows


def filters_of(coverage: Coverage, asked: Asked, *, of_map: bool = False) -> list[tuple[Any, ...]]:
    """The lists that narrow the matrix or the map; see ``ui.filters``."""
    across = [
        ("place", _("towns")),
        ("group", _("groups of people")),
        ("situation", _("legal situations")),
        ("spoken", _("languages")),
    ]
    towns = [(str(town.pk), town.name) for town in coverage.places]
    themes, groups, situations = (
        [(term.code, str(term.name)) for term in coverage.terms_of(name)] for name in ("theme", "group", "situation")
    )
    # Languages that nobody speaks yet can be asked for, too: that is where something is missing.
    spoken = sorted(((code, language_word(code)) for code in READ_LANGUAGES), key=lambda pair: pair[1].casefold())
    lists: list[tuple[Any, ...]] = [
        ("theme", _("Theme"), themes),
        ("group", _("For whom"), groups),
        ("situation", _("Legal situation"), situations),
        ("spoken", _("Language spoken"), spoken),
        ("travel", _("How one travels"), [("without_car", _("without a car"))], _("by car")),
    ]
    return (
        lists if of_map else [("across", _("Compare"), across[1:], across[0][1]), *lists, ("place", _("Town"), towns)]
    )


def legend() -> list[tuple[str, str]]:
    """What each mark of the matrix and the map means: each stands for one thing."""
    return [(MARKS[standing], str(standing.label)) for standing in Standing]


def coverage_of(region: Region, query: Mapping[str, str]) -> tuple[Coverage, Asked]:
    """The records of a region, and what the address asks of them."""
    coverage = Coverage(region, travel_of(query))
    return coverage, asked_of(coverage, query)


def matrix_page(coverage: Coverage, asked: Asked) -> dict[str, Any]:
    """See ``mapping/coverage.html``; the view cuts the columns into pages."""
    words = asked.words | {"across": "" if asked.words["across"] == "place" else asked.words["across"]}
    return {
        "region": coverage.region, "asked": words, "query": asked.query(), "legend": legend(),
        "lists": filters_of(coverage, asked), "travel": coverage.travel, "day": coverage.day,
        "knows_towns": bool(coverage.places),
    }  # fmt: skip


def columns_of(coverage: Coverage, asked: Asked) -> list[tuple[str, CellFacts]]:
    """The columns asked for: one town where the address names one, else all."""
    columns = _columns(coverage, asked)
    if asked.words["across"] == "place" and asked.cell.place:
        return [column for column in columns if column[1].place == asked.cell.place]
    return columns


def cell_page(coverage: Coverage, asked: Asked) -> dict[str, Any]:
    """See ``mapping/cell.html``: why the cell stands as it does, and what can be done about it."""
    cell = asked.cell
    noted = Gap.plain.filter(region=coverage.region).select_related("theme", "place__merged_into", "group", "situation")
    gaps = [gap for gap in noted if meets(cell_of(gap), cell)]
    distance = coverage.distances(cell).get(cell.place.pk) if cell.place else None
    known = coverage.know(cell)
    return {
        "region": coverage.region, "name": cell_name(cell), "known": known, "distance": distance,
        "waiting": sum(reason.standing == Standing.FULL for reason in known.reasons),
        "pointers": _pointers(coverage.region, cell.theme), "gaps": gaps, "travel": coverage.travel,
        "day": coverage.day, "query": asked.query(),
    }  # fmt: skip


def _pointers(region: Region, theme: Term | None) -> list[Pointer]:
    return [pointer for pointer in pointers_in(region) if theme is None or pointer.theme == theme.pk]


@dataclass(frozen=True)
class TownLine:
    """A town on the map and in the table beside it."""

    town: Place
    known: Known
    distance: Distance | None


def town_lines(coverage: Coverage, asked: Asked) -> list[TownLine]:
    """Every town with what is known of it and how far it is from there."""
    distances: dict[UUID, Distance] = coverage.distances(asked.cell)
    return [
        TownLine(town, coverage.know(replace(asked.cell, place=town)), distances.get(town.pk))
        for town in coverage.places
    ]


def form_initial(region: Region, query: Mapping[str, str]) -> dict[str, Any]:
    """What a form about a cell begins with: what the address is narrowed by."""
    asked = asked_of(Coverage(region), query)
    return {name: asked.words[name] for name in NARROWED} | {"place": asked.cell.place}


def matrix_address(region: Region) -> str:
    """Where the matrix of a region stands."""
    return reverse("mapping:coverage", args=[region.slug])


def cell_address(region: Region, cell: CellFacts) -> str:
    """Where a cell is explained."""
    words = {name: value for name, value in cell_words(cell).items() if value}
    return f"{reverse('mapping:coverage_cell', args=[region.slug])}?{urlencode(words)}"
