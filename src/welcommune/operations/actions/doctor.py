"""The examination: all findings, those included for which something has to be tried: a row, a mail."""

from dataclasses import replace
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import Error, connection, transaction

from welcommune.operations.models import LastDone, Work
from welcommune.operations.queries import Finding, Level, quick_findings, settings_findings, unsafe_settings
from welcommune.operations.queries.findings import bad, good
from welcommune.operations.queries.standing import (
    backup_findings,
    clock_finding,
    fonts_finding,
    mail_finding,
    outbox_findings,
)

# Ways on which no mail leaves this machine: nothing would be learned by sending one.
PRINTED = ("console", "dummy")


def reasons_not_to_start() -> list[str]:
    """What is not safe about the settings for a place that others reach, and what to write instead."""
    return [f"{finding.sentence} {finding.remedy}" for finding in map(Finding.plain, unsafe_settings())]


def examine(*, integrity: bool = False, mail_to: str = "") -> list[Finding]:
    """Everything there is to find. What needs the database is left out where it does not answer or is not migrated."""
    found = [*map(_with_reason, quick_findings()), *settings_findings()]
    stands = not any(finding.level == Level.BAD for finding in found if finding.about in {"database", "migrations"})
    if stands:
        found += [_try_row(), *outbox_findings(), clock_finding(), *backup_findings()]
        found += [_integrity()] if integrity else []
    found += [_try_mail(mail_to) if mail_to else mail_finding(), fonts_finding()]
    return [finding.plain() for finding in found]


def _with_reason(finding: Finding) -> Finding:
    """What the database says for itself where it does not answer: for the terminal only."""
    if (finding.about, finding.level) != ("database", Level.BAD):
        return finding
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations")
    except Error as error:
        return replace(finding, sentence=f"{finding.plain().sentence} {str(error).strip().partition(chr(10))[0]}")
    return finding


def _try_row() -> Finding:
    """Write a row, and take it back."""
    try:
        with transaction.atomic():
            LastDone.objects.update_or_create(work=Work.ROUND)
            transaction.set_rollback(True)
    except Error as error:
        sentence = f"A row could not be written: {type(error).__name__}."
        return bad("database", sentence, "Look for a full disk, a lock that is held, or rights that were taken away.")
    return good("database", "A row was written and taken back.")


def _integrity() -> Finding:
    """What SQLite finds broken in its file; PostgreSQL has a tool of its own for that."""
    if connection.vendor != "sqlite":
        return good("integrity", "PostgreSQL is examined by its own tool: pg_amcheck --all.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(5)")
        told = [line for (line,) in cursor.fetchall() if line != "ok"]
    if told:
        remedy = "Stop the service, keep a copy of the data folder, and restore the last backup into a new one."
        return bad("integrity", f"The file of the database is damaged: {told[0]}", remedy)
    return good("integrity", "SQLite finds nothing broken in its file.")


def _try_mail(to: str) -> Finding:
    """Send a mail now, not through the outbox, and tell what the server answered."""
    way = settings.EMAIL_BACKEND.split(".")[-2]
    if way in PRINTED:
        return mail_finding()
    try:
        validate_email(to)
    except ValidationError:
        return bad("mail", f"{to} is no address.", "Write it like you@example.org.")
    text = f"This mail was sent by welcommune doctor, to see whether mail goes out.\n\n{settings.SITE_ADDRESS}\n"
    try:
        EmailMessage("Welcommune can send mail", text, settings.DEFAULT_FROM_EMAIL, [to]).send()
    except (SMTPException, OSError) as error:
        sentence = f"The mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT} did not take the mail: {error}"
        return bad("mail", sentence, "Compare EMAIL_URL with what the provider of the mail server writes.")
    told = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} took the mail" if way == "smtp" else f"{way} took the mail"
    return good("mail", f"{told} to {to}. Look whether it arrives, and not among unwanted mail.")
