"""Gaps told as invented, so that the demonstration has something to confirm, to answer and to read."""

from django.db import transaction

from welcommune.accounts.models import Account
from welcommune.core.ids import new_id
from welcommune.mapping.actions.gap import confirm_gap, note_gap, state_nothing
from welcommune.mapping.models import CellFacts, Gap, GapFacts
from welcommune.network.models import Term
from welcommune.portal.actions.cast import keeper_of, told_of


@transaction.atomic
def note_example_gaps(facilitator: Account) -> None:
    """Once, in the facilitator's region; nothing where gaps are on record there."""
    by, region = keeper_of(facilitator)
    if Gap.plain.filter(region=region).exists():
        return
    themes = {term.code: term for term in Term.objects.filter(vocabulary=Term.Vocabulary.THEME)}
    for one in told_of("gaps"):
        facts = GapFacts(one["title"], "fr", is_public=one.get("is_public", False))
        cell = CellFacts(themes[one["theme"]])
        gap = note_gap(by=by, id=new_id(), region=region, facts=facts, cell=cell)
        if one.get("confirmed"):
            confirm_gap(by=by, gap=gap)
    nothing = told_of("nothing")
    cell = CellFacts(themes[nothing["theme"]])
    state_nothing(by=by, id=new_id(), region=region, cell=cell, source=nothing["source"])
