"""Headers that are checked once and put on many answers."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.http.response import ResponseHeaders

# Small name → name and value as they are sent.
Ready = dict[str, tuple[str, str]]


def ready(headers: Mapping[str, str]) -> Ready:
    """Names and values after the checks that Django makes of each, as an answer keeps them."""
    kept: Ready = ResponseHeaders(headers)._store
    return kept


def put(response: HttpResponse, headers: Ready) -> None:
    """Set all of ``headers``. Their checks, done for each answer, would be a tenth of the time of a kept page."""
    response.headers._store.update(headers)
