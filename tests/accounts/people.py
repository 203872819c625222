"""A person in front of the sign-in pages, as the tests of this room play them."""

import base64
import hmac
import re
import time
from typing import Any

from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from welcommune.accounts.actions import issue_sign_in_link
from welcommune.accounts.models import Account
from welcommune.core.outbox import drain

ME = "/en/account/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def fresh_client(account: Account) -> Client:
    """A browser in which somebody has just signed in by a link; past their second factor, if they have one."""
    client = Client()
    answer = client.post(f"{ME}enter/{issue_sign_in_link(Account.objects.get(pk=account.pk))}/")
    if answer["Location"].endswith("/sign-in/second-factor/"):
        client.post(answer["Location"], {"code": app_code(account)})
    return client


def give_app(account: Account) -> Authenticator:
    """Set up an app with codes."""
    return Authenticator.objects.create(user=account, type="totp", data={"secret": SECRET})


def app_code(account: Account) -> str:
    """What the app shows now."""
    return code_of(Authenticator.objects.get(user=account, type="totp").data["secret"])


def code_of(secret: str, later: int = 0) -> str:
    """What an app with this key shows (RFC 6238), ``later`` so many steps of half a minute."""
    counter = int(time.time()) // 30 + later
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def mailed() -> Any:
    """The last mail, once the worker has sent what waits."""
    drain()
    return mail.outbox[-1]


def mailed_code() -> str:
    """The code in the last mail."""
    return re.search(r"code: (\S+)", mailed().body).group(1)
