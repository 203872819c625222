"""The public register: organisations that have a reason to be there, and the page of each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.access import ANONYMOUS, visible
from welcommune.core.models import Source
from welcommune.core.text import Said, country_name
from welcommune.core.ui import commas
from welcommune.library.models import Resource
from welcommune.library.queries import resources_of
from welcommune.meetings.models import Meeting, MeetingState
from welcommune.meetings.queries import MeetingRow, meeting_rows
from welcommune.network.models import Region, Term
from welcommune.network.queries import DESK, PUBLIC, sources_of, through_networks
from welcommune.pilots.models import PilotAction
from welcommune.pilots.queries import pilots
from welcommune.portal import rules as portal_rules
from welcommune.portal.queries.addresses import absolute
from welcommune.portal.queries.structured import Data, organisation_ld
from welcommune.search.models import Entry, by_language, entry_about
from welcommune.search.queries import indexed
from welcommune.stakeholders.models import (
    HelpOffer,
    Identifier,
    Membership,
    MembershipState,
    Organisation,
    WorkingGroup,
    months_between,
)
from welcommune.stakeholders.queries import (
    ListedContact,
    alike_marks,
    fold,
    listed_contacts,
    name_key,
    open_offers_by,
)

FOUND_BY = (
    "pk", "slug", "name", "names", "acronym", "language", "about", "town", "places", "is_sensitive", "steward",
)  # fmt: skip


@indexed(Organisation)
def organisation_entries(organisations: QuerySet[Organisation]) -> Iterator[Entry]:
    """Organisations by their names, numbers and places: those without a reason to be public for the desk only."""
    # Plain values: lists bring organisations by the ten thousand.
    public = set(organisations.filter(portal_rules.list_organisation.filter(ANONYMOUS)).values_list("pk", flat=True))
    networks: dict[Any, set[str]] = dict(through_networks())
    standing = organisations.filter(merged_into__isnull=True)
    seats = _by_organisation(Membership.plain.filter(organisation__in=standing), "region", "state")
    numbers = _by_organisation(Identifier.objects.filter(organisation__in=standing), "scheme", "value")
    for row in standing.values_list(*FOUND_BY, named=True):
        active = {region for region, state in seats[row.pk] if state == MembershipState.ACTIVE}
        regions = {region for region, _state in seats[row.pk]} | ({row.steward} - {None})
        of = set().union(*(networks.get(region, set()) for region in regions or networks))
        desk = ["stakeholders:organisation", {"pk": str(row.pk)}, "", DESK]
        page = ["portal:organisation", {"slug": row.slug}, ""] if row.pk in public else desk[:3]
        further = (row.acronym, *row.names.values(), *(value for _scheme, value in numbers[row.pk]))
        # Of a sensitive one the town and nothing finer.
        places = (row.town, *(() if row.is_sensitive else row.places))
        yield entry_about(
            Organisation, row.pk, "organisation", page, desk_page=desk,
            marks={PUBLIC if row.pk in public else DESK}
            | alike_marks([row.name, *row.names.values()], row.acronym, numbers[row.pk])
            | {f"region:{key}" for key in regions} | of | {f"in:{key}" for key in active},
            titles={row.language: row.name}, aliases=list(filter(None, further)),
            texts=by_language(row.about, plain=filter(None, places)),
        )  # fmt: skip


def _by_organisation(rows: QuerySet[Any], *columns: str) -> dict[UUID, list[tuple[Any, ...]]]:
    """Some columns of what hangs on organisations, by organisation."""
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for organisation, *values in rows.order_by("pk").values_list("organisation", *columns):
        found[organisation].append(tuple(values))
    return found


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation in the list."""

    organisation: Organisation
    regions: list[tuple[Said, str]]


def _names(row: tuple[Any, ...]) -> list[str]:
    _pk, name, names, acronym = row
    return [name, acronym, *names.values()]


def _fits(names: list[str], asked: str) -> bool:
    """Whether one of the names holds what is asked for, however it is written."""
    plain, key = fold(asked), name_key(asked)
    return any(plain in fold(name) or key in name_key(name) for name in names if name)


def found_organisations(asked: Mapping[str, str]) -> list[UUID]:
    """The organisations that fit the filters and the words, by name in one alphabet."""
    rows = visible(ANONYMOUS, portal_rules.list_organisation)
    seats = Membership.plain.filter(state=MembershipState.ACTIVE)
    if asked.get("region"):
        rows = rows.filter(pk__in=seats.filter(region__slug=asked["region"]).values("organisation"))
    if asked.get("category"):
        rows = rows.filter(category__code=asked["category"])
    if asked.get("theme"):
        rows = rows.filter(
            pk__in=Organisation.themes.through.objects.filter(term__code=asked["theme"]).values("organisation")
        )
    words = asked.get("q", "").strip()[:100].replace("\x00", "")
    # All names of ten thousand are read only where they are looked through.
    known = rows.order_by("pk").values_list("pk", "name", *(("names", "acronym") if words else ()))
    fitting = [row for row in known if not words or _fits(_names(row), words)]
    return [row[0] for row in sorted(fitting, key=lambda row: (fold(row[1]), row[0]))]


