"""What a version refers to, as the record has it now: quotes while consent holds, promises, portraits."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from welcommune.core.text import Said
from welcommune.evidence.sections import Spoken
from welcommune.library.models import Resource
from welcommune.meetings.models import Commitment, Insight, InsightKind
from welcommune.meetings.queries import over_by_now, public_insight
from welcommune.meetings.queries.pages import quotes_among


def spoken_of(*contents: Mapping[str, Any]) -> dict[str, Spoken]:
    """Key → what was said, for all that versions refer to; three queries. What is gone from the record is left out."""
    found = _insights(_keys(contents, "said")) | _promises(_keys(contents, "promises"))
    return found | _portraits(_keys(contents, "resources"))


def _keys(contents: Iterable[Mapping[str, Any]], section: str) -> set[UUID]:
    return {UUID(item["key"]) for content in contents for item in content[section] if "name" not in item}


def _insights(keys: set[UUID]) -> dict[str, Spoken]:
    rows = Insight.objects.filter(over_by_now(), pk__in=keys).order_by("pk")
    known = list(rows.select_related("organisation", "category", "consent"))
    quotes = quotes_among(known)
    return {str(row.pk): told for row in known if (told := _insight(row, quotes))}


def _insight(row: Insight, quotes: Mapping[UUID, Any]) -> Spoken | None:
    if row.kind != InsightKind.QUOTE:
        said = public_insight(row)
        return Spoken(said.text, Said(said.attribution, said.attribution_language), None, row.version)
    quote = quotes.get(row.pk)
    if quote is None:
        return None
    name = Said(quote.attribution, quote.attribution_language)
    return Spoken(quote.text, name, None if quote.text else quote.withdrawn_on, row.version)


def _promises(keys: set[UUID]) -> dict[str, Spoken]:
    rows = Commitment.objects.filter(pk__in=keys).order_by("pk")
    return {str(row.pk): Spoken(Said(row.what, row.language), Said("", ""), None, row.version) for row in rows}


def _portraits(keys: set[UUID]) -> dict[str, Spoken]:
    rows = Resource.objects.filter(pk__in=keys).order_by("pk")
    return {
        str(row.pk): Spoken(
            row.title.best() if row.is_public else None, Said("", ""), row.consent_withdrawn_on, row.version
        )
        for row in rows
    }
