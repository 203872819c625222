"""A person's own account, as its page shows it."""

from dataclasses import dataclass

from welcommune.accounts.models import Account
from welcommune.accounts.queries import Methods, methods_of
from welcommune.network.models import RoleGrant
from welcommune.network.queries import roles_of


@dataclass(frozen=True)
class AccountPage:
    """See ``portal/account.html``."""

    account: Account
    methods: Methods
    roles: list[RoleGrant]


def account_page(account: Account) -> AccountPage:
    """Name, ways to sign in, roles."""
    return AccountPage(account, methods_of(account), roles_of(account))
