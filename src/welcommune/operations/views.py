"""What those who watch over the service ask."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from welcommune.operations.queries import not_ready


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Whether the service can do its work: what ``welcommune doctor`` asks first."""
    problem = not_ready()
    return HttpResponse(problem or "ready", status=503 if problem else 200, content_type="text/plain")
