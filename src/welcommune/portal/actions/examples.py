"""Gaps told as invented, so that the demonstration has something to confirm, to answer and to read."""

import yaml
from django.db import transaction

from welcommune.accounts.models import Account
from welcommune.core.ids import new_id
from welcommune.mapping.actions.gap import confirm_gap, note_gap, state_nothing
from welcommune.mapping.models import CellFacts, Gap, GapFacts
from welcommune.network.models import Region, Term
from welcommune.network.queries import actor_of
from welcommune.portal.actions.cast import CAST


@transaction.atomic
def note_example_gaps(facilitator: Account) -> None:
    """Once, in the facilitator's region; nothing where gaps are on record there."""
    by = actor_of(facilitator)
    region = Region.objects.get(pk__in=by.regions("facilitator"))
    if Gap.plain.filter(region=region).exists():
        return
    told = yaml.safe_load(CAST.read_text(encoding="utf-8"))
    themes = {term.code: term for term in Term.objects.filter(vocabulary=Term.Vocabulary.THEME)}
    for one in told["gaps"]:
        facts = GapFacts(one["title"], "fr", is_public=one.get("is_public", False))
        cell = CellFacts(themes[one["theme"]])
        gap = note_gap(by=by, id=new_id(), region=region, facts=facts, cell=cell)
        if one.get("confirmed"):
            confirm_gap(by=by, gap=gap)
    nothing = told["nothing"]
    cell = CellFacts(themes[nothing["theme"]])
    state_nothing(by=by, id=new_id(), region=region, cell=cell, source=nothing["source"])
