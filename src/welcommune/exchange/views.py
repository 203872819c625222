"""The import wizard at the desk. Each view fetches, forms, acts and answers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.core.spreadsheet import csv_file
from welcommune.exchange import actions, forms, queries, rules
from welcommune.exchange.models import Import, ImportState
from welcommune.exchange.queries.pages import PER_PAGE, kind_of, rows_of
from welcommune.exchange.targets import TARGETS
from welcommune.network import rules as network_rules


def _batch(request: ActedRequest, pk: UUID) -> Import:
    return fetch(request.actor, rules.run_import, "region", pk=pk)


def _language() -> str:
    return get_language() or "en"


def _act(request: ActedRequest, batch: Import, act: Any, done: str = "") -> HttpResponse:
    """Run a button's action and go back to the import, with what happened in words."""
    carry_out(request, act, done)
    return redirect("exchange:import", pk=batch.pk)


def _spreadsheet(name: str, lines: Iterable[Iterable[str]]) -> HttpResponse:
    """Lines as a file for the reader's spreadsheet program."""
    response = HttpResponse(csv_file(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@desk_view
@require_safe
def imports(request: ActedRequest, region: str) -> HttpResponse:
    """The lists that were brought into a region."""
    place = fetch(request.actor, network_rules.record_in_region, slug=region)
    return render(request, "exchange/imports.html", queries.imports_page(place))


@desk_view
def import_new(request: ActedRequest, region: str) -> HttpResponse:
    """Choose a file."""
    place = fetch(request.actor, network_rules.record_in_region, slug=region)
    form = forms.UploadForm(sent_data(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        told = {key: data[key] for key in ("id", "target", "source")} | {"language": _language(), "region": place}
        name, content = data["file"].name, data["file"].read()
        if batch := form.attempt(lambda: actions.open_import(by=request.actor, name=name, content=content, **told)):
            return redirect("exchange:columns", pk=batch.pk)
    return render(request, "exchange/new.html", {"form": form, "region": place, "kept": was_kept(request)})


@desk_view
@require_safe
def template(request: ActedRequest, region: str, target: str) -> HttpResponse:
    """An empty list with headers in the reader's language."""
    fetch(request.actor, network_rules.record_in_region, slug=region)
    if target not in TARGETS:
        raise Http404
    return _spreadsheet(f"{target}.csv", queries.template_lines(target))


@desk_view
@require_safe
def one(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Where the import stands: columns to name, a check under way, its result, or the report."""
    batch = _batch(request, pk)
    if batch.is_at_work:
        response = render(request, "exchange/waiting.html", queries.waiting_page(batch))
        response.headers["Refresh"] = "2"
        return response
    if batch.state in {ImportState.UPLOADED, ImportState.MAPPED}:
        return redirect("exchange:columns", pk=batch.pk)
    kind = kind_of(batch, request.GET.get("kind", ""))
    page, rows = page_of(request, rows_of(batch, kind), PER_PAGE)
    return render(request, "exchange/checked.html", queries.checked_page(batch, kind, page, rows))


@desk_view
def columns(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Say what each column is, and have the rows checked."""
    batch = _batch(request, pk)
    form = forms.MapForm(sent_data(request), batch=batch)
    if request.method == "POST" and form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "purpose": form.cleaned_data["purpose"], "mapping": form.mapping()}
        told["constants"] = form.constants()
        if form.attempt(lambda: actions.map_columns(by=request.actor, batch=batch, **told)):
            return _act(request, batch, _checks(request, batch))
    reading = forms.ReadingForm(batch=batch)
    shown = {"form": form, "batch": batch, "region": batch.region, "reading": reading, "kept": was_kept(request)}
    return render(request, "exchange/columns.html", shown)


def _checks(request: ActedRequest, batch: Import) -> Any:
    return lambda: actions.check_import(by=request.actor, batch=batch, language=_language())


@desk_act
def sheet(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Read the file otherwise: another sheet, or the headings in another row."""
    batch = _batch(request, pk)
    form = forms.ReadingForm(request.POST, batch=batch)
    if not form.is_valid():
        return redirect("exchange:columns", pk=batch.pk)
    return _act(request, batch, lambda: actions.read_again(by=request.actor, batch=batch, **form.told()))


@desk_view
def file(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The corrected file in the place of the one before."""
    batch = _batch(request, pk)
    form = forms.FileForm(sent_data(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, content = form.cleaned_data["file"].name, form.cleaned_data["file"].read()
        if form.attempt(lambda: actions.replace_file(by=request.actor, batch=batch, name=name, content=content)):
            return redirect("exchange:columns", pk=batch.pk)
    return render(request, "exchange/file.html", {"form": form, "batch": batch, "region": batch.region})


@desk_view
def row(request: ActedRequest, pk: UUID, number: int) -> HttpResponse:
    """Correct one row here instead of in the sheet."""
    batch = _batch(request, pk)
    found = queries.row_of(batch, number)
    form = forms.RowForm(sent_data(request), batch=batch, row=found)
    if request.method == "POST" and form.is_valid():
        cells = form.cells()
        fresh = form.attempt(lambda: actions.answer_row(by=request.actor, batch=batch, row=found, cells=cells))
        if fresh and fresh.kind != "problem":
            return redirect("exchange:import", pk=batch.pk)
        form = forms.RowForm(request.POST, batch=batch, row=fresh) if fresh else form
    return render(request, "exchange/row.html", {"form": form, "batch": batch, "row": found, "region": batch.region})


@desk_act
def judge(request: ActedRequest, pk: UUID, number: int) -> HttpResponse:
    """Say that a row is an organisation that is here, or another one."""
    batch = _batch(request, pk)
    found = queries.row_of(batch, number)
    said = request.POST.get("same_as", "")
    same = next((UUID(alike[0]) for alike in found.alike if alike[0] == said), None)
    if said and same is None:
        raise Http404
    return _act(request, batch, lambda: actions.judge_row(by=request.actor, batch=batch, row=found, same_as=same))


@desk_view
def words(request: ActedRequest, pk: UUID, field: str) -> HttpResponse:
    """Say once what words stand for that nobody knew."""
    batch = _batch(request, pk)
    form = forms.WordsForm(sent_data(request), **queries.words_page(batch, field))
    if request.method == "POST" and form.is_valid():
        meanings = form.meanings()
        if form.attempt(
            lambda: actions.tell_words(
                by=request.actor, batch=batch, field=field, meanings=meanings, language=_language()
            )
        ):
            return redirect("exchange:import", pk=batch.pk)
    return render(request, "exchange/words.html", {"form": form, "batch": batch, "region": batch.region})


@desk_act
def without(request: ActedRequest, pk: UUID, field: str) -> HttpResponse:
    """Bring the rows in without their bad values in one column."""
    batch = _batch(request, pk)
    told = {"field": field, "language": _language()}
    return _act(request, batch, lambda: actions.leave_out(by=request.actor, batch=batch, **told))


@desk_view
@require_safe
def problems(request: ActedRequest, pk: UUID) -> HttpResponse:
    """All problems as a file to work through in a spreadsheet."""
    return _spreadsheet("problems.csv", queries.problem_lines(_batch(request, pk)))


@desk_act
def check(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Check again."""
    batch = _batch(request, pk)
    return _act(request, batch, _checks(request, batch))


@desk_act
def write(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Confirm: bring the rows in."""
    batch = _batch(request, pk)
    turn = request.POST.get("turn", "")
    seen = int(turn) if turn.isdecimal() and len(turn) < 9 else -1
    return _act(request, batch, lambda: actions.write_import(by=request.actor, batch=batch, turn=seen))


@desk_act
def cancel(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Stop; nothing has been brought in."""
    batch = _batch(request, pk)
    done = _("Cancelled. Nothing was brought in, and the file is deleted.")
    return _act(request, batch, lambda: actions.cancel_import(by=request.actor, batch=batch), done)


@desk_act
def undo(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take back what was brought in."""
    batch = _batch(request, pk)
    return _act(request, batch, lambda: actions.undo_import(by=request.actor, batch=batch))
