"""Search: over what is public, and at the desk over what the person may see."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from welcommune.core.access import ANONYMOUS, ActedRequest, Actor
from welcommune.core.desk import desk_view
from welcommune.core.limits import times_this_minute
from welcommune.core.paging import page_of
from welcommune.core.publication import public_page
from welcommune.portal import queries
from welcommune.portal.forms import SearchForm

PER_PAGE = 10


def _answer(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = SearchForm(request.GET, regions=queries.region_choices())
    shown: dict[str, Any] = {"form": form}
    if form.is_valid() and form.cleaned_data["q"]:
        told = {"kind": request.GET.get("kind", ""), "region": form.cleaned_data["region"]}
        answer = queries.search_answer(form.cleaned_data["q"], actor, **told)
        results: Any = answer.results
        page, entries = page_of(request, results, PER_PAGE)
        shown |= {"it": answer, "page_": page, "hits": answer.hits(entries)}
    return render(request, "portal/search.html", {"it": None, **shown})


@public_page()
def _asked_nothing(request: HttpRequest) -> HttpResponse:
    """The form alone: a publication like other pages. Answers are not kept, for there is no end of queries."""
    form = SearchForm(None, regions=queries.region_choices())
    return render(request, "portal/search.html", {"form": form, "it": None})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is public and has the words of ``?q=``."""
    return _public_answer(request) if "q" in request.GET else _asked_nothing(request)


@cache_control(private=True, max_age=0)
def _public_answer(request: HttpRequest) -> HttpResponse:
    if times_this_minute("search", request.META.get("REMOTE_ADDR", "")) > settings.SEARCHES_A_MINUTE:
        return _too_many(request)
    return _answer(request, ANONYMOUS)


def _too_many(request: HttpRequest) -> HttpResponse:
    """What was asked stays in the form. Many people may share one address: the limit is far above what they need."""
    form = SearchForm(request.GET, regions=queries.region_choices())
    answer = render(request, "portal/search.html", {"form": form, "it": None, "is_busy": True}, status=429)
    answer.headers["Retry-After"] = "60"
    return answer


@desk_view
@require_safe
def desk_search(request: ActedRequest) -> HttpResponse:
    """The same, and what the person may see at the desk."""
    return _answer(request, request.actor)
