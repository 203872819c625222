"""Vocabularies and roles."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from welcommune.accounts.models import Account
from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.publication import publish
from welcommune.core.saving import insert
from welcommune.network.models import Network, Region, RoleGrant, Term

EMPTY: dict[str, Any] = {"name": {}, "group": "", "crosswalk": {}}
VOCABULARIES = Path(__file__).parent / "vocabularies.yaml"


@transaction.atomic
def load_vocabularies() -> int:
    """Bring the shipped vocabularies in; returns how many terms were new or changed."""
    known = {(term.vocabulary, term.code): term for term in Term.objects.all()}
    moved = 0
    for vocabulary, entries in yaml.safe_load(VOCABULARIES.read_text(encoding="utf-8")).items():
        for order, entry in enumerate(entries):
            moved += _put_term(known.get((vocabulary, entry["code"])), vocabulary, order, entry)
    if moved:
        publish(everywhere=True)
    return moved


def _put_term(term: Term | None, vocabulary: str, order: int, entry: dict[str, Any]) -> bool:
    values: dict[str, Any] = {
        "name": entry["name"],
        "group": entry.get("group", ""),
        "crosswalk": entry.get("crosswalk", {}),
    }
    values["order"] = order
    if term is None:
        Term.objects.create(vocabulary=vocabulary, code=entry["code"], **values)
        return True
    if all(getattr(term, name) == value for name, value in values.items()):
        return False
    Term.objects.filter(pk=term.pk).update(**values)
    return True


@transaction.atomic
def grant_role(
    *, by: Actor, account: Account, role: str, network: Network | None = None, region: Region | None = None
) -> RoleGrant:
    """Give ``account`` a role in a network or in a region; an equal grant is left as it is."""
    existing = RoleGrant.objects.filter(account=account, role=role, network=network, region=region).first()
    if existing:
        return existing
    grant = insert(RoleGrant(account=account, role=role, network=network, region=region))
    log("network.grant_role", by=by, about=grant, fields=["role"], region_id=region.pk if region else None)
    return grant
