"""Links to elsewhere, tried once a week. The world outside is not trusted: only public addresses are asked."""

import errno
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

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
# For one server, from the first word to the last: the worker has letters to send.
SECONDS, MOST_REDIRECTS = 10.0, 3
REDIRECTS = {301, 302, 303, 307, 308}
# Whoever answers so is there, and only does not talk to programs.
UNWILLING = {401, 403, 405, 406, 429, 451, 501, 503}
PORTS = {"http": 80, "https": 443}
# Where the newer kind of addresses is open to all, and the parts of it in which an older address is wrapped.
OPEN_INTERNET = ipaddress.ip_network("2000::/3")
WRAPPED, TUNNELLED = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16")
# No fault of the other side: names cannot be looked up now, or this machine is cut off.
OURS = {socket.EAI_AGAIN, errno.ENETUNREACH, errno.ENETDOWN}
# Signs that stay as they are in an address; all others are written as bytes.
PLAIN_SIGNS = "!#$%&'()*+,/:;=?@[]~"
Permission = Callable[[str], bool]


class NotTried(Exception):
    """This machine could not ask anybody: that says nothing about the link."""


def is_public_address(address: str) -> bool:
    """Whether an IP address belongs to the open internet: not to this machine, its network, or a service beside it."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped or found in WRAPPED:
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        elif found not in OPEN_INTERNET or found in TUNNELLED:
            return False
    return found.is_global and not found.is_multicast


def answers(url: str, may_ask: Permission = is_public_address, seconds: float = SECONDS) -> bool:
    """Whether somebody answers at ``url``, redirects followed; each step goes only where ``may_ask`` allows.

    The address that was looked up is the one that is asked, so that a second answer of the name
    server cannot lead elsewhere. No body is read. Raises ``NotTried`` when the fault is on this side.
    """
    for _step in range(MOST_REDIRECTS + 1):
        status, location = _ask(url, may_ask, seconds)
        if status not in REDIRECTS or not location:
            return 200 <= status < 400 or status in UNWILLING
        url = urljoin(url, location)
    return False


def _ask(url: str, may_ask: Permission, seconds: float) -> tuple[int, str]:
    """Status and new place that the server names; 0 where nobody answers or may be asked."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        address = _address_of(host, port, may_ask)
        if not address:
            return 0, ""
        return _Pinned(host, port, address, is_secure=parts.scheme == "https", seconds=seconds).ask(_path(parts))
    except (OSError, ValueError, KeyError, http.client.HTTPException) as error:
        if isinstance(error, OSError) and error.errno in OURS:
            raise NotTried from error
        return 0, ""


def _path(parts: SplitResult) -> str:
    """What a server is asked for: letters of other scripts as the bytes that they are."""
    return quote(parts.path or "/", PLAIN_SIGNS) + (f"?{quote(parts.query, PLAIN_SIGNS)}" if parts.query else "")


def _address_of(host: str, port: int, may_ask: Permission) -> str:
    """The address to ask; empty where one of the host's addresses must not be asked."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    return found[0] if found and all(may_ask(address) for address in found) else ""


class _Pinned(http.client.HTTPConnection):
    """A connection to one address under a host's name, which ends after some seconds whatever the server does."""

    def __init__(self, host: str, port: int, address: str, *, is_secure: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._address, self._is_secure, self._seconds = address, is_secure, seconds

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self._seconds)
        if self._is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def ask(self, path: str) -> tuple[int, str]:
        """Status and new place; the body is left where it is."""
        # The time-out of a socket begins anew with each byte: one that drips would never end.
        alarm = threading.Timer(self._seconds, self._cut)
        try:
            self.connect()
            alarm.start()
            self.request("GET", path, headers={"User-Agent": "Welcommune link check", "Accept": "*/*"})
            response = self.getresponse()
            place = response.headers.get("Location", "")
            return response.status, place.encode("latin-1", "replace").decode(errors="replace")
        finally:
            alarm.cancel()
            self.close()

    def _cut(self) -> None:
        with suppress(OSError, AttributeError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


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
        # What could not be tried today is queued again tomorrow.
        with suppress(NotTried):
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
