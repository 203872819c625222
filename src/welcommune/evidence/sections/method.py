"""How a factfile is made, what it cannot tell, and where each statement comes from."""

from django.utils.translation import gettext as _

from welcommune.evidence.sections.blocks import Address, Cell, Section, Table, Words
from welcommune.evidence.sections.facts import NO_LANGUAGE, NOTHING, Facts, Item, best, cited, day


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
    # What is cited with its address in one place and without it in another stands here once.
    addressed = {text for text, url in found if url}
    shown = (source for (text, url), source in sorted(found.items()) if url or text not in addressed)
    rows = tuple(map(_row, shown))
    if statistics := facts.region.get("statistics"):
        name = _("Data on %(region)s") % {"region": best(facts.region["name"])}
        rows += ((name, NOTHING, Address(statistics, NO_LANGUAGE), ""),)
    head = (_("Source"), _("Date"), _("Address"), _("Not certain"))
    blocks = (Table(_("Sources"), head, rows),) if rows else ()
    return Section("sources", _("Sources"), blocks, () if rows else (_("No source is noted."),))


def _row(source: Item) -> tuple[Cell, ...]:
    dated = day(source["on"])
    return (
        cited(source["text"]),
        dated,
        Address(source["url"], NO_LANGUAGE) if source["url"] else NOTHING,
        best(source["doubt"]),
    )
