"""What is settled before a request comes into the house: who sent it, and how large it may be."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from welcommune.portal.views.public import too_large

Answer = Callable[[HttpRequest], HttpResponse]


class BehindProxies:
    """The sender's address as the proxies in front report it; what the sender wrote there before them is not read.

    Each proxy adds the address that it was asked from, so that only the last ones of the list are to be believed:
    as many as stand in front. Without a proxy the header is the sender's own word, and is thrown away.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.pop("HTTP_X_FORWARDED_FOR", "").split(",")
        if settings.PROXIES:
            # Fewer than there should be: somebody asked past the outer ones, and the first was added by ours.
            _note_sender(request, told[-settings.PROXIES :][0].strip())
        return self.get_response(request)


def _note_sender(request: HttpRequest, address: str) -> None:
    try:
        request.META["REMOTE_ADDR"] = str(ip_address(address))
    except ValueError:  # no address at all: that of the proxy stays
        return


class SizeLimit:
    """Refuses what is too large by what its head says, before anything of it is read."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _announced(request) > settings.LARGEST_REQUEST_BYTES:
            return too_large(request)
        if "HTTP_TRANSFER_ENCODING" in request.META:
            # Its size is not known before its end. No browser sends a form so, and proxies wait for the whole.
            return too_large(request, status=411)
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
