"""The agenda of a meeting at the desk."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Meeting


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    return fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)


def _languages(meeting: Meeting) -> list[str]:
    return queries.written_languages(meeting.region, meeting.network.languages)


@desk_view
def agenda(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The points of the agenda, what they take, and what happened since last time."""
    meeting = _meeting(request, pk)
    shown = queries.agenda_page(meeting)
    points, languages = [row.point for row in shown["points"]], _languages(meeting)
    beside = {"points": points, "languages": languages, "documents": queries.documents_for(meeting)}
    form = forms.AgendaForm(
        sent_data(request), initial=forms.agenda_initial(meeting, points, languages), **beside
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "points": form.told()}
        if form.attempt(lambda: actions.write_agenda(by=request.actor, meeting=meeting, **told)):
            return redirect("meetings:agenda", pk=meeting.pk)
    return render(request, "meetings/agenda.html", shown | {"form": form, "kept": was_kept(request)})


@desk_act
def agenda_fill(request: ActedRequest, pk: UUID, template: str) -> HttpResponse:
    """Begin with the points of a template."""
    meeting = _meeting(request, pk)
    carry_out(
        request,
        lambda: actions.fill_agenda(by=request.actor, meeting=meeting, template=template),
        _("The agenda has points to begin with. Change them as you like."),
    )
    return redirect("meetings:agenda", pk=meeting.pk)
