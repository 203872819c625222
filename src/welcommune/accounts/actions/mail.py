"""Every mail of the house goes through here: well set, from us by its headers, answered by people.

A mail that is not an answer to the reader's own act carries a way to leave it (RFC 2369, RFC 8058);
whoever writes such a mail gives the address as ``leave``.
"""

import re
import textwrap
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import Truncator
from django.utils.translation import get_language, override

from welcommune.accounts.models import CollectedMail
from welcommune.accounts.queries import mark_of
from welcommune.core.addresses import site_host
from welcommune.core.ids import new_id
from welcommune.core.outbox import handles, queue

MAIL = "mail"
WIDTH, LONGEST_SUBJECT = 72, 78
MORNING = time(7)
# What the lines after the first of a paragraph stand under: the text of a point, not its mark.
INDENT = re.compile(r"(?:\* )|\s*")


@handles(MAIL)
def send_mail(payload: dict[str, Any]) -> None:
    """Send one plain-text mail; raises when the mail server refuses.

    Answers go to ``reply_to``, without one to the people of the network.
    """
    answers = payload.get("reply_to") or import_string(settings.REPLY_ADDRESS)()
    message = EmailMessage(
        one_line(payload["subject"]), well_set(payload["body"]), settings.DEFAULT_FROM_EMAIL, [payload["to"]],
        reply_to=[answers] if answers else None, headers=_headers(payload),
    )  # fmt: skip
    for file in payload.get("attachments", []):
        message.attach(file["name"], file["content"], file["type"])
    message.send()


def _headers(payload: dict[str, Any]) -> dict[str, str]:
    told = {"Auto-Submitted": "auto-generated", "Message-ID": f"<{new_id()}@{site_host()}>"}
    if leave := payload.get("leave"):
        told |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    told.update(payload.get("headers", {}))
    return told


def queue_letter(mail: dict[str, Any]) -> None:
    """Queue a mail under a name of its own: sent twice after a crash, mail systems keep one of the two."""
    name = {"Message-ID": f"<{new_id()}@{site_host()}>", "Content-Language": get_language() or ""}
    queue(MAIL, mail | {"headers": name | mail.get("headers", {})})


def queue_mail(to: str, language: str, subject: str, template: str, reply_to: str = "", **facts: Any) -> None:
    """Queue a plain-text mail; ``subject`` was made by whoever calls, the text is rendered in ``language``."""
    with override(spoken(language)):
        body = render_to_string(template, {**facts, "site": settings.SITE_ADDRESS})
        queue_letter({"to": to, "subject": one_line(subject), "body": body, "reply_to": reply_to})


def spoken(language: str) -> str:
    """The language itself where the site speaks it, else the first that it speaks."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def is_first_today(address: str) -> bool:
    """Whether an address got no mail yet today that collects things; from now on it did.

    To be asked in the transaction that queues such a mail: one a day, whatever it is about. The rest waits a day.
    """
    today = timezone.localdate()
    row, is_new = CollectedMail.objects.get_or_create(mark=mark_of(address), defaults={"day": today})
    return is_new or bool(CollectedMail.objects.filter(pk=row.pk, day__lt=today).update(day=today))


def tomorrow_morning() -> datetime:
    """When what had to wait is tried again."""
    return datetime.combine(timezone.localdate() + timedelta(days=1), MORNING, timezone.get_current_timezone())


def site_address(name: str, language: str, *args: Any) -> str:
    """The whole address of a page in a language, for mails."""
    with override(spoken(language)):
        return settings.SITE_URL + reverse(name, args=args)


def one_line(subject: str) -> str:
    """A subject on one line, no longer than mail programs show."""
    return Truncator(" ".join(subject.split())).chars(LONGEST_SUBJECT)


def well_set(body: str) -> str:
    """The text at 72 columns, links whole, one empty line between paragraphs."""
    text = "\n".join(line for raw in body.splitlines() for line in _set(raw.rstrip()))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _set(line: str) -> Iterator[str]:
    found = INDENT.match(line)
    indent = " " * len(found[0]) if found else ""
    yield from textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [""]  # fmt: skip
