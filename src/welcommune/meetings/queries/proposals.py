"""Whom to put on the guest list: contacts, each with the reason, those first who are missed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from welcommune.core.access import Actor, visible
from welcommune.core.text import Said
from welcommune.meetings.models import Meeting, MeetingInvitation, Participant
from welcommune.meetings.queries.composition import Composition, composition, kind_name
from welcommune.meetings.queries.inviting import why_again, why_missing
from welcommune.network.models import Region, Term
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Affiliation, Contact, Membership, MembershipState, Organisation
from welcommune.stakeholders.queries import worked_on

# The order of proposals, and what each stands for; who is in none of them is listed, not proposed.
STANDINGS = ("missing", "lapsed", "never", "came", "seat", "other")
PROPOSED = STANDINGS[:-1]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A contact to invite, where they work, and why."""

    contact: Contact
    works: list[Organisation]
    standing: str
    reason: str

    @property
    def is_proposed(self) -> bool:
        """Whether the program would invite them."""
        return self.standing in PROPOSED

    @property
    def names(self) -> list[Said]:
        """The organisations they work for."""
        return [Said(work.name, work.language) for work in self.works]


@dataclass(frozen=True)
class Wanted:
    """What somebody chooses by; empty chooses all."""

    category: str = ""
    town: str = ""
    theme: str = ""
    standing: str = ""

    def takes(self, proposal: Proposal) -> bool:
        """Whether a proposal is among the chosen; the theme was chosen by the database."""
        kinds = {work.category.code for work in proposal.works if work.category}
        return (
            (not self.category or self.category in kinds)
            and (not self.town or self.town in {work.town for work in proposal.works})
            and (not self.standing or self.standing == proposal.standing)
        )


@dataclass(frozen=True)
class Proposals:
    """All that can be invited, what they can be chosen by, and kinds for which there is nobody to write to."""

    chosen: list[Proposal]
    categories: list[Term]
    themes: list[Term]
    towns: list[str]
    nobody: list[tuple[str, str]]
    # Whether there is any contact at all, on the list or not.
    has_contacts: bool


def proposals(meeting: Meeting, actor: Actor, wanted: Wanted) -> Proposals:
    """Who of the contacts that ``actor`` keeps is not on the list yet; twelve queries with those of every page."""
    known = list(Term.objects.filter(vocabulary__in=["category", "theme"]).order_by("order", "pk"))
    kinds = [term for term in known if term.vocabulary == "category"]
    judged = _Judge(composition(meeting.region, meeting.network, kinds) if meeting.region else None)
    found = sorted((judged.proposal(row) for row in _candidates(meeting, actor, wanted)), key=_place)
    works = [work for proposal in found for work in proposal.works]
    there = {work.category_id for work in works}
    return Proposals(
        chosen=[proposal for proposal in found if wanted.takes(proposal)],
        categories=[kind for kind in kinds if kind.pk in there],
        themes=[term for term in known if term.vocabulary == "theme"],
        towns=[town for town, _times in Counter(work.town for work in works if work.town).most_common()],
        nobody=judged.without_contact(there),
        has_contacts=bool(found) or _contacts(meeting, actor).exists(),
    )


def _place(proposal: Proposal) -> tuple[int, str]:
    return STANDINGS.index(proposal.standing), proposal.contact.name.casefold()


def _contacts(meeting: Meeting, actor: Actor) -> QuerySet[Contact]:
    """Contacts of the regions that meet."""
    return visible(actor, stakeholders_rules.keep_contact).filter(region__in=_regions(meeting))


def _candidates(meeting: Meeting, actor: Actor, wanted: Wanted) -> QuerySet[Contact]:
    """Those who are not on the list, with what tells how they stand."""
    there = MeetingInvitation.objects.filter(meeting=meeting, contact=OuterRef("pk"))
    seat = Membership.plain.filter(contact=OuterRef("pk"), state=MembershipState.ACTIVE)
    came = Participant.objects.filter(contact=OuterRef("pk"))
    rows = _contacts(meeting, actor).filter(~Exists(there))
    if wanted.theme:
        on_theme = Organisation.themes.through.objects.filter(term__code=wanted.theme).values("organisation")
        rows = rows.filter(pk__in=Affiliation.objects.filter(organisation__in=on_theme).values("contact"))
    works = Affiliation.objects.filter(worked_on(timezone.localdate())).select_related("organisation__category")
    current = Prefetch("affiliations", works.order_by("organisation__name", "pk"), to_attr="works")
    told = rows.annotate(has_seat=Exists(seat), has_come=Exists(came)).prefetch_related(current)
    return told.order_by("name", "pk")


def _regions(meeting: Meeting) -> QuerySet[Region]:
    """The regions whose people meet: those named, else, for a meeting of the network, all of it."""
    named = Q(pk__in=meeting.regions.through.objects.filter(meeting=meeting).values("region"))
    if meeting.region_id:
        return Region.objects.filter(named | Q(pk=meeting.region_id))
    shared = Meeting.regions.through.objects.filter(meeting=meeting)
    whole = Q(participations__network=meeting.network) & ~Exists(shared)
    return Region.objects.filter(named | whole)


class _Judge:
    """Says how a contact stands to the table, by the best reason that one of their organisations gives."""

    def __init__(self, table: Composition | None) -> None:
        self.members = {member.organisation.pk: member for member in table.members} if table else {}
        self.missing = {kind.category.pk: kind for kind in table.missing} if table else {}

    def proposal(self, contact: Contact) -> Proposal:
        """The contact with its reason."""
        works = [work.organisation for work in contact.works]  # type: ignore[attr-defined]
        reasons = [self._of_work(work) for work in works] + [self._of_person(contact)]
        standing, reason = min(reasons, key=lambda found: STANDINGS.index(found[0]))
        return Proposal(contact, works, standing, reason)

    def _of_work(self, work: Organisation) -> tuple[str, str]:
        member = self.members.get(work.pk)
        kind = self.missing.get(work.category_id) if work.category_id else None
        if kind:
            words = {"kind": kind_name(kind.category), "why": why_missing(kind)}
            return "missing", _("%(kind)s: missing at this table. %(why)s") % words
        if member and member.standing in {"lapsed", "never"}:
            return member.standing, why_again(member)
        if member and member.standing == "came":
            return "came", _("Came to %(meetings)s.") % {"meetings": ", ".join(member.came)}
        return ("seat", _("Has a seat at the table.")) if member else ("other", _("Has no seat at the table."))

    def _of_person(self, contact: Any) -> tuple[str, str]:
        if contact.has_seat:
            return "seat", _("Has a seat as a person.")
        return (
            ("came", _("Came to a meeting before.")) if contact.has_come else ("other", _("Has no seat at the table."))
        )

    def without_contact(self, kinds: Iterable[UUID | None]) -> list[tuple[str, str]]:
        """Missing kinds for which no contact is there to be written to, with the reason to look for one."""
        known = set(kinds)
        return [(kind_name(kind.category), why_missing(kind)) for pk, kind in self.missing.items() if pk not in known]
