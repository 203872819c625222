"""Who runs the site: given and taken at the terminal of the machine, by whoever may use it."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from welcommune.accounts.models import Account
from welcommune.core.access import Actor
from welcommune.core.audit import log
from welcommune.core.errors import Refused


@transaction.atomic
def set_operator(*, by: Actor, email: str, operates: bool) -> Account:
    """Let somebody run the site, with an account made for it where there is none; or take it away."""
    account = Account.objects.filter(email=email).first() or (_account_for(email) if operates else None)
    if account is None:
        raise Refused(f"There is no account of {email}.")
    account.is_operator = operates
    account.save(update_fields=["is_operator"])
    log("accounts.make_operator" if operates else "accounts.end_operator", by=by, about=account, fields=["is_operator"])
    return account


def _account_for(email: str) -> Account:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(f"{email} is no e-mail address.") from error
    return Account.objects.create_user(email)
