"""Who sits at the table, and what came of the roundtables."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core import ui
from welcommune.core.text import Said, Translated
from welcommune.evidence.sections.blocks import Cell, Section, Table, Words, chart
from welcommune.evidence.sections.facts import NOTHING, Facts, Item, age_notes, best, cited, day, named, source_words
from welcommune.meetings.models import MeetingState, Mode
from welcommune.meetings.queries import few_words, length_words, meeting_name, people_words
from welcommune.meetings.queries.pages import count_words
from welcommune.stakeholders.models import Membership


def composition(facts: Facts) -> Section:
    """The organisations at the table by kind, and the people with a seat of their own as far as may be told."""
    seats, people = facts.items("table"), facts.items("people")
    blocks: list[Any] = []
    note = best(facts.region["note"])
    if note:
        blocks.append(Words((note,)))
    if seats:
        kinds: dict[str, int] = {}
        for item in seats:
            kind = capfirst(best(item["kind"]).text) or _("not known")
            kinds[kind] = kinds.get(kind, 0) + 1
        counts: list[tuple[Cell, int]] = [*sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))]
        blocks.append(chart(_("Organisations by kind"), (_("Kind"), _("Organisations")), counts))
        head = (_("Organisation"), _("Kind"), _("At the table as"), _("Source"))
        blocks.append(Table(_("Organisations at the table"), head, tuple(_seat(item) for item in seats)))
    if people:
        rows = tuple((kind_of_people(item), people_words(item["count"] or 0, item["count"] is None)) for item in people)
        blocks.append(Table(_("People with a seat of their own"), (_("Kind"), _("How many")), rows))
    return Section("table", _("Around the table"), tuple(blocks), age_notes([*seats, *people], facts.today))


def kind_of_people(item: Item) -> str:
    """What people with a seat of their own are there as."""
    return capfirst(named(item).text) or _("Others")


def _seat(item: Item) -> tuple[Cell, ...]:
    return named(item), best(item["kind"]) or NOTHING, roles_told(item), source_words(item)


def roles_told(item: Item) -> str:
    """What an organisation is at the table as."""
    return ui.commas(Membership.Role(role).label for role in item["roles"])


def meeting_label(item: Item) -> str:
    """What a meeting is called."""
    return meeting_name(item["kind"], item["number"], Translated(item["name"]))


def attendance(facts: Facts) -> Section:
    """The meetings so far and who came, as it was reported."""
    items = facts.items("meetings")
    head = (_("Meeting"), _("Date"), _("Convened by"), _("Who came"), _("Source"))
    rows = tuple(
        (meeting_label(item), when_held(item), convened_by(item), who_came(item), source_words(item)) for item in items
    )
    blocks = (Table(_("Meetings on record"), head, rows),) if rows else ()
    return Section("meetings", _("Roundtables"), blocks, _meeting_notes(facts))


def when_held(item: Item) -> str:
    """The day of a meeting, how long it took and how it was held, and whether it was; as far as it is known."""
    mode = str(Mode(item["mode"]).label) if item["mode"] else ""
    state = "" if item["state"] == MeetingState.HELD else str(MeetingState(item["state"]).label)
    length = length_words(item["minutes"]) if item.get("minutes") else ""
    return ui.commas([day(item["as_of"]), length, mode, state])


def convened_by(item: Item) -> Cell:
    """Who convened a meeting. Names in one language say which it is; versions of before kept none."""
    names = [best(name) for name in item.get("conveners", ())]
    languages = {name.language for name in names}
    told = ui.commas(names)
    if len(languages) > 1:
        return cited(told)
    return Said(told, languages.pop()) if told else NOTHING


def who_came(item: Mapping[str, Any]) -> str:
    """How many came to a meeting, and of which kinds."""
    told = [*(count_words(*count) for count in item["counts"]), *([few_words()] if item.get("is_few") else [])]
    present = [best(kind).text for kind in item["present"]]
    return ui.commas([*told, *present]) or _("not known")


def _meeting_notes(facts: Facts) -> tuple[str, ...]:
    items, promised = facts.items("meetings"), facts.region["promised"]
    held = sum(item["state"] == MeetingState.HELD and item["kind"] == "roundtable" for item in items)
    notes = () if items else age_notes(items, facts.today)
    uncounted = sum(not (item["counts"] or item.get("is_few")) for item in items)
    if uncounted:
        words = ngettext(
            "For %(n)s meeting nobody has told us how many came.",
            "For %(n)s meetings nobody has told us how many came.", uncounted,
        )  # fmt: skip
        notes += (words % {"n": uncounted},)
    if promised and held < promised:
        words = _("Roundtables promised: %(promised)s. On record as held: %(held)s.")
        notes += (words % {"promised": promised, "held": held},)
    return notes
