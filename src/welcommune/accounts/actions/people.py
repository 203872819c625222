"""Signing in and the account itself: mails go through the outbox, links and codes open one thing once."""

import hmac
import time
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from welcommune.accounts.actions.mail import queue_letter, queue_mail
from welcommune.accounts.actions.traces import erase_address, erase_again
from welcommune.accounts.models import Account, ConsentEvent, Erasure, MailRhythm, MailWish, new_sessions_key
from welcommune.accounts.queries import held_about, mark_of, person_of
from welcommune.core import personal
from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.errors import Enough, Refused
from welcommune.core.limits import times_today
from welcommune.core.models import OutboxMessage
from welcommune.core.saving import check

SIGN_IN = "accounts.sign-in-link"
SIGN_IN_SECONDS = 24 * 3600
CODE = "code"
CODE_SECONDS = 15 * 60
CODE_TRIES = 3
MOST_FROM_ONE_SENDER, MOST_TO_ONE_ADDRESS = 20, 3

# What the sign-in library tells people, in our words; what is empty goes without saying.
TOLD: dict[str | None, Any] = {
    "account/messages/logged_in.txt": "",
    "account/messages/login_code_sent.txt": "",
    "mfa/messages/totp_activated.txt": gettext_lazy("Your app is set up. It is asked for when you sign in."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app is no longer asked for."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("You have new recovery codes. Keep them on paper."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Your passkey is set up."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is removed."),
}
WAYS = {
    "mfa_reauthenticate:webauthn": gettext_lazy("Use a passkey"),
    "mfa_reauthenticate": gettext_lazy("Use the app or a recovery code"),
    "reauthenticate": gettext_lazy("Use your password"),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Ties the sign-in library to the house: mails are queued, accounts are opened by invitation."""

    # Said of codes that were asked for, too, where nothing failed.
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": gettext_lazy("Tried too often in a short time. Wait five minutes, then try again.")
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, {**context, "email": email})
        queue_letter({"to": email, "subject": message.subject, "body": message.body})

    def is_open_for_signup(self, request: object) -> bool:
        """People are given accounts with their role; nobody opens one alone."""
        return False

    def clean_email(self, email: str) -> str:
        return str(super().clean_email(email)).lower()

    def add_message(
        self, request: Any, level: int, message_template: str | None = None, *more: Any, **told: Any
    ) -> None:
        if message_template not in TOLD:
            super().add_message(request, level, message_template, *more, **told)
        elif TOLD[message_template]:
            super().add_message(request, level, message=str(TOLD[message_template]))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The strongest first; a password does not stand in for a second factor. Who has neither gets a code."""
        ways = {way["id"]: way for way in super().get_reauthentication_methods(user)}
        strong = [way for way in ways if way.startswith("mfa")]
        by_mail = {"id": CODE, "description": _("A code by e-mail"), "url": reverse("accounts_confirm")}
        return [ways[way] | {"description": WAYS[way]} for way in WAYS if way in (strong or ways)] or [by_mail]

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:
        """Our own views ask for a recent sign-in, of people without a password too: ``views.fresh``."""
        return False


# Printed links.


def issue_sign_in_link(account: Account) -> str:
    """A signed token that signs ``account`` in; it ends after a day, and when the account last signed in changes."""
    last = account.last_login.isoformat() if account.last_login else ""
    return signing.dumps({"account": str(account.pk), "last": last}, salt=SIGN_IN)


def redeem_sign_in_link(token: str) -> Account:
    """The account that a sign-in token stands for; refuses one that ended, was used, or was changed."""
    try:
        content = signing.loads(token, salt=SIGN_IN, max_age=SIGN_IN_SECONDS)
        account = Account.objects.get(pk=UUID(content["account"]), is_active=True)
    except (signing.BadSignature, Account.DoesNotExist, KeyError, ValueError) as error:
        raise Refused(_("This link has ended or was cut. Ask for a new one, or sign in with your e-mail.")) from error
    last = account.last_login.isoformat() if account.last_login else ""
    if content["last"] != last:
        raise Refused(_("This link was used already. Sign in with your e-mail."))
    return account


# Codes that prove a mailbox while somebody is signed in. Their state waits in the session.

Pending = dict[str, Any]


def send_confirmation_code(*, account: Account) -> Pending:
    """Mail a code to the account's own address: whoever reads it is still the person who signed in."""
    return _send_code(account, account.email, "accounts/mail/confirm.txt", _("Your code for your account"))


def send_address_code(*, account: Account, email: str) -> Pending:
    """Mail a code to a new address. Who owns an address that is taken is told so there, and nowhere else."""
    email = email.lower()
    if email == account.email:
        raise Refused(_("This is your address already. Write the new one."), field="email")
    if Account.objects.filter(email=email).exists():
        queue_mail(email, account.language, _("Your address at Welcommune"), "accounts/mail/address_taken.txt")
        return _pending(email, "")
    return _send_code(account, email, "accounts/mail/new_address.txt", _("Your code for your new address"))


def _send_code(account: Account, to: str, template: str, subject: str) -> Pending:
    pending = _pending(to, str(get_adapter().generate_login_code()))
    queue_mail(to, account.language, subject, template, code=pending["code"], name=account.name)
    return pending


def _pending(address: str, code: str) -> Pending:
    return {"address": address, "code": code, "until": time.time() + CODE_SECONDS, "tries": CODE_TRIES}


def check_code(pending: Pending, typed: str) -> None:
    """Refuse a code that is wrong, too old, or tried too often; a wrong one uses up a try."""
    if time.time() > pending["until"] or pending["tries"] <= 0:
        raise Refused(_("This code has ended. Ask for a new one."), field="code")
    pending["tries"] -= 1
    same = hmac.compare_digest(_bare(typed).encode(), _bare(pending["code"]).encode())
    if not pending["code"] or not same:
        raise Refused(_("This is not the code that we sent. Look at the e-mail again."), field="code")


def _bare(code: str) -> str:
    return "".join(character for character in code.upper() if character.isalnum())


# The account.


@transaction.atomic
def edit_account(*, by: Actor, account: Account, name: str, language: str) -> Account:
    """Change how others at the table see a person, and the language of their mails."""
    changed = [field for field, value in (("name", name), ("language", language)) if getattr(account, field) != value]
    account.name, account.language = name, language
    check(account)
    if changed:
        account.save(update_fields=changed)
        log("accounts.edit_account", by=by, about=account, fields=changed)
    return account


@transaction.atomic
def change_address(*, by: Actor, account: Account, pending: Pending, code: str) -> Account:
    """Move the account to the address that the code was sent to; the old address is told."""
    check_code(pending, code)
    old, account.email = account.email, pending["address"]
    check(account)
    account.save(update_fields=["email"])
    log("accounts.change_address", by=by, about=account, fields=["email"])
    queue_mail(old, account.language, _("Your address was changed"), "accounts/mail/address_changed.txt")
    return account


@transaction.atomic
def set_password(*, by: Actor, account: Account, password: str) -> Account:
    """Give the account a password beside the code; other sessions end."""
    account.set_password(password)
    account.save(update_fields=["password"])
    log("accounts.set_password", by=by, about=account, fields=["password"])
    queue_mail(account.email, account.language, _("A password was set"), "accounts/mail/password_set.txt")
    return account


@transaction.atomic
def remove_password(*, by: Actor, account: Account) -> Account:
    """Take the password away; the code by e-mail remains."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    log("accounts.remove_password", by=by, about=account, fields=["password"])
    return account


@transaction.atomic
def end_sessions(*, by: Actor, account: Account) -> Account:
    """End every session of the account on every device."""
    account.sessions_key = new_sessions_key()
    account.save(update_fields=["sessions_key"])
    log("accounts.end_sessions", by=by, about=account, fields=["sessions_key"])
    return account


# The library keeps passkeys, apps and recovery codes by itself, and says so by signals of its own.


@receiver(authenticator_added)
@receiver(authenticator_reset)
def note_new_way(user: Account, authenticator: Authenticator, **_more: Any) -> None:
    """A line in the log, and a mail: who did not do it themselves has to learn of it."""
    log("accounts.add_way", by=Actor("account", user.pk), about=user, fields=[authenticator.type])
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        subject = _("A new way to sign in to your account")
        queue_mail(user.email, user.language, subject, "accounts/mail/new_way.txt")


@receiver(authenticator_removed)
def note_way_gone(user: Account, authenticator: Authenticator, **_more: Any) -> None:
    """A line in the log."""
    log("accounts.remove_way", by=Actor("account", user.pk), about=user, fields=[authenticator.type])


@transaction.atomic
def export_data(*, by: Actor, account: Account) -> dict[str, Any]:
    """All that the installation holds about a person, by room."""
    log("accounts.export_data", by=by, about=account)
    return personal.collect(person_of(account))


@transaction.atomic
def erase_account(*, by: Actor, account: Account, again: bool = False) -> Erasure:
    """Erase a person: rooms take their rows away or their name off them; the log keeps the bare identifier.

    ``again`` stands for a restored backup that has brought the person back: no reason holds against it.
    """
    log("accounts.erase_account", by=by, about=account)
    erasure, _new = Erasure.objects.update_or_create(record_id=account.pk)
    erase_address(account.email, account.name)
    personal.erase(personal.Person(account.pk, account.email, must_go=again))
    return erasure


@transaction.atomic
def replay_erasures(*, by: Actor, ids: Iterable[UUID]) -> int:
    """Erase again whoever and whatever a restored backup has brought back; returns how many there were."""
    keys = list(ids)
    found = list(Account.objects.filter(pk__in=keys).order_by("pk"))
    for account in found:
        erase_account(by=by, account=account, again=True)
    return len(found) + erase_again(keys)


def _erase(person: personal.Person) -> None:
    """The account with its ways to sign in, its sessions, and mails that still wait for it."""
    OutboxMessage.objects.filter(payload__to=person.email).delete()
    mine = (row.pk for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") == str(person.id))
    Session.objects.filter(pk__in=list(mine)).delete()
    # "Never" stays: it holds no address, and a mail that was not wanted is not wanted later.
    MailWish.objects.filter(mark=mark_of(person.email)).exclude(rhythm=MailRhythm.NEVER).delete()
    ConsentEvent.objects.filter(noted_by=person.id).update(noted_by=None)
    Account.objects.filter(pk=person.id).delete()


personal.holds(
    "accounts", Account, Authenticator, Session, OutboxMessage, MailWish, ConsentEvent,
    collect=held_about, erase=_erase,
)  # fmt: skip


def is_to_be_written(what: str, *, email: str, sender: str) -> bool:
    """Count one request of a kind, and say whether a mail goes to the address.

    ``sender`` is where the request came from: too many a day from one place are refused, too many
    to one address are dropped without a word.
    """
    if times_today(f"{what}:sender", sender) > MOST_FROM_ONE_SENDER:
        raise Enough(_("Too many requests came from your connection today. Try again tomorrow."))
    return times_today(f"{what}:address", email) <= MOST_TO_ONE_ADDRESS
