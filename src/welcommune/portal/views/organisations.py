"""The public register of organisations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.paging import page_of
from welcommune.core.publication import SITE, public_page
from welcommune.portal import queries
from welcommune.portal import rules as portal_rules
from welcommune.stakeholders.queries import current_entry

PER_PAGE = 50


@public_page(SITE)
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations that have a reason to be public, by name."""
    page, keys = page_of(request, queries.found_organisations(request.GET), PER_PAGE)
    shown = queries.organisations_page(request.GET, keys)
    return render(request, "portal/organisations.html", shown | {"page_": page})


@public_page(SITE)
def organisation(request: ActedRequest, slug: str) -> HttpResponse:
    """The page of one organisation; the address of an entry that was merged leads on for ever."""
    found = fetch(request.actor, portal_rules.follow_organisation, "category", "parent", slug=slug)
    if found.merged_into_id:
        current = fetch(request.actor, portal_rules.list_organisation, pk=current_entry(found).pk)
        answer = redirect("portal:organisation", slug=current.slug, permanent=True)
        # A merge can be undone: no browser may keep the way for ever.
        answer["Cache-Control"] = "no-cache"
        return answer
    return render(request, "portal/organisation.html", {"it": queries.organisation_page(found)})
