"""The yardstick: a Django view and nothing else. Settings and addresses in one module."""

from django.http import HttpRequest, HttpResponse  # noqa: TID251
from django.urls import path

SECRET_KEY = "only-for-measuring"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
MIDDLEWARE: list[str] = []
INSTALLED_APPS: list[str] = []
# Asked by the server for its own few lines; requests write none here.
LOG = "json"
# The server warms up in each language.
LANGUAGES = [("en", "English")]


def hello(_request: HttpRequest) -> HttpResponse:
    """Two letters, with their length as middleware would add it: without it gunicorn sends them in pieces."""
    return HttpResponse("ok", content_type="text/plain", headers={"Content-Length": "2"})


urlpatterns = [path("hello/", hello)]
