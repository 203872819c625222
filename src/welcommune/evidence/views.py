"""Factfiles: the public pages of versions, their files, and the desk where one is frozen."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.publication import public_page, region_key
from welcommune.evidence import actions, queries, rules


@public_page(lambda region: region_key(region))
def latest(request: ActedRequest, region: str) -> HttpResponse:
    """The youngest version."""
    found = queries.version_of(region)
    request.about = found.region
    return render(request, "evidence/factfile.html", queries.factfile_page(found))


@public_page(lambda region, number: region_key(region))
def version(request: ActedRequest, region: str, number: int) -> HttpResponse:
    """One version, at its permanent address."""
    found = queries.version_of(region, number)
    request.about = found.region
    return render(request, "evidence/factfile.html", queries.factfile_page(found))


@public_page(lambda region, number, kind: region_key(region))
def file(request: ActedRequest, region: str, number: int, kind: str) -> HttpResponse:
    """One version as a file. It is made once and served until the region's pages change, without anything asked."""
    found = queries.version_of(region, number)
    if kind not in queries.file_kinds():
        raise Http404
    if request.GET:
        return redirect(request.path)
    response = HttpResponse(queries.factfile_file(found, kind), content_type=queries.MEDIA[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{queries.file_name(found, kind)}"'
    return response


@desk_view
@require_safe
def factfiles(request: ActedRequest, region: str) -> HttpResponse:
    """The versions of a region, and the button that freezes the next one."""
    found = request.about = fetch(request.actor, rules.freeze_factfile, slug=region)
    return render(request, "evidence/factfiles.html", queries.factfiles_page(found))


@desk_act
def freeze(request: ActedRequest, region: str) -> HttpResponse:
    """Freeze the next version."""
    found = fetch(request.actor, rules.freeze_factfile, slug=region)
    done = _("The factfile is frozen. It has its own address, which stays.")
    carry_out(request, lambda: actions.freeze_factfile(by=request.actor, region=found), done)
    return redirect("evidence:factfiles", region=region)
