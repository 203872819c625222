"""What is known about an account: how it signs in, and all that this room holds about it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef

from welcommune.accounts.models import Account, Erasure
from welcommune.core.models import AuditEvent
from welcommune.core.personal import Person

# Recovery codes alone are none: they stand in for one that is lost.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def second_factor_of(account: str) -> Exists:
    """Whether the account in the field ``account`` has a second factor, within a query over rows of any kind."""
    return Exists(Authenticator.objects.filter(user=OuterRef(account), type__in=SECOND_FACTORS))


def needs_none(account: Account) -> bool:
    """The fictitious people of a demonstration come in by printed links, and have no telephone to hold a key."""
    return settings.DEMO and account.is_fictitious


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
    plain = ("email", "name", "language", "created_at", "last_login", "is_active", "is_fictitious")
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
    }


def erased_ids() -> list[UUID]:
    """Accounts that were erased, the first one first."""
    return list(Erasure.objects.order_by("erased_at", "pk").values_list("account_id", flat=True))
