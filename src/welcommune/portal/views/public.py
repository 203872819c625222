"""The public site: home, regions, roundtables, and the pages every site owes its visitors."""

import errno
import sys
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.forms import keep_form
from welcommune.core.paging import page_of
from welcommune.core.publication import SITE, public_page, region_key
from welcommune.core.text import direction
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.queries import meeting_rows, past_meetings
from welcommune.network.models import Network
from welcommune.network.queries import the_network
from welcommune.portal import queries

PER_PAGE = 100
# Disk full, quota used up, file as large as files may be, disk that is read only, disk that fails.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
# What the page of a meeting shows of rows beside it.
BESIDE_A_MEETING = ("region", "network", "minutes", "registration")


def network_or_404() -> Network:
    network = the_network()
    if network is None:
        raise Http404
    return network


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the visitor's language."""
    response = redirect(f"{get_script_prefix()}{get_language_from_request(request)}/")
    response.headers["Vary"] = "Accept-Language"
    return response


@public_page(SITE)
def home(request: HttpRequest) -> HttpResponse:
    """The network's home; without any network yet, what to do first."""
    network = the_network()
    if network is None:
        return render(request, "portal/nothing_yet.html")
    return render(request, "portal/home.html", queries.home_context(network, request.GET))


@public_page(SITE)
def regions(request: HttpRequest) -> HttpResponse:
    """The regions as a list with filters."""
    return render(request, "portal/regions.html", queries.regions_context(network_or_404(), request.GET))


@public_page(lambda region: region_key(region))
def region(request: ActedRequest, region: str) -> HttpResponse:
    """The page of one region."""
    part = queries.participation_of(region)
    request.about = part
    return render(request, "portal/region.html", {"it": queries.region_page(part)})


@public_page(lambda region: region_key(region))
def charter(request: ActedRequest, region: str) -> HttpResponse:
    """The rules that the members of a table gave themselves."""
    shown = queries.charter_page(region, request.GET.get("text", ""))
    request.about = shown.region
    return render(request, "portal/charter.html", {"it": shown})


@public_page(lambda region: region_key(region))
def you_said(request: ActedRequest, region: str) -> HttpResponse:
    """What came of what was said in a region."""
    found = request.about = queries.participation_of(region).region
    page, said = page_of(request, queries.said_in(found), queries.SAID_A_PAGE)
    return render(
        request, "portal/you_said.html", {"region": found, "page_": page, "it": queries.you_said(found, said)}
    )


@public_page(lambda region: region_key(region))
def story(request: ActedRequest, region: str) -> HttpResponse:
    """What happened in a region so far, for whoever joins late."""
    part = queries.participation_of(region)
    request.about = part.region
    return render(request, "portal/story.html", {"it": queries.story_of(part.region, part.network)})


@public_page(SITE)
def roundtables(request: HttpRequest) -> HttpResponse:
    """All meetings on record, the youngest first."""
    page, meetings = page_of(request, past_meetings(), PER_PAGE)
    return render(request, "portal/roundtables.html", {"page_": page, "rows": meeting_rows(meetings)})


@public_page(lambda region, number: region_key(region))
def roundtable(request: ActedRequest, region: str, number: int) -> HttpResponse:
    """The record of one roundtable."""
    lookup: dict[str, Any] = {"region__slug": region, "kind": "roundtable", "number": number}
    meeting = fetch(request.actor, meetings_rules.read_meeting, *BESIDE_A_MEETING, **lookup)
    request.about = meeting.region
    return render(request, "portal/roundtable.html", {"it": queries.roundtable_page(meeting)})


@public_page(SITE)
def meeting(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The record of any meeting; a numbered roundtable has its own address."""
    found = fetch(request.actor, meetings_rules.read_meeting, *BESIDE_A_MEETING, pk=pk)
    if found.is_numbered_roundtable and found.region:
        return redirect("portal:roundtable", region=found.region.slug, number=found.number, permanent=True)
    request.about = found.region
    return render(request, "portal/roundtable.html", {"it": queries.roundtable_page(found)})


@public_page()
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "portal/accessibility.html", {"network": the_network()})


@public_page()
def privacy(request: HttpRequest) -> HttpResponse:
    """Privacy, in plain words."""
    return render(request, "portal/privacy.html", {"network": the_network(), "register": queries.register_rows()})


def _error(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    language = get_language() or "en"
    shown = {
        "title": title, "text": text, "reference": str(status), "language": language,
        # Of what is not there, every page is the same: it tells a stranger nothing.
        "number": getattr(request, "request_id", "") if status != 404 else "",
        "direction": direction(language), "home": reverse("portal:home"),
    }  # fmt: skip
    return HttpResponse(render_to_string("core/error.html", shown), status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    text = _("This page has moved or never existed. Start from the home page, or go to your region.")
    return _error(request, 404, _("Nothing here"), text)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    text = _("Your role does not open this page. Ask the coordinator of the network.")
    return _error(request, 403, _("This door is closed to you"), text)


def broken(request: HttpRequest) -> HttpResponse:
    """500; or 503 where nothing can be read or kept now, which the next request may find mended."""
    if _is_away(error := sys.exc_info()[1]) or _is_full(error):
        if "readonly" in str(error):  # What SQLite opened on a disk that may only be read stays so.
            connection.close()
        return _closed(request)
    text = _("Something broke on our side, not on yours. What you typed was not kept. Try again in a few minutes.")
    return _error(request, 500, _("Something broke"), text)


def _is_away(error: BaseException | None) -> bool:
    """Whether the database cannot be asked; for SQLite a statement that is wrong is an error of the same type."""
    is_wrong = getattr(error and error.__cause__, "sqlite_errorname", "") == "SQLITE_ERROR"
    return isinstance(error, OperationalError | InterfaceError) and not is_wrong


def _is_full(error: BaseException | None) -> bool:
    """Whether a file could not be written: no room left, or a disk that lets itself be read only."""
    return isinstance(error, OSError) and error.errno in NO_ROOM


def _closed(request: HttpRequest) -> HttpResponse:
    text = _(
        "This site cannot reach or keep its records at this moment, and nothing was changed. "
        "Go back to what you typed and send it again in a few minutes."
    )
    response = _error(request, 503, _("Closed for a short while"), text)
    response.headers["Retry-After"] = "60"
    return response


def too_large(request: HttpRequest, status: int = 413) -> HttpResponse:
    """413, or 411 where nobody said how large it is: what was sent is not even read."""
    text = _("This file is too large. Choose one under %(most)s MB.") % {
        "most": settings.LARGEST_LIST_BYTES // 1024 // 1024
    }
    return _error(request, status, _("This is too large"), text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that is too old: what was typed is kept for the same page, freshly opened."""
    if request.headers.get("Sec-Fetch-Site", "") == "same-origin":
        keep_form(request)
        return redirect(request.path)
    text = _("The page was open for too long, or cookies are switched off. Open it again and send the form once more.")
    return _error(request, 403, _("This form has grown too old"), text)
