"""After a training: materials, certificates of attendance, and the question three months later."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions import send_mail
from welcommune.core.access import SYSTEM, Actor, require
from welcommune.core.audit import log
from welcommune.core.errors import Refused
from welcommune.core.outbox import each_minute, handles, queue
from welcommune.core.saving import change, insert
from welcommune.core.tenancy import every_region
from welcommune.library.models import Resource
from welcommune.meetings import rules
from welcommune.meetings.actions.record import publish_meeting
from welcommune.meetings.models import (
    Certificate,
    Material,
    Meeting,
    MeetingKind,
    MeetingState,
    Training,
    UseCount,
    UseQuestion,
)
from welcommune.meetings.queries import (
    QUESTION_DAYS,
    address_of,
    certificate_letter,
    certificate_over,
    named_participants,
    use_letter,
    wants_no_mail,
)
from welcommune.network.models import Term

CERTIFICATE_LETTER = "meetings.certificate"
USE_LETTER = "meetings.use_question"
# Three months, and how long after that it is still asked, should the worker have stood still.
ASKED_AFTER, ASKED_UNTIL = 91, 150
MOST_A_ROUND = 20
NOT_HELD = _("Mark the training as held first. Certificates are for those who came.")


def _log(verb: str, by: Actor, meeting: Meeting, *fields: str) -> None:
    log(verb, by=by, about=meeting, fields=fields, region_id=meeting.region_id)


@transaction.atomic
def describe_training(*, by: Actor, meeting: Meeting, seen: int, theme: Term | None, level: str) -> Training:
    """Say what a training is about and for whom, so that it is found in the calendar."""
    require(by, rules.edit_meeting, meeting)
    row, _is_new = Training.objects.get_or_create(meeting=meeting)
    # A training that nobody had described yet was seen as version 0.
    if fields := change(row, seen=seen or row.version, theme=theme, level=level):
        _log("meetings.describe_training", by, meeting, *fields)
        publish_meeting(meeting)
    return row


@transaction.atomic
def choose_materials(*, by: Actor, meeting: Meeting, resources: Iterable[Resource]) -> None:
    """What there is to read and to use for a training: those that are ticked, and no others."""
    require(by, rules.edit_meeting, meeting)
    wanted = {resource.pk for resource in resources}
    known = set(meeting.materials.values_list("resource", flat=True))
    Material.objects.filter(meeting=meeting).exclude(resource__in=wanted).delete()
    for key in sorted(wanted - known):
        insert(Material(meeting=meeting, resource_id=key))
    if wanted != known:
        _log("meetings.choose_materials", by, meeting, "materials")
        publish_meeting(meeting)


# Certificates.


@transaction.atomic
def offer_certificates(*, by: Actor, meeting: Meeting) -> int:
    """Give all who came by name the right to a certificate, and send the link to those with an address.

    Each gets the mail once; returns how many mails were queued.
    """
    require(by, rules.edit_meeting, meeting)
    _check_held(meeting)
    Meeting.plain.select_for_update().get(pk=meeting.pk)
    queued = 0
    for participant in named_participants(meeting):
        row, _is_new = Certificate.objects.get_or_create(participant=participant)
        if row.sent_at is None and row.withdrawn_on is None and address_of(participant):
            Certificate.objects.filter(pk=row.pk).update(sent_at=timezone.now())
            queue(CERTIFICATE_LETTER, {"certificate": str(row.pk)})
            queued += 1
    _log("meetings.offer_certificates", by, meeting)
    return queued


def _check_held(meeting: Meeting) -> None:
    if meeting.state != MeetingState.HELD:
        raise Refused(NOT_HELD)


@transaction.atomic
def issue_certificate(*, by: Actor, certificate: Certificate) -> Certificate:
    """Issue a certificate, by its link or at the desk. A second time changes nothing."""
    require(by, rules.hold_certificate, certificate)
    meeting = certificate.participant.meeting
    _check_held(meeting)
    if over := certificate_over(certificate):
        raise Refused(over)
    if certificate.issued_on is None:
        change(certificate, seen=certificate.version, issued_on=timezone.localdate())
        _log("meetings.issue_certificate", by, meeting)
    return certificate


@transaction.atomic
def take_certificate_back(*, by: Actor, certificate: Certificate) -> None:
    """End a certificate and its link; its number is told as taken back. A second time gives it again."""
    require(by, rules.keep_certificate, certificate)
    today = None if certificate.withdrawn_on else timezone.localdate()
    change(certificate, seen=certificate.version, withdrawn_on=today)
    _log("meetings.take_certificate_back", by, certificate.participant.meeting)


@handles(CERTIFICATE_LETTER)
def send_certificate_letter(payload: dict[str, Any]) -> None:
    """Write and send the mail with the link; whoever was erased or left meanwhile gets none."""
    with every_region("a mail about a certificate"):
        row = Certificate.objects.filter(pk=payload["certificate"], withdrawn_on=None).select_related(*PERSON).first()
        if row and (to := address_of(row.participant)) and not wants_no_mail([to]):
            send_mail(certificate_letter(row, to))


PERSON = ("participant__contact", "participant__meeting__region", "participant__meeting__network")


# The question three months later.


@each_minute
@transaction.atomic
def ask_about_use() -> int:
    """Ask all who came to trainings three months ago and have an address; each training once. Returns how many."""
    today = timezone.localdate()
    span = (today - timedelta(days=ASKED_UNTIL), today - timedelta(days=ASKED_AFTER))
    with every_region("asking who came to trainings"):
        due = Meeting.objects.filter(kind=MeetingKind.TRAINING, state=MeetingState.HELD, day__range=span)
        waiting = due.exclude(training__asked_on__isnull=False).order_by("day", "pk")
        return sum(_ask(meeting) for meeting in waiting[:MOST_A_ROUND])


def _ask(meeting: Meeting) -> int:
    today = timezone.localdate()
    row, _is_new = Training.objects.get_or_create(meeting=meeting)
    # Whoever sets the day asks: two workers ask once.
    if not Training.objects.filter(pk=row.pk, asked_on__isnull=True).update(asked_on=today):
        return 0
    last_day = today + timedelta(days=QUESTION_DAYS)
    asked = [person for person in named_participants(meeting) if address_of(person)]
    for person in asked:
        question = insert(UseQuestion(participant=person, last_day=last_day))
        queue(USE_LETTER, {"question": str(question.pk)})
    _log("meetings.ask_about_use", SYSTEM, meeting)
    return len(asked)


@handles(USE_LETTER)
def send_use_letter(payload: dict[str, Any]) -> None:
    """Write and send the question; whoever was erased or left meanwhile gets none."""
    with every_region("a mail after a training"):
        row = UseQuestion.objects.filter(pk=payload["question"]).select_related(*PERSON).first()
        if row and (to := address_of(row.participant)) and not wants_no_mail([to]):
            send_mail(use_letter(row, to))


@transaction.atomic
def answer_use(*, by: Actor, question: UseQuestion, answer: str) -> None:
    """Count an answer and forget who was asked: nothing ties the two together, not even the log."""
    require(by, rules.answer_use_question, question)
    meeting = question.participant.meeting
    # Whoever deletes the question counts: sent twice, it counts once.
    deleted, _rows = UseQuestion.objects.filter(pk=question.pk).delete()
    if deleted:
        row, _is_new = UseCount.objects.get_or_create(meeting=meeting, answer=answer)
        UseCount.objects.filter(pk=row.pk).update(people=F("people") + 1)
        log("meetings.answer_use", by=Actor("link"), about=meeting, region_id=meeting.region_id)


def old_use_questions() -> QuerySet[UseQuestion]:
    """Questions that were not answered in time."""
    return UseQuestion.objects.filter(last_day__lt=timezone.localdate())
