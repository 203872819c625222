"""What the members of a table do together: working groups, their charter, what they offer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from welcommune.core.text import Said
from welcommune.network.models import Region, Term
from welcommune.stakeholders.models import (
    Charter,
    HelpOffer,
    Membership,
    MembershipState,
    Organisation,
    WorkingGroup,
)


@dataclass(frozen=True)
class GroupLine:
    """A working group as the public sees it."""

    name: Said
    about: Said
    members: list[Organisation] = field(default_factory=list)


@dataclass(frozen=True)
class KindCount:
    """How many people with a seat of their own stand for one kind."""

    kind: Term | None
    people: int


@dataclass(frozen=True)
class GroupRow:
    """A working group in the list of the desk."""

    group: WorkingGroup
    themes: list[Term]
    members: list[Said]


@dataclass(frozen=True)
class Signature:
    """A member of the table, and when it signed the charter."""

    key: UUID
    name: Said
    signed_on: date | None


def _said(organisation: Organisation) -> Said:
    return Said(organisation.name, organisation.language)


def active_seats(region: Region) -> QuerySet[Membership]:
    """The active seats of a region, those of people too; an entry that was merged into another sits nowhere."""
    seats = Membership.objects.filter(region=region, state=MembershipState.ACTIVE)
    return seats.filter(organisation__merged_into__isnull=True)


def members_of(region: Region) -> QuerySet[Organisation]:
    """The organisations with an active seat, by name."""
    seated = active_seats(region).filter(organisation__isnull=False).values("organisation")
    return Organisation.objects.filter(pk__in=seated).order_by("name", "pk")


def seats_with_groups(region: Region) -> tuple[list[Membership], list[GroupLine]]:
    """The active seats in their order, and the groups at work with their members, by one query.

    A group in which nobody sits is for the desk only.
    """
    rows: Any = (
        active_seats(region)
        .select_related("organisation__category", "category")
        .annotate(
            group_id=F("working_groups__pk"),
            group_name=F("working_groups__name"),
            group_about=F("working_groups__about"),
            group_is_active=F("working_groups__is_active"),
        )
    )
    seats: dict[UUID, Membership] = {}
    groups: dict[UUID, GroupLine] = {}
    for row in rows:
        seats.setdefault(row.pk, row)
        if row.group_is_active and row.organisation:
            line = groups.setdefault(row.group_id, GroupLine(row.group_name.best(), row.group_about.best()))
            line.members.append(row.organisation)
    return list(seats.values()), [line for _pk, line in sorted(groups.items(), key=itemgetter(0))]


def people_by_kind(seats: Iterable[Membership]) -> list[KindCount]:
    """The people among ``seats``, counted by kind in the order of the vocabulary. Nobody is named."""
    found: dict[UUID | None, list[Membership]] = {}
    for seat in seats:
        if seat.organisation is None:
            found.setdefault(seat.category_id, []).append(seat)
    counts = [KindCount(same[0].category, len(same)) for same in found.values()]
    return sorted(counts, key=lambda count: (count.kind is None, count.kind.order if count.kind else 0))


def open_offers(region: Region, day: date) -> QuerySet[HelpOffer]:
    """What members offer on ``day``: not withdrawn, not over, by organisations that still have a seat."""
    seat = active_seats(region).filter(organisation=OuterRef("organisation"))
    standing = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    return HelpOffer.objects.filter(Exists(seat), standing, region=region, is_withdrawn=False).select_related(
        "organisation"
    )


def open_offers_by(organisation: Organisation, day: date) -> QuerySet[HelpOffer]:
    """What a member offers on ``day`` at the tables where it still has a seat."""
    seat = Membership.plain.filter(state=MembershipState.ACTIVE, organisation=organisation, region=OuterRef("region"))
    standing = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    offers = HelpOffer.plain.filter(Exists(seat), standing, organisation=organisation, is_withdrawn=False)
    return offers.select_related("organisation")


def offers_of(region: Region) -> QuerySet[HelpOffer]:
    """All offers on record in a region, the youngest first; ``is_seated`` tells whether the member still has a seat."""
    seat = active_seats(region).filter(organisation=OuterRef("organisation"))
    offers = HelpOffer.objects.filter(region=region).select_related("organisation")
    return offers.annotate(is_seated=Exists(seat))


def group_rows(region: Region) -> list[GroupRow]:
    """The working groups of a region for the desk, those at rest last."""
    seats = Membership.objects.filter(state=MembershipState.ACTIVE, organisation__isnull=False)
    groups: Any = (
        WorkingGroup.objects.filter(region=region)
        .order_by("-is_active", "pk")
        .prefetch_related("themes", Prefetch("memberships", seats.select_related("organisation"), to_attr="seated"))
    )
    return [
        GroupRow(group, list(group.themes.all()), [_said(seat.organisation) for seat in group.seated])
        for group in groups
    ]


def group_members(group: WorkingGroup) -> QuerySet[Organisation]:
    """The organisations that sit in a group."""
    return members_of(group.region).filter(memberships__working_groups=group).distinct()


def charter_of(region: Region) -> Charter | None:
    """The charter of a region; ``None`` where there is none yet."""
    return Charter.objects.filter(region=region).first()


def signatures_of(region: Region) -> list[Signature]:
    """Each member once, by name, with the first day on which it signed."""
    found: dict[UUID, Signature] = {}
    seats = active_seats(region).filter(organisation__isnull=False).select_related("organisation")
    for seat in seats.order_by("organisation__name", F("charter_signed_on").asc(nulls_last=True), "pk"):
        if seat.organisation:
            signature = Signature(seat.organisation.pk, _said(seat.organisation), seat.charter_signed_on)
            found.setdefault(seat.organisation.pk, signature)
    return list(found.values())


def signed_count(seats: Iterable[Membership]) -> int:
    """How many organisations among ``seats`` signed the charter."""
    return len({seat.organisation_id for seat in seats if seat.organisation_id and seat.charter_signed_on})
