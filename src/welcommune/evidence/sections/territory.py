"""The territory: codes, classes, and figures of its context."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    words = ngettext("Population of %(n)s town on record", "Population of %(n)s towns on record", item["counted"])
    return ui.commas([words % {"n": ui.number(item["counted"])}, item["as_of"]])


def value_told(item: Item) -> str:
    """The value that a fact about the territory states."""
    if item["what"] == "class":
        return str(UrbanRural(item["value"]).label)
    return ui.number(item["value"]) if item["what"] == "population" else str(item["value"])


def _row(item: Item) -> tuple[str, str, Said, Said]:
    return territory_label(item), value_told(item), source_words(item), best(item["doubt"])


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
    notes += age_notes(figures, facts.today) if figures else (_("No figures on the population are on record."),)
    return Section("territory", _("The territory"), blocks, notes)
