"""Challenges, opportunities and solutions in the words of the roundtables."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.core.text import Said
from welcommune.evidence.sections.blocks import Section, Voice, Voices
from welcommune.evidence.sections.facts import Facts, Item, age_notes, day
from welcommune.meetings.models import InsightKind

KINDS = (
    (gettext_lazy("Challenges and needs"), ("challenge", "constraint", "need")),
    (gettext_lazy("Opportunities and strengths"), ("opportunity", "asset")),
    (gettext_lazy("Solutions and good practices"), ("solution", "good_practice")),
    (gettext_lazy("Quotes"), ("quote",)),
)


def said(facts: Facts) -> Section:
    """What was said, by kind; the wording is that of the record today."""
    items = facts.items("said")
    groups = ((title, [item for item in items if item["kind"] in kinds]) for title, kinds in KINDS)
    blocks = tuple(Voices(str(title), tuple(_voice(facts, item) for item in group)) for title, group in groups if group)
    return Section("said", _("What was said"), blocks, age_notes(items, facts.today))


def _voice(facts: Facts, item: Item) -> Voice:
    spoken = facts.spoken.get(item["key"])
    label = f"{capfirst(str(InsightKind(item['kind']).label))}, {day(item['as_of'])}"
    is_quote = item["kind"] == InsightKind.QUOTE
    nobody, gone = Said("", ""), _("No longer on record.")
    if spoken is None:
        return Voice(label, nobody, nobody, None, gone, is_quote)
    if not spoken.text:
        note = "" if spoken.withdrawn_on else gone
        return Voice(label, nobody, nobody, spoken.withdrawn_on, note, is_quote)
    note = _("The wording was changed since.") if spoken.version != item["version"] else ""
    return Voice(label, spoken.text, spoken.attribution, None, note, is_quote)
