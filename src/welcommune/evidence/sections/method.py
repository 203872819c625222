"""How a factfile is made, what it cannot tell, and where each statement comes from."""

from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Section, Table, Words
from welcommune.evidence.sections.facts import NOTHING, Facts, Item, best, day


def method(facts: Facts) -> Section:
    """The same sentences in every factfile: they say what its numbers are, and are not."""
    lines = (
        _("This factfile was put together from what the regional platform has on record. It is not changed any more."),
        _("What people said is not copied: it is read at the record each time, and goes here when they take it back."),
        _("Small numbers of people in groups that could be recognised are not shown."),
        _("An empty place means that nobody has told us. It does not mean zero, and it does not mean no."),
        _("Different currencies are never added up, nor exact amounts with ranges, nor people with organisations."),
    )
    return Section("method", _("Method and limits"), (Words(lines),))


def sources(facts: Facts) -> Section:
    """Each citation once, with its date and address."""
    found: dict[tuple[str, str], Item] = {}
    for items in facts.content.values():
        for item in items if isinstance(items, list) else ():
            for source in item["sources"]:
                found.setdefault((source["text"], source["url"]), source)
    rows = tuple(_row(source) for _key, source in sorted(found.items()))
    head = (_("Source"), _("Date"), _("Address"), _("Not certain"))
    blocks = (Table(_("Sources"), head, rows),) if rows else ()
    return Section("sources", _("Sources"), blocks, () if rows else (_("No source is noted."),))


def _row(source: Item) -> tuple[str, str, Said, Said]:
    dated = day(source["on"])
    return source["text"], dated, Said(source["url"] or NOTHING, ""), best(source["doubt"])


def opening(facts: Facts) -> str:
    """Where the region lies, in one line."""
    region = facts.region
    return ui.commas([best(region["part_of"]), best(region["kind"])])
