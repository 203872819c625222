"""What machines ask that watch over the service."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from welcommune.operations import queries
from welcommune.operations.watching.exposition import CONTENT_TYPE


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Whether the service can do its work: what ``welcommune doctor`` asks first."""
    with override("en"):
        problem = queries.not_ready()
    return HttpResponse(problem or "ready", status=503 if problem else 200, content_type="text/plain")


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for whoever sends the token; without one in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse("", status=401, headers={"WWW-Authenticate": "Bearer"}, content_type="text/plain")
    return HttpResponse(queries.exposition(), content_type=CONTENT_TYPE)
