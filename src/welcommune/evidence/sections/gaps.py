"""What is missing, for whom and where, with what answers it; and the map of what is offered and what is not."""

from collections import Counter

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.evidence.sections.blocks import Block, Cell, Map, Section, Spot, Table, chart
from welcommune.evidence.sections.facts import NOTHING, Facts, Item, age_notes, best, named, referred
from welcommune.mapping.models import GapState
from welcommune.mapping.queries.provision import Standing
from welcommune.network.shapes import fitting, path_of, pins_of

# The radius of a disc for one action, whose area grows with their number; half of the width of a frame.
DISC, FRAME = 5.0, 9.0


def gaps(facts: Facts) -> Section:
    """The gaps that residents may read, by state and one by one, and where they are."""
    items = facts.items("gaps")
    blocks: list[Block] = []
    if items:
        states = Counter(item["state"] for item in items)
        counts: list[tuple[Cell, int]] = [
            (capfirst(str(GapState(key).label)), states[key]) for key in GapState if states[key]
        ]
        blocks.append(chart(_("What is missing, by state"), (_("State"), _("How many")), counts))
        head = (_("What is missing"), _("Where and for whom"), _("State"), _("What answers it"))
        blocks.append(Table(_("What is missing"), head, tuple(_row(facts, item) for item in items)))
    blocks += [*_coverage(facts), *_where(facts)]
    return Section("gaps", _("What is missing"), tuple(blocks), age_notes(items, facts.today))


def _coverage(facts: Facts) -> tuple[Block, ...]:
    """How each theme stands, and in how many towns how. Nothing is known is not the same as there is nothing."""
    items = facts.items("coverage")
    if not items:
        return ()
    head = (_("Theme"), _("In the region"), _("In its towns on record"))
    rows = tuple((named(item), str(Standing(item["standing"]).label), towns_told(item)) for item in items)
    return (Table(_("What is there, by theme"), head, rows),)


def towns_told(item: Item) -> str:
    """In how many towns a theme stands how."""
    counted = ((standing, item["towns"].get(standing.value, 0)) for standing in Standing)
    return ui.commas(ui.pair(standing.label, many) for standing, many in counted if many) or NOTHING


def _row(facts: Facts, item: Item) -> tuple[Cell, ...]:
    where, answers = where_missing(item), answers_told(facts, item)
    return named(item), where or NOTHING, str(GapState(item["state"]).label), answers or NOTHING


def where_missing(item: Item) -> str:
    """Where, about what and for whom something is missing."""
    return ui.commas([item["town"], best(item["theme"]), *(best(texts) for texts in item["group"])])


def answers_told(facts: Facts, item: Item) -> str:
    """What answers a gap; what somebody offers is read at the record."""
    assets = (referred(facts, {"key": key}) for key in item.get("helped_by", ()))
    return ui.commas([*(best(texts) for texts in item["answers"]), *assets])


def _where(facts: Facts) -> tuple[Block, ...]:
    places, outline = facts.items("places"), facts.region.get("outline", ())
    if not places:
        return ()
    head = (_("Town"), _("Actions"), _("What is missing"))
    # Nobody told us is not the same as there is nothing, or nothing missing.
    rows = tuple((named(item), str(item["actions"] or NOTHING), str(item["gaps"] or NOTHING)) for item in places)
    table = Table(_("Offered and missing, by town"), head, rows)
    # Large discs are drawn first, so that small ones lie upon them, and have the first choice of room for a name.
    placed = sorted((item for item in places if item["point"]), key=lambda item: -item["actions"])
    if not outline or not placed:
        return (table,)
    fit = fitting(outline)
    sizes = [round(DISC * item["actions"] ** 0.5, 1) for item in placed]
    radii = [max(size, FRAME if item["gaps"] else 0) for size, item in zip(sizes, placed, strict=True)]
    pins = pins_of([(named(item).text, *fit(item["point"])) for item in placed], is_full=True, radii=radii)
    spots = tuple(
        Spot(pin, size, bool(item["gaps"])) for pin, size, item in zip(pins, sizes, placed, strict=True)
    )  # fmt: skip
    title = _("Discs: what is offered, the larger the more. Frames: something is missing.")
    return Map(title, path_of([fit(pair) for pair in outline]), spots), table
