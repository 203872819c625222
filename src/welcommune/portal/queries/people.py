"""What is kept of somebody, as those who keep the record see it when the person asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from welcommune.accounts.actions import Trace, texts_of
from welcommune.core.access import Actor, only_one, visible
from welcommune.network import rules as network_rules
from welcommune.network.models import Region

# Of a text that mentions somebody, so many letters are shown before and after.
AROUND, LONGEST = 60, 160


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row: its name in the form, its kind, what it says, and whether it is about the person or mentions them."""

    key: str
    what: str
    says: str
    is_about: bool


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """What was asked for, and what was found; ``None`` before anything was asked."""

    asked: str
    found: list[FoundRow] | None


def regions_kept(actor: Actor) -> frozenset[UUID] | None:
    """The regions whose record the actor keeps; ``None`` for all there is. Nobody else is told of such a page."""
    kept = visible(actor, network_rules.record_in_region)
    only_one(kept.order_by("pk"))
    regions = frozenset(kept.values_list("pk", flat=True))
    return regions if Region.objects.exclude(pk__in=regions).exists() else None


def requests_page(asked: str, found: Iterable[Trace] | None) -> RequestsPage:
    """The list to choose from."""
    return RequestsPage(asked, None if found is None else [_row(trace) for trace in found])


def _row(trace: Trace) -> FoundRow:
    return FoundRow(
        trace.key, str(trace.line.what), _about(trace) if trace.is_about else _mention(trace), trace.is_about
    )


def _about(trace: Trace) -> str:
    kept = trace.kept
    said = [str(getattr(trace.row, name)) for name in (*kept.names, *kept.emails, *kept.words)]
    words = " · ".join(text for text in said if text and text not in ("{}", "[]"))
    return words[:LONGEST] or str(trace.row._meta.verbose_name)


def _mention(trace: Trace) -> str:
    texts: Any = (text for name in trace.kept.words for text in texts_of(getattr(trace.row, name)))
    for text in texts:
        if hit := trace.who.pattern.search(text):
            start = max(hit.start() - AROUND, 0)
            return f"{'…' * bool(start)}{text[start : hit.end() + AROUND]}"
    return ""
