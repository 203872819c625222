"""The territory: codes, classes, and figures of its context."""

from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Section, Table
from welcommune.evidence.sections.facts import Facts, Item, age_notes, best, source_words
from welcommune.network.models import RegionClass, UrbanRural
from welcommune.network.words import class_label, code_label


def territory_label(item: Item) -> str:
    """What a fact about the territory states."""
    if item["what"] == "code":
        return code_label(item["system"], item["vintage"], item["level"], item["is_stated"])
    if item["what"] == "class":
        return class_label(str(RegionClass.Scheme(item["scheme"]).label), item["vintage"])
    return ui.commas([_("Population"), item["as_of"]])


def _value(item: Item) -> str:
    if item["what"] == "class":
        return str(UrbanRural(item["value"]).label)
    if item["what"] == "population":
        told = {"counted": ui.number(item["counted"]), "all": ui.number(item["of"])}
        return f"{ui.number(item['value'])} ({_('%(counted)s of %(all)s municipalities') % told})"
    return str(item["value"])


def _row(item: Item) -> tuple[str, str, Said, Said]:
    return territory_label(item), _value(item), source_words(item), best(item["doubt"])


def territory(facts: Facts) -> Section:
    """Codes and classes with vintage, population with year."""
    items = facts.items("territory")
    head = (_("What"), _("Value"), _("Source"), _("Not certain"))
    rows = tuple(_row(item) for item in items)
    if not any(row[3] for row in rows):
        head, rows = head[:3], tuple(row[:3] for row in rows)  # type: ignore[misc, assignment]
    blocks = (Table(_("Codes, classes and figures"), head, rows),) if rows else ()
    notes = () if items else age_notes(items, facts.today)
    figures = [item for item in items if item["what"] == "population"]
    if not figures:
        notes += (_("No figures on the population are on record."),)
    return Section("territory", _("The territory"), blocks, notes)
