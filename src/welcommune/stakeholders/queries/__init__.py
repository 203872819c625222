"""Reads over organisations: who sits at a table, and which entries may be the same organisation."""

from welcommune.stakeholders.queries.duplicates import Likely, Lookalikes, Reason
from welcommune.stakeholders.queries.names import fold, name_key
from welcommune.stakeholders.queries.tables import organisations_near, partners_of, table_of

__all__ = [
    "Likely",
    "Lookalikes",
    "Reason",
    "fold",
    "name_key",
    "organisations_near",
    "partners_of",
    "table_of",
]
