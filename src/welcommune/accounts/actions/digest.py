"""The mail of the day: what every topic has to tell an address, in one mail, once.

The first round after seven in the morning writes the row of the day and queues one message for each
reader, in one transaction. Handling a message moves ``told_until`` of each topic and queues the mail
in one transaction: a worker that dies at any step neither repeats nor loses one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext, override

from welcommune.accounts.actions.mail import MORNING, is_first_today, queue_letter, spoken
from welcommune.accounts.models import MailDay, MailRhythm, MailWish, Point, Topic, topics
from welcommune.accounts.queries import choose_address, leave_token, mark_of, wishes_of
from welcommune.core.access import Actor
from welcommune.core.addresses import site_host, whole_address
from welcommune.core.audit import log
from welcommune.core.outbox import each_minute, handles, queue
from welcommune.core.tenancy import every_region

DAY_MAIL = "accounts.day-mail"
Told = list[tuple[Topic, list[Point], MailWish]]


@each_minute
def queue_digests() -> int:
    """Queue the mails of the day once it is time; returns how many."""
    now = timezone.localtime()
    if now.time() < MORNING or MailDay.objects.filter(day=now.date()).exists():
        return 0
    with transaction.atomic(), every_region("the mail of the day"):
        _row, is_mine = MailDay.objects.get_or_create(day=now.date())
        readers = {one.address.lower(): one for topic in topics() for one in topic.readers()} if is_mine else {}
        for address, reader in sorted(readers.items()):
            queue(DAY_MAIL, {"to": address, "language": reader.language, "until": now.isoformat()})
    return len(readers)


@handles(DAY_MAIL)
def write_digest(payload: dict[str, Any]) -> None:
    """Put all that is due for an address into one mail; nothing to tell, no mail."""
    until, mark = datetime.fromisoformat(payload["until"]), mark_of(payload["to"])
    with every_region("the mail of the day"), override(spoken(payload["language"])):
        told = _due(payload["to"], mark, until)
        if not told:
            return
        mail = _mail(mark, told, until) | {"to": payload["to"]}
        with transaction.atomic():
            if all([_note(wish, until) for _topic, _points, wish in told]) and is_first_today(payload["to"]):
                queue_letter(mail)
            else:  # Another worker has told of it meanwhile; or another mail has come today, and it is told tomorrow.
                transaction.set_rollback(True)


def _due(address: str, mark: str, until: datetime) -> Told:
    wishes, found = wishes_of(mark), []
    for topic in topics():
        wish = wishes[topic.code]
        last = timezone.localtime(wish.told_until).date() if wish.told_until else None
        if MailRhythm(wish.rhythm).is_due(last, timezone.localtime(until).date()):
            found.append((topic, topic.points(address, wish.told_until), wish))
    return [one for one in found if one[1]]


def _note(wish: MailWish, until: datetime) -> bool:
    known = {"mark": wish.mark, "topic": wish.topic}
    row, _new = MailWish.objects.get_or_create(**known, defaults={"rhythm": wish.rhythm})
    return bool(MailWish.objects.filter(pk=row.pk, told_until=wish.told_until).update(told_until=until))


def _mail(mark: str, told: Told, until: datetime) -> dict[str, Any]:
    """Text and headers, in the active language."""
    leave = whole_address("accounts_mail_leave", token=leave_token(mark, [topic.code for topic, *_more in told]))
    many = sum(len(points) for _topic, points, _wish in told)
    subject = ngettext("%(num)s thing waits for you", "%(num)s things wait for you", many) % {"num": many}
    sections = [(topic, points) for topic, points, _wish in told]
    shown = {"sections": sections, "choose": choose_address(mark), "leave": leave, "subject": subject}
    return {
        "subject": subject, "body": render_to_string("accounts/mail/day.txt", shown), "leave": leave,
        "headers": {"Message-ID": f"<{mark[:32]}.{until:%Y%m%d}@{site_host()}>"},
    }  # fmt: skip


@transaction.atomic
def choose_mail(*, by: Actor, mark: str, chosen: Mapping[str, str]) -> list[MailWish]:
    """Other wishes from now on, by topic; returns those that have changed."""
    changed = []
    for code, rhythm in chosen.items():
        row = wishes_of(mark)[code]
        if row._state.adding or row.rhythm != rhythm:
            row.rhythm = rhythm
            row.save()
            log("accounts.choose_mail", by=by, about=row, fields=["rhythm"])
            changed.append(row)
    return changed
