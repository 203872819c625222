"""Whom to invite next, each with the reason, in the order in which it helps the table."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welcommune.core.text import Said
from welcommune.meetings.queries.composition import Composition, Kind, Member, kind_name
from welcommune.stakeholders.models import Membership, MembershipState, Organisation

MOST_NAMES = 3
MOST_KINDS = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to invite: an organisation that we know, or a kind to look for; and why."""

    organisation: Organisation | None
    name: Said
    word: str
    state: str
    reason: str
    # The kind to look for, where no organisation is known.
    kind: str = ""


def whom_to_invite(table: Composition) -> list[Suggestion]:
    """Missing kinds whose organisations we know, then such as are to be looked for; lapsed members; who never came."""
    known = _in_register(table)
    named = [kind for kind in table.missing if kind.category.pk in known]
    unnamed = [kind for kind in table.missing if kind.category.pk not in known][:MOST_KINDS]
    return [
        *(suggestion for kind in (*named, *unnamed) for suggestion in _for_kind(kind, known.get(kind.category.pk, []))),
        *_again(table.members, "lapsed"),
        *_again(table.members, "never"),
    ]


def _in_register(table: Composition) -> dict[object, list[Organisation]]:
    """Organisations of the missing kinds that the region looks after, without a seat at its table."""
    seated = Membership.objects.filter(region=table.region).exclude(state=MembershipState.PAST)
    missing = [kind.category.pk for kind in table.missing]
    rows = Organisation.objects.filter(steward=table.region, category__in=missing, merged_into__isnull=True)
    found: dict[object, list[Organisation]] = {}
    for row in rows.exclude(pk__in=seated.exclude(organisation=None).values("organisation")).order_by("name", "pk"):
        found.setdefault(row.category_id, []).append(row)
    return found


def _for_kind(kind: Kind, known: list[Organisation]) -> Iterator[Suggestion]:
    why = why_missing(kind)
    for organisation in known[:MOST_NAMES]:
        reason = _("It is in your register and has no seat. %(why)s") % {"why": why}
        name = Said(organisation.name, organisation.language)
        yield Suggestion(organisation, name, kind_name(kind.category), "none", reason)
    if not known:
        reason = _("Your register names none yet. %(why)s") % {"why": why}
        yield Suggestion(None, Said(kind_name(kind.category), ""), _("missing"), "none", reason, kind.category.code)


def why_missing(kind: Kind) -> str:
    """Why this kind is worth a seat: where else it sits."""
    alike, all_regions = kind.same_class, kind.network
    if kind.invited:
        return ngettext(
            "%(n)s invitation waits for an answer.", "%(n)s invitations wait for an answer.", kind.invited
        ) % {"n": kind.invited}
    if alike.at:
        return _("It sits at %(at)s of %(of)s tables in regions of the same class.") % {"at": alike.at, "of": alike.of}
    if all_regions.at:
        return _("It sits at %(at)s of %(of)s tables of the network.") % {"at": all_regions.at, "of": all_regions.of}
    return _("No table of the network has one yet.")


def _again(members: list[Member], standing: str) -> Iterator[Suggestion]:
    for member in members:
        if member.standing == standing:
            name = Said(member.organisation.name, member.organisation.language)
            word = _("has lapsed") if standing == "lapsed" else _("never came")
            yield Suggestion(member.organisation, name, word, "ending", why_again(member))


def why_again(member: Member) -> str:
    """Why a member is worth asking again."""
    if member.standing == "lapsed":
        return _("Came to %(meetings)s, and to none of the last two.") % {"meetings": ", ".join(member.came)}
    return _("Has a seat, and no record names it at a meeting.")
