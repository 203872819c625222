"""Factfiles as pages: one version with its differences from the one before, and the list at the desk."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.core import ui
from welcommune.core.text import Said, country_name
from welcommune.evidence.models import Factfile
from welcommune.evidence.queries.spoken import spoken_of
from welcommune.evidence.sections import (
    NO_LANGUAGE,
    Change,
    Facts,
    Point,
    Points,
    Section,
    best,
    change_section,
    changes,
    sections_of,
)
from welcommune.library.papers import can_make_pdf
from welcommune.network.models import Region

MOST_VERSIONS = 50


@dataclass(frozen=True)
class Document:
    """One version as somebody reads it: see ``ui.factfile_sections``."""

    region: Said
    version: Factfile
    title: str
    place: str
    dated: str
    address: str
    funding: Said
    sections: list[Section]
    differences: list[Change]
    facts: Facts

    @property
    def brief(self) -> list[Point]:
        """The points of the section that sums up the others."""
        return [point for block in self.sections[0].blocks if isinstance(block, Points) for point in block.points]

    @property
    def about(self) -> list[tuple[str, Said | str]]:
        """What identifies the version: label, value."""
        return [
            (_("Version"), str(self.version.number)),
            (_("Frozen on"), self.dated),
            (_("Permanent address"), Said(self.address, NO_LANGUAGE)),
            (_("Fingerprint (SHA-256)"), Said(self.version.sha256, NO_LANGUAGE)),
        ]


def document(version: Factfile) -> Document:
    """A version in the reader's language, with what it refers to as the record has it now; five queries."""
    before = Factfile.objects.filter(region=version.region_id, number=version.number - 1).first()
    contents = [version.content, *([before.content] if before else [])]
    today, spoken = timezone.localdate(), spoken_of(*contents)
    facts = Facts(version.content, today, spoken)
    differences = changes(Facts(before.content, today, spoken), facts) if before else []
    region = facts.region
    name = best(region["name"])
    return Document(
        region=name,
        version=version,
        title=_("Factfile: %(region)s") % {"region": name},
        place=ui.commas([country_name(region["country"]), best(region["part_of"]), best(region["kind"])]),
        dated=ui.date(version.frozen_at),
        address=settings.SITE_URL + address_of(version),
        funding=best(region["funding"]),
        sections=[*sections_of(facts), *([change_section(differences)] if differences else [])],
        differences=differences,
        facts=facts,
    )


def address_of(version: Factfile) -> str:
    """The permanent address, in the reader's language."""
    return reverse("evidence:version", args=[version.region.slug, version.number])


def file_kinds() -> list[str]:
    """The kinds of file that this machine makes."""
    return [*(["pdf"] if can_make_pdf() else []), "docx", "csv", "json"]


def factfile_page(version: Factfile) -> dict[str, Any]:
    """See ``evidence/factfile.html``."""
    where = {"region": version.region.slug, "number": version.number}
    versions = version_rows(version.region)
    return {
        "it": document(version),
        "region": version.region,
        "version": version,
        "files": [(kind, reverse("evidence:file", kwargs=where | {"kind": kind})) for kind in file_kinds()],
        "versions": versions,
        "is_latest": versions[0].number == version.number,
    }


def version_rows(region: Region) -> list[Factfile]:
    """The versions of a region, the youngest first, without what they say."""
    return list(Factfile.objects.filter(region=region).defer("content").order_by("-number")[:MOST_VERSIONS])


def factfiles_page(region: Region) -> dict[str, Any]:
    """See ``evidence/factfiles.html``."""
    return {"region": region, "versions": version_rows(region)}
