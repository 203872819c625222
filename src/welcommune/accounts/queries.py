"""What is known about an account: how it signs in, and all that this room holds about it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.models import Account, Erasure, MailRhythm, MailWish, Topic, topics
from welcommune.core.addresses import whole_address
from welcommune.core.errors import Refused
from welcommune.core.models import AuditEvent
from welcommune.core.personal import Person

# Recovery codes alone are none: they stand in for one that is lost.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def second_factor_of(account: str) -> Exists:
    """Whether the account in the field ``account`` has a second factor, within a query over rows of any kind."""
    return Exists(Authenticator.objects.filter(user=OuterRef(account), type__in=SECOND_FACTORS))


def has_second_factor(account: Account) -> bool:
    """The same, asked about one account."""
    return bool(Authenticator.objects.filter(user=account, type__in=SECOND_FACTORS).exists())


def needs_none(account: Account) -> bool:
    """The fictitious people of a demonstration come in by printed links, and have no telephone to hold a key."""
    return settings.DEMO and account.is_fictitious


CHOOSE, LEAVE = "accounts.mail-choose", "accounts.mail-leave"
CHOOSE_SECONDS = 90 * 24 * 3600
LINK_OVER = _("This link has ended or was cut. Each mail holds a new one.")


@dataclass(frozen=True)
class Methods:
    """How an account signs in."""

    passkeys: list[Authenticator]
    has_app: bool
    has_codes: bool
    has_password: bool

    @property
    def has_second_factor(self) -> bool:
        """Whether something beside mailbox or password is asked for."""
        return self.has_app or bool(self.passkeys)


def methods_of(account: Account) -> Methods:
    """The ways that somebody has set up."""
    found = list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))
    kinds = {row.type for row in found}
    return Methods(
        passkeys=[row for row in found if row.type == Authenticator.Type.WEBAUTHN],
        has_app=Authenticator.Type.TOTP in kinds,
        has_codes=Authenticator.Type.RECOVERY_CODES in kinds,
        has_password=account.has_usable_password(),
    )


def person_of(account: Account) -> Person:
    """Whose rows the rooms are to look for."""
    return Person(account.pk, account.email)


def held_about(person: Person) -> dict[str, Any]:
    """The account, its ways to sign in, and what its person did; secrets stay out."""
    account = Account.objects.get(pk=person.id)
    plain = ("email", "name", "language", "created_at", "last_login", "is_active", "is_fictitious", "is_operator")
    ways = Authenticator.objects.filter(user=account).order_by("created_at", "pk")
    lines = AuditEvent.objects.filter(actor_id=person.id).values("verb", "created_at", "object_type", "object_id")
    return {
        "account": {"id": account.pk} | {name: getattr(account, name) for name in plain},
        "has_password": account.has_usable_password(),
        "ways_to_sign_in": [
            {"kind": way.type, "name": way.data.get("name", ""), "added": way.created_at, "last_used": way.last_used_at}
            for way in ways
        ],
        "log": list(lines),
        "mail_wishes": list(MailWish.objects.filter(mark=mark_of(person.email)).values("topic", "rhythm")),
    }


def erased_ids() -> list[UUID]:
    """Accounts that were erased, the first one first."""
    return list(Erasure.objects.order_by("erased_at", "pk").values_list("account_id", flat=True))


# What comes by mail. Links open the wishes of one address; they hold its mark and never the address.


def mark_of(address: str) -> str:
    """What stands for an address among those that have wishes."""
    return salted_hmac(CHOOSE, address.strip().lower(), algorithm="sha256").hexdigest()


def wishes_of(mark: str) -> dict[str, MailWish]:
    """By topic, what an address wants; a row that is not kept yet where nothing was chosen."""
    kept = {row.topic: row for row in MailWish.objects.filter(mark=mark)}
    return {one.code: kept.get(one.code) or MailWish(mark=mark, topic=one.code, rhythm=one.usual) for one in topics()}


def mail_choices(mark: str) -> list[tuple[Topic, str]]:
    """Each topic and how often it is wanted."""
    wishes = wishes_of(mark)
    return [(one, MailRhythm(wishes[one.code].rhythm)) for one in topics()]


def choose_token(mark: str) -> str:
    """What opens the page of wishes for three months."""
    return signing.dumps(mark, salt=CHOOSE)


def choose_address(mark: str) -> str:
    """The whole address of that page, in the active language."""
    return whole_address("accounts_mail_wishes", token=choose_token(mark))


def leave_token(mark: str, codes: list[str]) -> str:
    """What ends the topics of one mail; it has no end, since leaving must always work."""
    return signing.dumps([mark, *codes], salt=LEAVE)


def mark_in(token: str) -> str:
    """The mark that a link to the wishes stands for; refuses one that has ended."""
    try:
        return str(signing.loads(token, salt=CHOOSE, max_age=CHOOSE_SECONDS))
    except signing.BadSignature as error:
        raise Refused(LINK_OVER) from error


def left_in(token: str) -> tuple[str, list[str]]:
    """The mark and the topics that a link for leaving stands for."""
    try:
        mark, *codes = signing.loads(token, salt=LEAVE)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Refused(LINK_OVER) from error
    return str(mark), [one.code for one in topics() if one.code in codes]
