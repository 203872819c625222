"""What is kept about people who sign in, and about whoever gets mail: this room's part of the register."""

from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.actions.people import erase_account
from welcommune.accounts.models import (
    UNTIL_ASKED,
    Account,
    Basis,
    CollectedMail,
    ConsentEvent,
    Ending,
    Erasure,
    Keeping,
    Kept,
    MailWish,
    Rows,
    Seen,
    delete,
    keeps,
)
from welcommune.core.access import SYSTEM
from welcommune.core.models import AuditEvent, ExternalId, MessageState, OutboxMessage, Source
from welcommune.search.models import Entry, Word

AT_ONCE = 1000
SENT_DAYS, GIVEN_UP_DAYS, LOG_DAYS = 30, 90, 7 * 365
SIGNED_IN_DAYS = -(-settings.SESSION_COOKIE_AGE // 86400)


def _erase_accounts(rows: Rows) -> None:
    for account in rows:
        erase_account(by=SYSTEM, account=account)


def letting_go(over: Callable[[], Rows]) -> Callable[[], int]:
    """Deletes some of the rows that are over; for rows that nothing but a fixed time holds."""

    def let_go() -> int:
        keys = list(over().order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        # A plain set of rows: the log's own refuses to delete, and this is the one place that may.
        QuerySet(over().model).filter(pk__in=keys).delete()
        return len(keys)

    return let_go


def ends_after(days: int, over: Callable[[], Rows]) -> Ending:
    """The ending of rows that are deleted without more ado."""
    return Ending(days, over, letting_go(over))


def _ended_sessions() -> Rows:
    return Session.objects.filter(expire_date__lt=timezone.now())


def _old_messages() -> Rows:
    now = timezone.now()
    sent = Q(state=MessageState.SENT, done_at__lt=now - timedelta(days=SENT_DAYS))
    given_up = Q(state=MessageState.DEAD, created_at__lt=now - timedelta(days=GIVEN_UP_DAYS))
    return OutboxMessage.objects.filter(sent | given_up)


def _old_marks() -> Rows:
    return CollectedMail.objects.filter(day__lt=timezone.localdate() - timedelta(days=1))


def _old_lines() -> Rows:
    return AuditEvent.objects.filter(created_at__lt=timezone.now() - timedelta(days=LOG_DAYS))


keeps(
    Keeping(
        "accounts.people", _("People who sign in"), _("To sign in, and to be known by name at the table."), Basis.TASK,
        UNTIL_ASKED, (Seen.PERSON, Seen.COORDINATOR),
        (
            Kept(
                Account, names=("name",), emails=("email",),
                others=("password", "last_login", "language"), region="", goes=_erase_accounts,
            ),
            Kept(Authenticator, links=("user",), others=("data", "last_used_at"), region=""),
        ),
    ),
    Keeping(
        "accounts.sessions", _("Who is signed in now"), _("To stay signed in from page to page."), Basis.TASK,
        _("%(period)s after the last sign-in"), (Seen.NOBODY,),
        (Kept(Session, others=("session_data",), region=""),), ends_after(SIGNED_IN_DAYS, _ended_sessions),
    ),
    Keeping(
        "accounts.mail", _("Mails that wait"), _("To send them. What was sent is emptied at once."), Basis.TASK,
        _("%(period)s after sending"), (Seen.NOBODY,),
        (Kept(OutboxMessage, words=("payload",), region="", mentioned=delete),),
        ends_after(SENT_DAYS, _old_messages),
    ),
    Keeping(
        "accounts.wishes", _("Which mails somebody wants"), _("So that nobody gets mail that they do not want."),
        Basis.INTEREST, UNTIL_ASKED, (Seen.PERSON,), (Kept(MailWish, others=("mark",), region=""),),
    ),
    Keeping(
        "accounts.last-mail", _("The day of the last mail to an address"), _("So that nobody gets two mails a day."),
        Basis.INTEREST, _("%(period)s after sending"), (Seen.NOBODY,),
        (Kept(CollectedMail, others=("mark",), region=""),), ends_after(2, _old_marks),
    ),
    Keeping(
        "accounts.log", _("The log: who changed what, without what it says"), _("To answer for what was done."),
        Basis.DUTY, _("%(period)s after the change"), (Seen.FACILITATOR, Seen.COORDINATOR, Seen.AUDITOR),
        (Kept(AuditEvent, others=("actor_id", "object_id"), region=""),), ends_after(LOG_DAYS, _old_lines),
    ),
    Keeping(
        "accounts.consents", _("What people agreed to, and when"), _("To prove that they agreed."), Basis.DUTY,
        UNTIL_ASKED, (Seen.PERSON, Seen.FACILITATOR),
        (Kept(ConsentEvent, words=("how",), others=("object_id", "noted_by"), region=""),),
    ),
    Keeping(
        "accounts.erased", _("Numbers of records that were erased"),
        _("So that a backup that is brought back does not bring them back."), Basis.DUTY,
        _("as long as there are backups"), (Seen.NOBODY,), (Kept(Erasure, others=("record_id",), region=""),),
    ),
    Keeping(
        "accounts.index", _("The words by which records are found"), _("To search. It follows the records."),
        Basis.TASK, _("as long as the record is kept"), (Seen.EVERYBODY,),
        (
            Kept(Entry, others=("titles", "texts", "aliases", "marks"), region=""),
            Kept(Word, others=("key", "backwards"), region=""),
            Kept(Source, words=("text", "doubt"), region=""),
            Kept(ExternalId, words=("value",), region="", mentioned=delete),
        ),
    ),
)  # fmt: skip
