"""Organisations as the search knows them: whoever has a reason to be public for everybody, the others at the desk."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from welcommune.core.access import ANONYMOUS, visible
from welcommune.network.queries import DESK, KEEPING, PUBLIC, REGISTER
from welcommune.portal import rules as portal_rules
from welcommune.search.models import Entry, by_language, entry_of
from welcommune.search.queries import indexed
from welcommune.stakeholders.models import Membership, MembershipState, Organisation


@indexed(Organisation)
def organisation_entries(organisations: QuerySet[Organisation]) -> Iterator[Entry]:
    """By names, acronym, numbers, what it does and where; of a sensitive place nothing finer than the town."""
    here = organisations.filter(merged_into__isnull=True)
    listed = visible(ANONYMOUS, portal_rules.list_organisation).filter(pk__in=here.values("pk"))
    public = set(listed.values_list("pk", flat=True))
    seats = Membership.plain.filter(state=MembershipState.ACTIVE).order_by("region__slug", "pk")
    for organisation in here.prefetch_related(Prefetch("memberships", seats, to_attr="seats"), "identifiers"):
        desk: list[Any] = ["stakeholders:organisation", {"pk": str(organisation.pk)}, "", KEEPING]
        page: list[Any] = ["portal:organisation", {"slug": organisation.slug}, ""]
        is_public = organisation.pk in public
        yield entry_of(
            organisation, "organisation", page if is_public else desk, desk_page=desk,
            marks=_marks(organisation) | ({PUBLIC} if is_public else {REGISTER, DESK}),
            titles={organisation.language: organisation.name}, aliases=_further_names(organisation),
            texts=by_language(organisation.about, plain=[organisation.town, *organisation.places]),
        )  # fmt: skip


def _marks(organisation: Any) -> set[str]:
    """Where it sits, and whose entry it is."""
    steward = {f"region:{organisation.steward_id}"} if organisation.steward_id else set()
    return steward | {f"in:{seat.region_id}" for seat in organisation.seats}


def _further_names(organisation: Organisation) -> list[str]:
    numbers = [identifier.value for identifier in organisation.identifiers.all()]
    return [name for name in (organisation.acronym, *organisation.names.values(), *numbers) if name]
