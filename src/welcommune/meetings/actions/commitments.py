"""Decisions and commitments: noted at the meeting, then moved by the desk or by the owner with a link."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.ids import new_id
from welcommune.core.publication import publish
from welcommune.core.saving import change, insert
from welcommune.meetings import rules
from welcommune.meetings.actions.record import publish_meeting
from welcommune.meetings.models import (
    COMMITMENT_TRANSITIONS,
    OWNER_KEPT_DAYS,
    STILL_OPEN,
    AgendaItem,
    Commitment,
    CommitmentFacts,
    CommitmentState,
    Decision,
    Meeting,
    Owner,
)
from welcommune.stakeholders.models import Contact

MOST_A_ROUND = 200
NOTHING_DECIDED = _("Write what was decided, in one sentence.")
NOTHING_PROMISED = _("Write what was promised, in one sentence.")
NO_REGION = _("A commitment belongs to a region. Note it at a meeting of a region.")
NO_OWNER = _("Choose or write who promised it.")
NO_REASON = _("Write why it will not be done: people who asked want to know.")
CLOSED = _("This is already done or dropped. Load the page again.")
DAY_OVER = _("This day is over. Choose a day to come.")
BEFORE_MEETING = _("This day is before the meeting. Choose a later one.")


def _language_of(meeting: Meeting) -> str:
    """The language that people spoke, else the first of the region or network."""
    own = meeting.region.languages if meeting.region else meeting.network.languages
    return next((code for code in (*meeting.languages, *own) if code), "en")


@transaction.atomic
def record_decision(
    *, by: Actor, meeting: Meeting, text: str, agenda_item: AgendaItem | None = None, id: UUID | None = None
) -> Decision:
    """Note what a meeting agreed on; the same ``id`` sent twice is noted once."""
    require(by, rules.edit_meeting, meeting)
    if not text:
        raise Refused(NOTHING_DECIDED, field="text")
    key = id or new_id()
    if existing := Decision.objects.filter(pk=key, meeting=meeting).first():
        return existing
    decision = insert(
        Decision(
            id=key, meeting=meeting, text=text, agenda_item=agenda_item,
            language=_language_of(meeting), order=meeting.decisions.count(),
        )
    )  # fmt: skip
    log("meetings.record_decision", by=by, about=decision, region_id=meeting.region_id)
    publish_meeting(meeting)
    return decision


@transaction.atomic
def remove_decision(*, by: Actor, decision: Decision) -> None:
    """Take a decision off the record."""
    require(by, rules.edit_decision, decision)
    log("meetings.remove_decision", by=by, about=decision, region_id=decision.meeting.region_id)
    Decision.objects.filter(pk=decision.pk).delete()
    publish_meeting(decision.meeting)


def _check_facts(facts: CommitmentFacts, meeting: Meeting | None) -> None:
    if not facts.what:
        raise Refused(NOTHING_PROMISED, field="what")
    if not facts.owner:
        raise Refused(NO_OWNER, field="person")
    if facts.due and meeting and facts.due < meeting.day:
        raise Refused(BEFORE_MEETING, field="due")


@transaction.atomic
def record_commitment(*, by: Actor, meeting: Meeting, facts: CommitmentFacts, id: UUID | None = None) -> Commitment:
    """Note what somebody promised; the same ``id`` sent twice is noted once. The owner is told the next morning."""
    require(by, rules.edit_meeting, meeting)
    key = id or new_id()
    if existing := Commitment.plain.filter(pk=key, meeting=meeting).first():
        return existing
    if meeting.region is None:
        raise Refused(NO_REGION)
    _check_facts(facts, meeting)
    told = facts.as_fields() | {"language": facts.language or _language_of(meeting)}
    row = insert(Commitment(id=key, region=meeting.region, meeting=meeting, **told))
    log("meetings.record_commitment", by=by, about=row, region_id=row.region_id)
    publish(row.region.slug)
    return row


def _save(verb: str, by: Actor, row: Commitment, seen: int, values: dict[str, Any]) -> Commitment:
    """Save what differs with one line in the log; the public pages of the region follow."""
    changed = change(row, seen=seen, **values)
    if changed:
        names = set(changed) - {"link", "owned_since", "told_at", "closed_on"}
        log(verb, by=by, about=row, fields=names, region_id=row.region_id)
        publish(row.region.slug)
    return row


def _moved_to(row: Commitment, state: str) -> dict[str, Any]:
    """The fields of another state; refuses a step that does not exist."""
    if state == row.state:
        return {}
    if state not in COMMITMENT_TRANSITIONS[row.state]:
        raise Refused(CLOSED)
    return {"state": state, "closed_on": None if state in STILL_OPEN else timezone.localdate()}


def _owned_by(row: Commitment, owner: Owner) -> dict[str, Any]:
    """The fields of a new owner, who has to confirm; links of the one before end. Nothing for the same owner."""
    if owner == Owner(row.organisation, row.contact, row.person, row.email):
        return {}
    again = {"state": CommitmentState.OPEN} if row.is_open else {}
    fresh = {"link": uuid4(), "owned_since": timezone.now(), "told_at": None}
    return vars(owner) | fresh | again


@transaction.atomic
def change_commitment(*, by: Actor, commitment: Commitment, seen: int, facts: CommitmentFacts) -> Commitment:
    """Save what differs; raises ``Overtaken`` when somebody else saved since version ``seen``."""
    require(by, rules.keep_commitment, commitment)
    _check_facts(facts, commitment.meeting)
    told = facts.as_fields() | {"language": facts.language or commitment.language}
    values = told | _owned_by(commitment, facts.owner)
    return _save("meetings.change_commitment", by, commitment, seen, values)


@transaction.atomic
def confirm_commitment(*, by: Actor, commitment: Commitment) -> Commitment:
    """The owner stands by it. A second time changes nothing."""
    require(by, rules.answer_commitment, commitment)
    values = _moved_to(commitment, CommitmentState.CONFIRMED)
    return _save("meetings.confirm_commitment", by, commitment, commitment.version, values)


@transaction.atomic
def complete_commitment(*, by: Actor, commitment: Commitment) -> Commitment:
    """It is done. A second time changes nothing."""
    require(by, rules.answer_commitment, commitment)
    values = _moved_to(commitment, CommitmentState.DONE)
    return _save("meetings.complete_commitment", by, commitment, commitment.version, values)


@transaction.atomic
def drop_commitment(*, by: Actor, commitment: Commitment, reason: str, in_public: bool = False) -> Commitment:
    """It will not be done, and why. The public reads the reason only where the desk says so."""
    require(by, rules.answer_commitment, commitment)
    shown = in_public and by.kind != "link"
    if not reason:
        raise Refused(NO_REASON, field="reason")
    values = _moved_to(commitment, CommitmentState.DROPPED)
    if values:
        values |= {"reason": reason, "reason_is_public": shown}
    return _save("meetings.drop_commitment", by, commitment, commitment.version, values)


@transaction.atomic
def show_reason(*, by: Actor, commitment: Commitment) -> Commitment:
    """The public reads why it will not be done; a second time, it reads so no more."""
    require(by, rules.keep_commitment, commitment)
    values = {"reason_is_public": bool(commitment.reason) and not commitment.reason_is_public}
    return _save("meetings.show_reason", by, commitment, commitment.version, values)


@transaction.atomic
def put_off_commitment(*, by: Actor, commitment: Commitment, due: date) -> Commitment:
    """It takes longer, until another day; who says so stands by it."""
    require(by, rules.answer_commitment, commitment)
    if due < timezone.localdate():
        raise Refused(DAY_OVER, field="due")
    if not commitment.is_open:
        raise Refused(CLOSED)
    confirmed = _moved_to(commitment, CommitmentState.CONFIRMED) if by.kind == "link" else {}
    values = {"due": due} | confirmed
    return _save("meetings.put_off_commitment", by, commitment, commitment.version, values)


@transaction.atomic
def hand_over_commitment(
    *, by: Actor, commitment: Commitment, person: str, email: str, same_organisation: bool = True
) -> Commitment:
    """Somebody else takes it on, and has to confirm; links of the owner so far end.

    An address that a contact of the region has is that contact.
    """
    require(by, rules.answer_commitment, commitment)
    if not commitment.is_open:
        raise Refused(CLOSED)
    known = Contact.plain.filter(region=commitment.region_id, email__iexact=email).order_by("pk").first()
    organisation = commitment.organisation if same_organisation else None
    owner = Owner(organisation, known) if known else Owner(organisation, None, person, email.lower())
    values = _owned_by(commitment, owner)
    return _save("meetings.hand_over_commitment", by, commitment, commitment.version, values)


@transaction.atomic
def reopen_commitment(*, by: Actor, commitment: Commitment) -> Commitment:
    """What was closed by mistake is open again."""
    require(by, rules.keep_commitment, commitment)
    values: dict[str, Any] = {}
    if not commitment.is_open:
        values = _moved_to(commitment, CommitmentState.OPEN) | {"reason": "", "reason_is_public": False}
    return _save("meetings.reopen_commitment", by, commitment, commitment.version, values)


@transaction.atomic
def end_commitment_links(*, by: Actor, commitment: Commitment) -> None:
    """The links that were sent open nothing any more; the next mail brings a new one."""
    require(by, rules.keep_commitment, commitment)
    change(commitment, seen=commitment.version, link=uuid4())
    log("meetings.end_commitment_links", by=by, about=commitment, region_id=commitment.region_id)


@transaction.atomic
def remove_commitment(*, by: Actor, commitment: Commitment) -> None:
    """Take a commitment off the record, which was noted by mistake."""
    require(by, rules.keep_commitment, commitment)
    log("meetings.remove_commitment", by=by, about=commitment, region_id=commitment.region_id)
    Commitment.plain.filter(pk=commitment.pk).delete()
    publish(commitment.region.slug)


def forget_owner_of(rows: QuerySet[Commitment]) -> int:
    """Take out who made these commitments; what was promised stays, and links that were sent end."""
    for row in rows:
        change(row, seen=row.version, contact=None, person="", email="", link=uuid4())
        log("meetings.forget_owner", by=SYSTEM, about=row, region_id=row.region_id)
    return len(rows)


def old_owners() -> QuerySet[Commitment]:
    """Commitments that were closed long ago and still say who made them."""
    long_ago = timezone.localdate() - timedelta(days=OWNER_KEPT_DAYS)
    return Commitment.plain.filter(closed_on__lt=long_ago).exclude(person="", contact=None, email="")


@transaction.atomic
def forget_owners() -> int:
    """Take out who promised what was closed long ago; returns how many."""
    return forget_owner_of(old_owners().order_by("pk")[:MOST_A_ROUND])
