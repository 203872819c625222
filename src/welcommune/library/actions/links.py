"""Links to elsewhere, tried once a week. The world outside is not trusted: only public addresses are asked."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from welcommune.core.access import SYSTEM, Actor
from welcommune.core.audit import log
from welcommune.core.outbox import each_minute, handles, queue
from welcommune.core.publication import publish
from welcommune.library.models import Resource, public_resources

CHECK = "library.try_link"
EVERY = timedelta(days=7)
# A link that failed is tried again the next day, so that one bad day does not make it broken.
AGAIN = timedelta(days=1)
MOST_A_MINUTE = 10
SECONDS, MOST_REDIRECTS = 10, 3
REDIRECTS = {301, 302, 303, 307, 308}
# Whoever answers so is there, and only does not talk to programs.
UNWILLING = {401, 403, 405, 406, 429, 451, 501, 503}
PORTS = {"http": 80, "https": 443}
Permission = Callable[[str], bool]


def is_public_address(address: str) -> bool:
    """Whether an IP address belongs to the open internet: not to this machine, its network, or a service beside it."""
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not (mapped or found).is_multicast


def answers(url: str, may_ask: Permission = is_public_address) -> bool:
    """Whether somebody answers at ``url``, redirects followed; each step goes only where ``may_ask`` allows.

    The address that was looked up is the one that is asked, so that a second answer of the name
    server cannot lead elsewhere. No body is read.
    """
    for _step in range(MOST_REDIRECTS + 1):
        status, location = _ask(url, may_ask)
        if status not in REDIRECTS or not location:
            return 200 <= status < 400 or status in UNWILLING
        url = urljoin(url, location)
    return False


def _ask(url: str, may_ask: Permission) -> tuple[int, str]:
    """Status and new place that the server names; 0 where nobody answers or may be asked."""
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS[parts.scheme]
        address = _address_of(parts.hostname or "", port, may_ask)
        if not address:
            return 0, ""
        connection = _Pinned(parts.hostname or "", port, address, is_secure=parts.scheme == "https")
        try:
            path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            connection.request("GET", path, headers={"User-Agent": "Welcommune link check", "Accept": "*/*"})
            response = connection.getresponse()
            return response.status, response.headers.get("Location", "")
        finally:
            connection.close()
    except (OSError, ValueError, KeyError, http.client.HTTPException):
        return 0, ""


def _address_of(host: str, port: int, may_ask: Permission) -> str:
    """The address to ask; empty where one of the host's addresses must not be asked."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    return found[0] if found and all(may_ask(address) for address in found) else ""


class _Pinned(http.client.HTTPConnection):
    """A connection to one address under a host's name."""

    def __init__(self, host: str, port: int, address: str, *, is_secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._address, self._is_secure = address, is_secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), SECONDS)
        if self._is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


@each_minute
@transaction.atomic
def queue_link_checks() -> int:
    """Queue the links of public resources that are due, a few at a time; returns how many."""
    today = timezone.localdate()
    never, old = Q(checked_on=None), Q(checked_on__lte=today - EVERY)
    failed = Q(failing_since__isnull=False, checked_on__lte=today - AGAIN)
    waiting = Q(queued_on=today)
    due = public_resources().exclude(url="").exclude(waiting).filter(never | old | failed)
    rows = list(due.order_by("queued_on", "pk").values_list("pk", flat=True)[:MOST_A_MINUTE])
    for pk in rows:
        queue(CHECK, {"resource": str(pk)})
    # Queued is not tried: each has its own column, so that a link that waits is not said to work or to be broken.
    Resource.plain.filter(pk__in=rows).update(queued_on=today)
    return len(rows)


@handles(CHECK)
def try_link(payload: dict[str, Any]) -> None:
    """Ask once whether the link answers, outside of any transaction, and note it."""
    resource = Resource.plain.select_related("region").filter(pk=payload["resource"]).exclude(url="").first()
    if resource is not None:
        note_link(by=SYSTEM, resource=resource, url=resource.url, is_there=answers(resource.url))


@transaction.atomic
def note_link(*, by: Actor, resource: Resource, url: str, is_there: bool) -> Resource:
    """Note whether ``url`` answered today; a link that was changed meanwhile is left alone.

    The first failure only begins the count: broken is what fails on a later day again.
    """
    today = timezone.localdate()
    was_broken = resource.is_broken
    since = None if is_there else resource.failing_since or today
    same = Resource.plain.filter(pk=resource.pk, url=url)
    if not same.update(checked_on=today, failing_since=since):
        return resource
    resource.checked_on, resource.failing_since = today, since
    if resource.is_broken != was_broken:
        log("library.note_link", by=by, about=resource, fields=["url"], region_id=resource.region_id)
        publish(*([resource.region.slug] if resource.region else []))
    return resource
