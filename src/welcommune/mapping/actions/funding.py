"""Funding lines: recorded, changed, confirmed, deleted."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.publication import publish
from welcommune.core.saving import bump, change, insert
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.models import FundingFacts, FundingLine
from welcommune.network import rules as network_rules
from welcommune.network.models import Region, Term

OTHER_REGION = _("This action belongs to another region. Choose one of this region.")
NOBODY_PAYS = _("Say who gives the money: choose an organisation of the register or write the name.")


def _check(region: Region, facts: FundingFacts) -> None:
    """What no constraint of one row can see."""
    if facts.action and facts.action.region_id != region.pk:
        raise Refused(OTHER_REGION, field="action")
    if not (facts.funder or facts.funder_name):
        raise Refused(NOBODY_PAYS, field="funder_name")


def _set_themes(line: FundingLine, themes: Sequence[Term]) -> bool:
    before = set(line.themes.values_list("pk", flat=True))
    line.themes.set(themes)
    return before != {term.pk for term in themes}


@transaction.atomic
def record_funding(*, by: Actor, id: UUID, region: Region, facts: FundingFacts) -> FundingLine:
    """Put a funding line on record; the same ``id`` sent twice gives the one that is there."""
    require(by, network_rules.record_in_region, region)
    if existing := FundingLine.plain.filter(pk=id).first():
        require(by, mapping_rules.keep_funding, existing)
        return existing
    _check(region, facts)
    line = insert(FundingLine(id=id, region=region, confirmed_on=timezone.localdate(), **facts.plain()))
    line.themes.set(facts.themes)
    log("mapping.record_funding", by=by, about=line, region_id=region.pk)
    publish(region.slug)
    return line


@transaction.atomic
def change_funding(*, by: Actor, line: FundingLine, seen: int, facts: FundingFacts) -> FundingLine:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, mapping_rules.keep_funding, line)
    _check(line.region, facts)
    changed = change(line, seen=seen, **facts.plain())
    if _set_themes(line, facts.themes):
        if not changed:
            bump(line, seen=seen)
        changed = [*changed, "themes"]
    if changed:
        log("mapping.change_funding", by=by, about=line, fields=changed, region_id=line.region_id)
        publish(line.region.slug)
    return line


@transaction.atomic
def confirm_funding(*, by: Actor, line: FundingLine) -> FundingLine:
    """Note that somebody has looked and all is still right today."""
    require(by, mapping_rules.keep_funding, line)
    if change(line, seen=line.version, confirmed_on=timezone.localdate()):
        log("mapping.confirm_funding", by=by, about=line, fields=["confirmed_on"], region_id=line.region_id)
    return line


@transaction.atomic
def delete_funding(*, by: Actor, line: FundingLine) -> None:
    """Delete a line that should never have been there. One that is over stays: its last day says so."""
    require(by, mapping_rules.keep_funding, line)
    log("mapping.delete_funding", by=by, about=line, region_id=line.region_id)
    FundingLine.plain.filter(pk=line.pk).delete()
    publish(line.region.slug)
