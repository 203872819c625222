"""Resources in public: the list with its filters, and the page of one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db.models import Count, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from welcommune.core.models import Source
from welcommune.core.text import READ_LANGUAGES, Said
from welcommune.core.ui import number
from welcommune.library.models import TO_GO_TO, Licence, Resource, ResourceKind, public_resources
from welcommune.library.queries import resources_of, series_neighbours
from welcommune.network.models import Term
from welcommune.network.queries import region_places, sources_of
from welcommune.portal.queries.addresses import absolute
from welcommune.portal.queries.structured import Data, resource_ld

FILTERS = {
    "kind": "kind", "theme": "themes__code", "language": "language", "region": "region__slug", "series": "series"
}  # fmt: skip


def found_resources(asked: Mapping[str, str]) -> QuerySet[Resource]:
    """Public resources that fit the filters, the youngest first."""
    where = {field: asked[name] for name, field in FILTERS.items() if asked.get(name)}
    clean = {field: value[:120].replace("\x00", "") for field, value in where.items()}
    return resources_of(**clean).select_related("publisher", "region")


def resources_page(asked: Mapping[str, str], shown: Any) -> dict[str, Any]:
    """See ``portal/resources.html``; five queries for any number of rows. Only what leads to something is offered."""
    rows = list(shown)
    filters = {name: asked.get(name, "") for name in FILTERS}
    there = public_resources()
    facets = there.order_by().values_list("kind", "language", "series", "region__slug").annotate(times=Count("pk"))
    kinds, languages, series, regions = ({row[place] for row in facets} - {"", None} for place in range(4))
    places = region_places(get_language() or "en")
    themes = Term.objects.filter(pk__in=Resource.themes.through.objects.filter(resource__in=there).values("term"))
    return {
        "rows": rows,
        "asked": filters,
        "is_filtered": any(filters.values()),
        "filters": [
            ("kind", _("Kind"), [(kind.value, kind.label) for kind in ResourceKind if kind in kinds]),
            ("theme", _("Theme"), [(term.code, term.name.best()) for term in themes]),
            ("language", _("Language"), _by_words((code, READ_LANGUAGES.get(code, code)) for code in languages)),
            ("region", _("Region"), _by_words((slug, places[slug].name) for slug in regions)),
            ("series", _("Series"), [(name, name) for name in sorted(series)]),
        ],
    }


def _by_words(choices: Any) -> list[tuple[str, Any]]:
    return sorted(choices, key=lambda choice: str(choice[1]).casefold())


@dataclass(frozen=True)
class ResourcePage:
    """See ``portal/resource.html``."""

    resource: Resource
    themes: list[Term]
    before: Resource | None
    after: Resource | None
    sources: list[Source]

    @property
    def linked_data(self) -> list[Data]:
        """The resource in schema.org's words."""
        return [resource_ld(self.resource)]

    @property
    def language(self) -> Said | None:
        """The language that it is in, said in itself."""
        code = self.resource.language
        return Said(READ_LANGUAGES.get(code, code), code) if code else None

    @property
    def is_to_go_to(self) -> bool:
        """Whether it takes place somewhere, and is not to be had."""
        return self.resource.kind in TO_GO_TO

    @property
    def licence(self) -> Licence | None:
        """What others may do with it."""
        return Licence(self.resource.licence) if self.resource.licence else None

    @property
    def file_address(self) -> str:
        """Where the file is to be had; empty where there is none."""
        return absolute("resource_file", slug=self.resource.slug) if self.resource.file else ""

    @property
    def size(self) -> str:
        """How large the file is."""
        return _("%(number)s MB") % {"number": number(max(0.1, round((self.resource.file_bytes or 0) / 1024**2, 1)))}


def pieces_of(file: File[bytes]) -> Iterator[bytes]:
    """A file piece by piece, so that a large one never lies in memory whole; it is opened when the first is sent."""
    with file.open("rb") as opened:
        yield from opened.chunks()


def resource_page(resource: Resource) -> ResourcePage:
    """All that the public may know of a resource."""
    before, after = series_neighbours(resource)
    return ResourcePage(
        resource=resource,
        themes=list(resource.themes.all()),
        before=before,
        after=after,
        sources=sources_of([resource.pk]).get(resource.pk, []),
    )
