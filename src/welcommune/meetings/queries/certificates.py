"""Certificates of attendance, the links to them, and the question three months after a training."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from welcommune.core import ui
from welcommune.core.access import Actor
from welcommune.core.addresses import site_host, whole_address
from welcommune.core.errors import Refused
from welcommune.core.text import Translated
from welcommune.library.models import Resource, public_resources
from welcommune.meetings.models import (
    Certificate,
    Material,
    Meeting,
    MeetingInvitation,
    Participant,
    Training,
    Use,
    UseCount,
    UseQuestion,
)
from welcommune.meetings.queries.calendar import meeting_address, meeting_title
from welcommune.meetings.queries.letters import inviter, when_words, where_words
from welcommune.meetings.queries.links import LINK_OVER, leave_address
from welcommune.network.sums import THRESHOLD, Cell, hide_small

CERTIFICATE, USE = "meetings.certificate", "meetings.use"
# The link in the mail; whoever has printed or kept the page needs it no more.
LINK_AGE = timedelta(days=180)
# How long the question can be answered. What was answered is shown after that, so that no answer is seen coming in.
QUESTION_DAYS = 30


def named_participants(meeting: Meeting) -> QuerySet[Participant]:
    """Those who came and are noted by name, each for themselves."""
    by_name = Q(contact__isnull=False) | ~Q(person="")
    return meeting.participants.filter(by_name, people=1).select_related("contact", "organisation").order_by("pk")


def name_of(participant: Participant) -> str:
    """The name as attendance has it."""
    return participant.contact.name if participant.contact else participant.person


def addresses_of(participants: list[Participant]) -> dict[UUID, str]:
    """Where mail goes: the contact's address, else that of the place on the guest list; one query."""
    found = {row.pk: row.contact.email for row in participants if row.contact and row.contact.email}
    # The invitation's key is the participant's too.
    by_hand = MeetingInvitation.objects.filter(pk__in=[row.pk for row in participants if row.pk not in found])
    return dict(by_hand.exclude(email="").order_by("pk").values_list("pk", "email")) | found


def address_of(participant: Participant) -> str:
    """Where mail to one who came goes; empty where no address is known."""
    return addresses_of([participant]).get(participant.pk, "")


def certificate_over(certificate: Certificate) -> str:
    """Why nothing can be issued, in words; empty where it can."""
    return _("This certificate was taken back. Ask whoever held the training.") if certificate.withdrawn_on else ""


# Links.


def certificate_address(certificate: Certificate) -> str:
    """The whole address of the page of one certificate, in the active language."""
    return whole_address("meetings:certificate", token=signing.dumps(str(certificate.pk), salt=CERTIFICATE))


def use_address(question: UseQuestion) -> str:
    """The whole address of the page that asks whether somebody uses what they learnt."""
    return whole_address("meetings:use", token=signing.dumps(str(question.pk), salt=USE))


def link_holder(token: str, salt: str) -> Actor:
    """Who acts with the link of a certificate or a question."""
    try:
        return Actor("link", UUID(signing.loads(token, salt=salt, max_age=LINK_AGE)))
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise Refused(LINK_OVER) from error


def _letter(participant: Participant, to: str, template: str, kind: str, key: UUID, link: Any) -> dict[str, Any]:
    """One mail after a training, in the language of the person, else of the region."""
    meeting = participant.meeting
    spoken = participant.contact.language if participant.contact else ""
    own = meeting.region.languages if meeting.region else meeting.network.languages
    known = dict(settings.LANGUAGES)
    with override(next((code for code in (spoken, *own) if code in known), settings.LANGUAGE_CODE)):
        leave = leave_address(to)
        shown = {"name": name_of(participant), "title": meeting_title(meeting), "day": meeting.day, "link": link()}
        lines = render_to_string(template, shown | {"leave": leave, "days": QUESTION_DAYS})
        subject, _newline, body = lines.strip().partition("\n")
        reply_to = (meeting.region.contact_email if meeting.region else "") or meeting.network.contact_email
        return {
            "to": to, "reply_to": reply_to, "subject": " ".join(subject.split()), "body": body.strip() + "\n",
            "leave": leave, "headers": {"Message-ID": f"<{key}.{kind}@{site_host()}>"},
        }  # fmt: skip


def certificate_letter(row: Certificate, to: str) -> dict[str, Any]:
    """The mail with the link to one's own certificate."""
    told = ("meetings/mail/certificate.txt", "certificate", row.pk)
    return _letter(row.participant, to, *told, link=lambda: certificate_address(row))


