"""What the map of a region gives a factfile: actions, funding, assets, strategies, gaps. See ``gather.py``."""

from decimal import Decimal
from typing import Any

from welcommune.mapping.models import Action, FundingLine
from welcommune.network.models import Region

Item = dict[str, Any]


def mapped_sections(region: Region) -> dict[str, list[Item]]:
    """The public rows of the map by section."""
    return {"actions": _actions(region), "funding": _funding(region)}


def _actions(region: Region) -> list[Item]:
    rows = Action.objects.filter(region=region, is_public=True, merged_into__isnull=True)
    return [
        {
            "key": row.slug, "row": str(row.pk), "name": {**row.names, row.language: row.name},
            "lead": {row.lead.language: row.lead.name} if row.lead else {}, "town": row.town,
            "themes": [[term.code, dict(term.name)] for term in row.themes.all()], "state": row.state,
            "ends": row.ends_on.isoformat() if row.ends_on else "",
            "as_of": row.confirmed_on.isoformat() if row.confirmed_on else "",
        }
        for row in rows.select_related("lead").prefetch_related("themes").order_by("name", "pk")
    ]  # fmt: skip


def _funding(region: Region) -> list[Item]:
    rows = FundingLine.objects.filter(region=region, is_public=True).select_related("funder", "action")
    return [
        {
            "key": str(row.pk), "row": str(row.pk), "programme": row.programme, "level": row.level,
            "name": {row.funder.language: row.funder.name} if row.funder else {"": row.funder_name},
            "purpose": row.action.name if row.action and row.action.is_public else row.purpose,
            "amount": _plain(row.amount), "amount_from": _plain(row.amount_from), "amount_to": _plain(row.amount_to),
            "currency": row.currency, "is_in_kind": row.is_in_kind, "certainty": row.certainty,
            "starts": row.starts_on.isoformat() if row.starts_on else "",
            "ends": row.ends_on.isoformat() if row.ends_on else "",
            "as_of": row.confirmed_on.isoformat() if row.confirmed_on else "",
        }
        for row in rows.order_by("ends_on", "pk")
    ]  # fmt: skip


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
