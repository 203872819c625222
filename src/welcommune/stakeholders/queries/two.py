"""Which entries that are alike somebody has noted as two, for every kind of entry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from welcommune.accounts.models import Account


@dataclass(frozen=True)
class Two:
    """Two entries that were noted as two: when and by whom."""

    one: Any
    other: Any
    at: datetime
    who: str


def noted_as_two(record: type[Any], one: UUID, other: UUID) -> QuerySet[Any]:
    """What was noted about these two, in whichever order."""
    found: QuerySet[Any] = record.objects.filter(Q(one=one, other=other) | Q(one=other, other=one))
    return found


def two_of(record: type[Any], entry: UUID) -> list[Two]:
    """What an entry was noted not to be, the youngest first; the entry itself stands first in each pair."""
    found = told(record.objects.filter(Q(one=entry) | Q(other=entry)))
    return [pair if pair.one.pk == entry else Two(pair.other, pair.one, pair.at, pair.who) for pair in found]


def told(rows: QuerySet[Any]) -> list[Two]:
    """Pairs of entries that both stand, in words."""
    known = list(rows.filter(one__merged_into=None, other__merged_into=None).select_related("one", "other"))
    names = Account.objects.in_bulk({row.by_id for row in known if row.by_id})
    return [Two(row.one, row.other, row.created_at, str(names.get(row.by_id, "Welcommune"))) for row in known]
