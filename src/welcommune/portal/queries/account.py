"""A person's own account, as its page shows it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from welcommune.accounts.models import Account, ConsentEvent
from welcommune.accounts.queries import Methods, consents_of, methods_of
from welcommune.mapping.models import AssetOffer
from welcommune.network.models import RoleGrant
from welcommune.network.queries import roles_of
from welcommune.stakeholders.models import Contact


@dataclass(frozen=True)
class AccountPage:
    """See ``portal/account.html``."""

    account: Account
    methods: Methods
    roles: list[RoleGrant]
    consents: list[ConsentEvent]


def _records_about(account: Account) -> list[UUID]:
    """Whatever asked the person to agree: being named as a contact, and what they offered."""
    contacts = Contact.plain.filter(Q(account=account) | Q(email__iexact=account.email))
    offered = AssetOffer.objects.filter(email__iexact=account.email)
    return [*contacts.values_list("pk", flat=True), *offered.values_list("asset", flat=True)]


def account_page(account: Account) -> AccountPage:
    """Name, ways to sign in, roles."""
    return AccountPage(account, methods_of(account), roles_of(account), consents_of(*_records_about(account)))
