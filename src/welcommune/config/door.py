"""What is refused before a request comes into the house."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from welcommune.portal.views.public import too_large

Answer = Callable[[HttpRequest], HttpResponse]


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
