"""What the map of a region gives a factfile: actions, funding, assets, strategies, gaps. See ``gather.py``."""

from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from welcommune.core.access import ANONYMOUS, visible
from welcommune.mapping import rules
from welcommune.mapping.models import STILL_MISSING, Action, ActionState, Asset, CellFacts, Gap, GapAnswer, Place
from welcommune.mapping.queries.coverage import Coverage, cell_of
from welcommune.mapping.queries.funding import public_lines, public_purpose
from welcommune.network.models import Region, Term
from welcommune.stakeholders.models import Organisation

Item = dict[str, Any]


def mapped_sections(region: Region) -> dict[str, list[Item]]:
    """The public rows of the map by section."""
    return {
        "actions": _actions(region), "funding": _funding(region), "assets": _assets(region),
        "strategies": _strategies(region), "coverage": _coverage(region), "gaps": _gaps(region),
        "places": _places(region),
    }  # fmt: skip


def _actions(region: Region) -> list[Item]:
    today = timezone.localdate()
    return [
        {
            "key": row.slug, "rows": [str(row.pk)], "name": {**row.names, row.language: row.name},
            "lead": _organisation(row.lead, ""), "town": row.town,
            "themes": [[term.code, dict(term.name)] for term in row.themes.all()],
            "state": row.state_on(today),
            "ends": row.ends_on.isoformat() if row.ends_on else "",
            "confirmed": row.confirmed_on.isoformat() if row.confirmed_on else "",
            "as_of": row.confirmed_on.isoformat() if row.confirmed_on else "",
        }
        for row in _shown(region).select_related("lead").prefetch_related("themes").order_by("name", "pk")
    ]  # fmt: skip


def _shown(region: Region) -> QuerySet[Action]:
    """The actions that everybody reads."""
    return visible(ANONYMOUS, rules.read_action).filter(region=region)


def _funding(region: Region) -> list[Item]:
    return [
        {
            "key": str(row.pk), "rows": [str(row.pk)], "programme": row.programme, "level": row.level,
            "name": _organisation(row.funder, row.funder_name),
            "purpose": public_purpose(row),
            "amount": _plain(row.amount), "amount_from": _plain(row.amount_from), "amount_to": _plain(row.amount_to),
            "currency": row.currency, "is_in_kind": row.is_in_kind, "certainty": row.certainty,
            "starts": row.starts_on.isoformat() if row.starts_on else "",
            "ends": row.ends_on.isoformat() if row.ends_on else "",
            "as_of": row.confirmed_on.isoformat() if row.confirmed_on else "",
        }
        for row in public_lines(region)
    ]  # fmt: skip


def _assets(region: Region) -> list[Item]:
    """Whoever offered something may take it back: its words, and whose it is, are read at the record."""
    return [
        {
            "key": str(row.pk), "rows": [str(row.pk)], "version": row.version, "kind": row.kind,
            "quantity": row.quantity, "as_of": row.changed_at.date().isoformat(),
        }
        for row in _offered(region).order_by("kind", "name", "pk")
    ]  # fmt: skip


def _offered(region: Region) -> QuerySet[Asset]:
    """What the region has, as far as everybody reads it."""
    return visible(ANONYMOUS, rules.read_asset).filter(region=region)


def _strategies(region: Region) -> list[Item]:
    rows = visible(ANONYMOUS, rules.read_strategy).filter(region=region).select_related("issuer")
    return [
        {
            "key": str(row.pk), "rows": [str(row.pk)], "name": {row.language: row.title}, "level": row.level,
            "lead": _organisation(row.issuer, row.issuer_name), "starts": row.starts, "ends": row.ends, "url": row.url,
            "as_of": row.ends or row.starts,
        }
        for row in rows.order_by("-starts", "title", "pk")
    ]  # fmt: skip


def _organisation(entry: Organisation | None, name: str) -> dict[str, str]:
    """An organisation of the register, else as the source writes it."""
    if entry:
        return {entry.language: entry.name}
    return {"": name} if name else {}


def _coverage(region: Region) -> list[Item]:
    """How each theme stands in the region and in each of its towns, by the actions that the public can read."""
    coverage, shown = Coverage(region), set(_shown(region).values_list("pk", flat=True))
    coverage.offers = [offer for offer in coverage.offers if offer.action.pk in shown]
    if not coverage.offers:
        return []
    return [
        {
            "key": theme.code, "name": dict(theme.name), "standing": coverage.know(CellFacts(theme)).standing.value,
            "towns": Counter(coverage.know(CellFacts(theme, town)).standing.value for town in coverage.places),
            "sources": [], "as_of": "",
        }
        for theme in coverage.terms_of(Term.Vocabulary.THEME)
    ]  # fmt: skip


def _gaps(region: Region) -> list[Item]:
    related = ("theme", "place__merged_into", "group", "situation")
    rows = Gap.objects.filter(region=region, is_public=True).select_related(*related)
    offered = set(_offered(region).values_list("pk", flat=True))
    return [
        {
            "key": str(row.pk), "rows": [str(row.pk)], "name": {row.language: row.title}, "state": row.state,
            "theme": dict(row.theme.name) if row.theme else {},
            "town": place.name if (place := cell_of(row).place) else "",
            "group": [dict(term.name) for term in (row.group, row.situation) if term], "origin": row.origin,
            "as_of": (row.confirmed_on or row.noted_on).isoformat(),
            "answers": [name for answer in row.answers.all() if (name := _answer_name(answer, row.language))],
            # Whoever offered something may take it back, so that it stands here as a key of the section of assets.
            "helped_by": [str(answer.asset_id) for answer in row.answers.all() if answer.asset_id in offered],
        }
        for row in rows.prefetch_related("answers__action").order_by("noted_on", "pk")
    ]  # fmt: skip


def _answer_name(answer: GapAnswer, language: str) -> dict[str, str]:
    action = answer.action
    if action is None:
        return {language: answer.text} if answer.text else {}
    return {**action.names, action.language: action.name} if action.is_public else {}


def _places(region: Region) -> list[Item]:
    """The towns where something is offered or missing, as they are today, with a point for the map where known."""
    today = timezone.localdate()
    over = Q(state=ActionState.ENDED) | Q(ends_on__lt=today)
    actions = Counter(_by_place(_shown(region).exclude(over)))
    gaps = Counter(_by_place(Gap.objects.filter(region=region, is_public=True, state__in=STILL_MISSING)))
    rows = Place.objects.filter(pk__in={*actions, *gaps}).order_by("name", "pk")
    return [
        {
            "key": f"{row.country}:{row.system}:{row.code}", "name": {**row.names, "": row.name},
            "point": None if row.longitude is None else [row.longitude, row.latitude], "actions": actions[row.pk],
            "gaps": gaps[row.pk], "sources": [], "as_of": "",
        }
        for row in rows
    ]  # fmt: skip


def _by_place(rows: Any) -> dict[UUID, int]:
    """How many rows each town has; those of a town that became part of another count there."""
    today = Coalesce("place__merged_into", "place")
    counted = rows.filter(place__isnull=False).order_by().annotate(place_today=today).values_list("place_today")
    return dict(counted.annotate(many=Count("pk")))


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