def _rows(keys: list[UUID], regions: dict[UUID, Region]) -> list[OrganisationRow]:
    known = Organisation.objects.select_related("category").in_bulk(keys)
    seats = Membership.plain.filter(organisation__in=keys, state=MembershipState.ACTIVE).order_by("region__slug", "pk")
    places: dict[UUID, dict[UUID, None]] = {}
    for organisation, region in seats.values_list("organisation_id", "region_id"):
        places.setdefault(organisation, {})[region] = None
    return [
        OrganisationRow(known[key], [(regions[pk].name.best(), regions[pk].slug) for pk in places.get(key, {})])
        for key in keys
    ]


def organisations_page(asked: Mapping[str, str], keys: list[UUID]) -> dict[str, Any]:
    """See ``portal/organisations.html``; five queries whatever the number of rows."""
    regions = {region.pk: region for region in Region.objects.only("slug", "name", "languages").order_by("slug")}
    terms = list(Term.objects.all())
    filters = {name: asked.get(name, "") for name in ("q", "region", "category", "theme")}
    return {
        "rows": _rows(keys, regions),
        "asked": filters,
        "is_filtered": any(filters.values()),
        "filters": [
            ("region", _("Region"), [(region.slug, region.name.best()) for region in regions.values()]),
            ("category", _("Kind"), _choices(terms, Term.Vocabulary.CATEGORY)),
            ("theme", _("Theme"), _choices(terms, Term.Vocabulary.THEME)),
        ],
    }


def _choices(terms: list[Term], vocabulary: str) -> list[tuple[str, Said]]:
    return [(term.code, term.name.best()) for term in terms if term.vocabulary == vocabulary]


def age_words(months: int) -> str:
    """How long ago, in whole months, then whole years."""
    if months < 1:
        return _("less than a month ago")
    if months < 24:
        return ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}
    return ngettext("%(n)s year ago", "%(n)s years ago", months // 12) % {"n": months // 12}


@dataclass(frozen=True)
class OrganisationPage:
    """See ``portal/organisation.html``."""

    organisation: Organisation
    parent: Organisation | None
    themes: list[Term]
    people: list[ListedContact]
    seats: list[Membership]
    meetings: list[MeetingRow]
    pilots: list[PilotAction]
    resources: list[Resource]
    offers: list[HelpOffer]
    sources: list[Source]

    @property
    def linked_data(self) -> list[Data]:
        """The organisation in schema.org's words."""
        return [organisation_ld(self.organisation, absolute("organisation", slug=self.organisation.slug))]

    @property
    def place(self) -> str:
        """Where it is: of a sensitive place the town and nothing finer."""
        it = self.organisation
        country = country_name(it.country) if it.country else ""
        if it.is_sensitive:
            return commas([it.town, country])
        return commas([it.address, f"{it.postcode} {it.town}".strip(), country])

    @property
    def other_names(self) -> list[Said]:
        """The names in other languages."""
        names = self.organisation.names
        return [Said(names[code], code) for code in sorted(names) if names[code] != self.organisation.name]

    @property
    def freshness(self) -> tuple[str, str]:
        """Waymark and words: when somebody last said that all this is right, and how long ago that is."""
        day, today = self.organisation.confirmed_on, timezone.localdate()
        if day is None:
            return "unknown", _("Nobody has confirmed this entry yet.")
        state = "there" if self.organisation.is_fresh_on(today) else "ending"
        return "unknown" if self.organisation.is_stale_on(today) else state, age_words(months_between(day, today))


def organisation_page(organisation: Organisation) -> OrganisationPage:
    """All that the public may see of an organisation."""
    convened = Meeting.objects.filter(organisers__organisation=organisation, parent__isnull=True)
    taken_part = pilots(pk__in=PilotAction.plain.filter(partners=organisation).values("pk"))
    parent = organisation.parent
    seats = Membership.plain.filter(organisation=organisation, state=MembershipState.ACTIVE)
    at_work = Prefetch("working_groups", WorkingGroup.plain.filter(is_active=True), to_attr="groups")
    return OrganisationPage(
        organisation=organisation,
        parent=parent if parent and not parent.merged_into_id else None,
        themes=list(organisation.themes.all()),
        people=listed_contacts([organisation], timezone.localdate()).get(organisation.pk, []),
        seats=list(seats.select_related("region").prefetch_related(at_work).order_by("region__slug", "pk")),
        meetings=meeting_rows(convened.exclude(state=MeetingState.CANCELLED).order_by("-day", "pk").distinct()),
        pilots=list((pilots(lead=organisation) | taken_part).distinct()),
        resources=list(resources_of(publisher=organisation)),
        offers=list(open_offers_by(organisation, timezone.localdate())),
        sources=sources_of([organisation.pk]).get(organisation.pk, []),
    )
