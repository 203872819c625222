"""What waits at the desk, by mail: for those who keep a region or coordinate a network."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from welcommune.accounts.models import Account, Point, Reader, Topic, tell_of
from welcommune.network.models import Role, RoleGrant
from welcommune.network.queries import actor_of
from welcommune.portal.queries.desk import waiting_for

KEEPERS = (Role.FACILITATOR, Role.COORDINATOR)


def _keepers() -> Iterable[Reader]:
    """Those whose desk has a list of what waits; nobody invented."""
    held = RoleGrant.objects.filter(role__in=KEEPERS).values("account")
    rows = Account.objects.filter(pk__in=held, is_active=True, is_fictitious=False).order_by("pk")
    return [Reader(row.email, row.language) for row in rows]


def _points(address: str, since: datetime | None) -> list[Point]:
    """What waits now, whether or not it was told before: it waits still."""
    account = Account.objects.filter(email=address, is_active=True).first()
    waiting = waiting_for(actor_of(account)) if account else []
    return [Point(one.text, settings.SITE_URL + one.href) for one in waiting]


WAITING = tell_of(
    Topic(
        "desk", _("what waits at the desk"), _("You keep the record of a region or coordinate a network."),
        _keepers, _points,
    )
)  # fmt: skip
