"""The matrix of a region at the desk, its map, and what stands behind each cell."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, allowed, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.mapping import rules
from welcommune.mapping.actions import gap as actions
from welcommune.mapping.forms import gap as forms
from welcommune.mapping.queries import coverage_drawing, coverage_pages
from welcommune.network import rules as network_rules
from welcommune.network.models import Region

COLUMNS_A_PAGE, TOWNS_A_PAGE = 8, 100


def _region(request: ActedRequest, slug: str) -> Region:
    found: Region = fetch(request.actor, network_rules.enter_region, slug=slug)
    request.about = found
    return found


@desk_view
@require_safe
def coverage(request: ActedRequest, region: str) -> HttpResponse:
    """What is there and what is missing: themes by towns, groups, legal situations or languages."""
    known, asked = coverage_pages.coverage_of(_region(request, region), request.GET)
    page, columns = page_of(request, coverage_pages.columns_of(known, asked), COLUMNS_A_PAGE)
    rows = coverage_pages.matrix(known, asked, columns)
    shown = {"page_": page, "rows": rows, "columns": [label for label, _cell in columns]}
    return render(request, "mapping/coverage.html", coverage_pages.matrix_page(known, asked) | shown)


@desk_view
@require_safe
def coverage_map(request: ActedRequest, region: str) -> HttpResponse:
    """The towns by what is known of them, as a drawing and as a table."""
    known, asked = coverage_pages.coverage_of(_region(request, region), request.GET)
    towns = coverage_pages.town_lines(known, asked)
    page, lines = page_of(request, towns, TOWNS_A_PAGE)
    lists = coverage_pages.filters_of(known, asked, of_map=True)
    shown: dict[str, Any] = {
        "page_": page,
        "lines": lines,
        "lists": lists,
        "name": coverage_pages.cell_name(asked.cell),
    }
    drawing = coverage_drawing.towns_map(towns, known.region.outline)
    return render(
        request, "mapping/coverage_map.html", coverage_pages.matrix_page(known, asked) | shown | {"drawing": drawing}
    )


@desk_view
@require_safe
def coverage_cell(request: ActedRequest, region: str) -> HttpResponse:
    """Why a cell stands as it does: from which records, of which dates, by which rule."""
    found = _region(request, region)
    known, asked = coverage_pages.coverage_of(found, request.GET)
    shown = {"can_edit": allowed(request.actor, network_rules.record_in_region, found)}
    return render(request, "mapping/coverage_cell.html", coverage_pages.cell_page(known, asked) | shown)


@desk_view
def statement_new(request: ActedRequest, region: str) -> HttpResponse:
    """Note that somebody says there is nothing."""
    found = request.about = fetch(request.actor, network_rules.record_in_region, slug=region)
    initial = coverage_pages.form_initial(found, request.GET)
    form = forms.NothingForm(sent_data(request), region=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {"id": form.cleaned_data["id"], "source": form.cleaned_data["source"], "cell": form.cell}
        if form.attempt(lambda: actions.state_nothing(by=request.actor, region=found, **told)):
            return redirect(coverage_pages.cell_address(found, form.cell))
    back = [(_("What is there, and what is missing"), coverage_pages.matrix_address(found))]
    shown = {"form": form, "title": _("Note that there is nothing"), "back": back, "kept": was_kept(request)}
    lead = _("It stands in the matrix with its date, and is no longer “no data”.")
    return render(request, "mapping/gap_form.html", shown | {"lead": lead, "send": _("Keep")})


@desk_act
def statement_remove(request: ActedRequest, pk: Any) -> HttpResponse:
    """Take a statement back."""
    row = fetch(request.actor, rules.keep_statement, "region", pk=pk)
    done = _("The statement is taken back.")
    carry_out(request, lambda: actions.take_statement_back(by=request.actor, statement=row), done)
    return redirect("mapping:coverage", region=row.region.slug)
