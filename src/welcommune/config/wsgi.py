"""The WSGI entry for gunicorn, loaded once before its workers are forked."""

import gc
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils.translation import override

from welcommune.core.ui import date

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class UnderPrefix:
    """The site below a path, ``https://host/welcome``, whether or not the proxy takes the path off before asking."""

    def __init__(self, application: Application, prefix: str) -> None:
        self.application, self.prefix = application, prefix

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if f"{path}/".startswith(f"{self.prefix}/"):
            environ["PATH_INFO"] = path.removeprefix(self.prefix) or "/"
        return self.application(environ, start_response)


class WithoutBody:
    """Whoever asks for the head of a page gets no body: the server would write a warning about each."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = self.application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return answer
        # What a request held is let go when its answer is closed.
        if close := getattr(answer, "close", None):
            close()
        return []


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
application: Application = WithoutBody(get_wsgi_application())
if settings.FORCE_SCRIPT_NAME:
    application = UnderPrefix(application, settings.FORCE_SCRIPT_NAME)
# All views, texts and formats, which would be loaded at the first request, in each worker for itself.
for code, _name in settings.LANGUAGES:
    with override(code):
        _addresses = get_resolver().reverse_dict
        date(datetime(2000, 1, 1, tzinfo=UTC))
# What is loaded now stays for ever: the collector need not walk it again and again, and the
# workers go on sharing its memory.
gc.collect()
gc.freeze()
