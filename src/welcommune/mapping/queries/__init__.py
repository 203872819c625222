"""Which rows of the map."""

from welcommune.mapping.queries.action import (
    actions_of,
    actions_page,
    form_parts,
    freshness,
    record_page,
    source_of,
)

__all__ = ["actions_of", "actions_page", "form_parts", "freshness", "record_page", "source_of"]