def use_letter(row: UseQuestion, to: str) -> dict[str, Any]:
    """The mail that asks whether somebody uses what they learnt."""
    return _letter(row.participant, to, "meetings/mail/use.txt", "use", row.pk, link=lambda: use_address(row))


# Pages.


def length_words(minutes: int) -> str:
    """A length of time: "2 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    words = [_("%(n)s h") % {"n": hours}] if hours else []
    return " ".join([*words, *([_("%(n)s min") % {"n": rest}] if rest else [])])


def certificate_page(certificate: Certificate) -> dict[str, Any]:
    """See ``meetings/certificate.html``."""
    meeting = certificate.participant.meeting
    network = meeting.network
    length = length_words(meeting.lasted or 0)
    facts = [
        (_("When"), when_words(meeting)), (_("How long"), length), (_("Where"), where_words(meeting)),
        (_("Held by"), inviter(meeting)),
    ]  # fmt: skip
    return {
        "certificate": certificate, "meeting": meeting, "name": name_of(certificate.participant),
        "title": meeting_title(meeting), "facts": [fact for fact in facts if fact[1]],
        "network_name": network.full_name.best() if network.full_name else network.name,
        "funding": Translated(network.funding_statement).best(), "emblem": network.emblem,
        "over": certificate_over(certificate), "check": whole_address("meetings:certificate_check"),
    }  # fmt: skip


def certificate_by_number(number: str) -> dict[str, Any]:
    """See ``meetings/certificate_check.html``: what a number stands for, without the name."""
    asked = number.strip().upper()[:20].replace("\x00", "")
    issued = Certificate.objects.filter(number=asked, issued_on__isnull=False) if asked else Certificate.objects.none()
    found = issued.select_related("participant__meeting__region", "participant__meeting__network").first()
    meeting = found.participant.meeting if found else None
    title = meeting_title(meeting) if meeting else ""
    return {"asked": asked, "found": found, "meeting": meeting, "title": title}


def use_page(question: UseQuestion) -> dict[str, Any]:
    """See ``meetings/use.html``."""
    meeting = question.participant.meeting
    return {"title": meeting_title(meeting), "day": meeting.day, "address": meeting_address(meeting)}


def training_page(meeting: Meeting) -> dict[str, Any]:
    """See ``meetings/training.html``."""
    rows = list(named_participants(meeting).select_related("certificate", "contact", "organisation"))
    addresses = addresses_of(rows)
    people = [(row, name_of(row), getattr(row, "certificate", None), addresses.get(row.pk, "")) for row in rows]
    training = Training.objects.filter(meeting=meeting).select_related("theme", "offer__organisation").first()
    return {
        "meeting": meeting, "training": training, "people": people,
        "needs": list(training.needs.select_related("theme").order_by("pk")) if training else [],
        "materials": list(materials_of(meeting)), "use": use_words(meeting, training),
    }  # fmt: skip


def materials_of(meeting: Meeting) -> QuerySet[Resource]:
    """What there is to read and to use for a training, as far as it is public."""
    chosen = Material.objects.filter(meeting=meeting).values("resource")
    return public_resources(pk__in=chosen).select_related("publisher").order_by("-dated", "pk")


def resources_near(meeting: Meeting) -> QuerySet[Resource]:
    """What can be chosen for a training: what is public of its region and of its network."""
    near = Q(region__isnull=True, network=meeting.network_id)
    if meeting.region_id:
        near |= Q(region=meeting.region_id)
    return public_resources().filter(near).order_by("-dated", "pk")


def use_words(meeting: Meeting, training: Training | None) -> list[tuple[str, str]]:
    """What was answered: each answer with its number in words; empty before the question has ended."""
    if training is None or training.asked_on is None:
        return []
    if timezone.localdate() <= training.asked_on + timedelta(days=QUESTION_DAYS):
        return []
    counted = dict(UseCount.objects.filter(meeting=meeting).order_by("pk").values_list("answer", "people"))
    total = sum(counted.values())
    if total < THRESHOLD:
        return [(_("Answers"), _("fewer than 5") if total else _("none"))]
    cells = hide_small([Cell(use, counted.get(use, 0), protected=True) for use in Use], total_shown=True)
    hidden = _("not shown, to protect others")
    return [(str(Use(cell.key).label), hidden if cell.hidden else ui.number(cell.count)) for cell in cells]
