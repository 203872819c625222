"""Which versions there are, and what marks one."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db.models import OuterRef, Subquery

from welcommune.core.access import ANONYMOUS, only_one, visible
from welcommune.evidence import rules
from welcommune.evidence.models import Factfile
from welcommune.network.models import Region


def fingerprint(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the content in canonical JSON: keys in order, no spaces, UTF-8. Anybody can compute it again."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def version_in(region: Region, number: int | None = None) -> Factfile | None:
    """One version of a region's factfile, else the youngest; ``None`` where there is none."""
    found = Factfile.objects.filter(region=region).select_related("region")
    return (found.filter(number=number) if number else found).order_by("-number").first()


def latest_number(region: OuterRef) -> Subquery:
    """The number of the youngest version of a region, as a part of another query; nothing where there is none."""
    return Subquery(Factfile.plain.filter(region=region).order_by("-number").values("number")[:1])


def version_of(slug: str, number: int | None = None) -> Factfile:
    """One version with its region, else the youngest; ``Http404`` where there is none. Everybody reads it."""
    found = visible(ANONYMOUS, rules.read_factfile).filter(region__slug=slug).select_related("region")
    return only_one((found.filter(number=number) if number else found).order_by("-number"))
