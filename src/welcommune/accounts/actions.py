"""Signing in: mails go through the outbox, and printed sign-in links open one account once."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from welcommune.accounts.models import Account
from welcommune.core.errors import Refused
from welcommune.core.outbox import handles, queue

MAIL = "mail"
SIGN_IN = "accounts.sign-in-link"
SIGN_IN_SECONDS = 24 * 3600


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Ties the sign-in library to the house: mails are queued, accounts are opened by invitation."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, {**context, "email": email})
        queue(MAIL, {"to": email, "subject": message.subject, "body": message.body})

    def is_open_for_signup(self, request: object) -> bool:
        """People are given accounts with their role; nobody opens one alone."""
        return False

    def clean_email(self, email: str) -> str:
        return str(super().clean_email(email)).lower()


@handles(MAIL)
def send_mail(payload: dict[str, Any]) -> None:
    """Send one queued plain-text mail; raises when the mail server refuses. Answers go to the people of the network."""
    answers = import_string(settings.REPLY_ADDRESS)()
    EmailMessage(
        payload["subject"], payload["body"], settings.DEFAULT_FROM_EMAIL, [payload["to"]],
        reply_to=[answers] if answers else None, headers=payload.get("headers"),
    ).send()  # fmt: skip


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
