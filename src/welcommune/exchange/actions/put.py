"""Putting one record from a file in its place: new, changed, or as it was."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db.models import Model

from welcommune.core.models import Source
from welcommune.exchange.schema import NetworkFile, Sourced

M = TypeVar("M", bound=Model)
# Rows that a file lists without a name of their own get their identifier from their place in it.
PLACES = UUID("6f1d3c2e-7a54-5b0e-9d0a-3f8c1b5e2a90")


class Loading:
    """One load: the file, what it has met so far, and how many records were new or changed."""

    def __init__(self, content: NetworkFile) -> None:
        self.content = content
        self.outcome: Counter[str] = Counter()
        self.organisations: dict[str, Any] = {}
        self.regions: dict[str, Any] = {}
        self.terms: dict[tuple[str, str], Any] = {}
        self.network: Any = None

    def place(self, *path: object) -> UUID:
        """The lasting identifier of what stands at this place of the file."""
        return uuid5(PLACES, "/".join(str(part) for part in (self.content.network.slug, *path)))

    def put(self, model: type[M], key: dict[str, Any], values: dict[str, Any]) -> M:
        """Add the record with ``key``, or bring the one there to ``values``; untouched if it is so already."""
        row = model._base_manager.filter(**key).first()
        if row is None:
            self.outcome["new"] += 1
            return model._base_manager.create(**key, **values)
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        self.outcome["changed" if differing else "same"] += 1
        for name in differing:
            setattr(row, name, values[name])
        if differing:
            row.save(update_fields=differing)
        return row

    def relate(self, related: Any, rows: Sequence[Model]) -> None:
        """Let a record have these rows beside it, if the file names any; untouched if it is so already."""
        if rows and {row.pk for row in rows} != set(related.values_list("pk", flat=True)):
            related.set(rows)
            self.outcome["changed"] += 1

    def cite(self, row: Model, entry: Sourced) -> None:
        """Note the sources of a record."""
        for claim in entry.claims:
            self.cite_one(row, claim.source, claim.field, claim.doubt)

    def cite_one(self, row: Model, source: str, field: str, doubt: dict[str, str]) -> None:
        """Note one source of one field of a record."""
        cited = self.content.sources[source]
        key = {"object_id": row.pk, "field": field, "text": cited.text, "url": cited.url or ""}
        self.put(Source, key, {"stated_on": cited.stated_on, "doubt": doubt})

    def term(self, vocabulary: str, code: str | None) -> Any:
        """A vocabulary's term by its code; ``None`` for none."""
        return self.terms[vocabulary, code] if code else None
