"""Minutes at the desk, behind the link in the mail, and in public."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.publication import SITE, public_page
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Minutes, MinutesText
from welcommune.network import rules as network_rules

RELATED = ("meeting__region", "meeting__network")


def _kept(request: ActedRequest, pk: UUID) -> Minutes:
    return fetch(request.actor, meetings_rules.keep_minutes, *RELATED, pk=pk)


def file_answer(texts: list[MinutesText], kind: str, in_public: bool = False, title: str = "") -> HttpResponse:
    """Minutes as a file to keep; ``Http404`` for none, and for a kind that is not made here."""
    if not texts or kind not in queries.file_kinds():
        raise Http404
    content = queries.minutes_file(texts, kind, in_public, title)
    response = HttpResponse(content, content_type=queries.MEDIA[kind])
    name = queries.file_name(texts[-1])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@desk_act
def assemble(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Put the minutes together from the record, then go on to read them."""
    meeting = fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)
    done = _("The minutes are put together from the record. Read them, change what you like, then send them.")
    carry_out(request, lambda: actions.assemble_minutes(by=request.actor, meeting=meeting), done)
    made = queries.minutes_of(meeting)
    return redirect("meetings:minutes", pk=made.pk) if made else redirect("meetings:record", pk=pk)


@desk_view
@require_safe
def page(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The minutes with what can be done next."""
    return render(request, "meetings/minutes.html", queries.minutes_page(_kept(request, pk)))


@desk_view
def edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Edit the sections; ``preview`` shows them without keeping them."""
    minutes = _kept(request, pk)
    text = queries.current_text(minutes)
    form = forms.MinutesForm(sent_data(request), text=text)
    shown: dict[str, Any] = {"form": form, "minutes": minutes, "kept": was_kept(request)}
    if request.method == "POST" and form.is_valid():
        parts, seen = form.kept_parts(), form.cleaned_data["seen"]
        if "preview" in request.POST:
            shown["preview"] = queries.document(MinutesText(minutes=minutes, parts=parts))
        elif form.attempt(lambda: actions.write_minutes(by=request.actor, minutes=minutes, parts=parts, seen=seen)):
            messages.success(request, _("The text is kept. The version before it stays in the list below."))
            return redirect("meetings:minutes", pk=minutes.pk)
    return render(request, "meetings/minutes_edit.html", shown | {"quotes": queries.quotes_in(text)})


@desk_view
@require_safe
def version(request: ActedRequest, pk: UUID, number: int) -> HttpResponse:
    """One version, with what changed against the one before."""
    return render(request, "meetings/minutes_version.html", queries.minutes_version_page(_kept(request, pk), number))


@desk_act
def restore(request: ActedRequest, pk: UUID, number: int) -> HttpResponse:
    """Make an older version the current one, as a new version."""
    minutes = _kept(request, pk)
    parts = queries.minutes_version_page(minutes, number)["version"].parts
    done = _("The older version is current again.")
    carry_out(request, lambda: actions.write_minutes(by=request.actor, minutes=minutes, parts=parts), done)
    return redirect("meetings:minutes", pk=pk)


@desk_act
def move(request: ActedRequest, pk: UUID, act: str) -> HttpResponse:
    """Send, approve, open again, publish, or take off the public site."""
    minutes = _kept(request, pk)
    deeds: dict[str, tuple[Any, str]] = {
        "send": (actions.send_minutes, _("On their way. Each person who came and has an address gets a link.")),
        "approve": (actions.approve_minutes, _("Approved. The text holds from now on.")),
        "reopen": (actions.reopen_minutes, _("The minutes are a draft again.")),
        "publish": (actions.publish_minutes, _("Published. Everybody can read it now.")),
        "unpublish": (actions.unpublish_minutes, _("Withdrawn. The public no longer sees it; the text stays here.")),
    }
    if act not in deeds:
        raise Http404
    do, done = deeds[act]
    carry_out(request, lambda: do(by=request.actor, minutes=minutes), done)
    return redirect("meetings:minutes", pk=pk)


@desk_view
@require_safe
def file(request: ActedRequest, pk: UUID, kind: str) -> HttpResponse:
    """The minutes as a file."""
    return file_answer([queries.current_text(_kept(request, pk))], kind)


@desk_act
def reader_remove(request: ActedRequest, pk: UUID, reader: UUID) -> HttpResponse:
    """End the link of one person."""
    minutes = _kept(request, pk)
    row = queries.reader_in(minutes, reader)
    done = _("The link opens nothing any more.")
    carry_out(request, lambda: actions.take_back_link(by=request.actor, reader=row), done)
    return redirect("meetings:minutes", pk=pk)


@desk_act
def correction_accept(request: ActedRequest, pk: UUID, correction: UUID) -> HttpResponse:
    """Take a proposal up, then go on to make one text of it."""
    minutes = _kept(request, pk)
    row = queries.correction_in(minutes, correction)
    done = _("The proposal stands in its section now. Put it into your words where you like.")
    if carry_out(request, lambda: actions.accept_correction(by=request.actor, correction=row), done):
        return redirect("meetings:minutes_edit", pk=pk)
    return redirect("meetings:minutes", pk=pk)


@desk_act
def correction_decline(request: ActedRequest, pk: UUID, correction: UUID) -> HttpResponse:
    """Leave the text as it is, with a word to the reader."""
    minutes = _kept(request, pk)
    row = queries.correction_in(minutes, correction)
    form = forms.DeclineForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    act = lambda: actions.decline_correction(by=request.actor, correction=row, reason=reason)  # noqa: E731
    carry_out(request, act, _("Noted."))
    return redirect("meetings:minutes", pk=pk)


@desk_view
@require_safe
def series(request: ActedRequest, region: str) -> HttpResponse:
    """All minutes of a region that hold, one after the other, in one language."""
    found = fetch(request.actor, network_rules.record_in_region, slug=region)
    shown = queries.series_page(found, request.GET.get("text", ""))
    return render(request, "meetings/minutes_series.html", shown)


@desk_view
@require_safe
def series_file(request: ActedRequest, region: str, language: str, kind: str) -> HttpResponse:
    """The same as one file."""
    found = fetch(request.actor, network_rules.record_in_region, slug=region)
    return file_answer(queries.series(found, language), kind, title=queries.series_title(found, language))


@public_page(SITE)
def public(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Minutes that are published."""
    found = fetch(request.actor, meetings_rules.read_minutes, *RELATED, pk=pk)
    return render(request, "meetings/minutes_public.html", queries.minutes_public_page(found))


@public_page(SITE)
def public_file(request: ActedRequest, pk: UUID, kind: str) -> HttpResponse:
    """The same as a file."""
    found = fetch(request.actor, meetings_rules.read_minutes, *RELATED, pk=pk)
    return file_answer([queries.current_text(found)], kind, in_public=True)
