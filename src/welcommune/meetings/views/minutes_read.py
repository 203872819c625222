"""The minutes behind the link in a mail: reading them, and saying what is wrong. A look changes nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import MinutesReader
from welcommune.meetings.views.answers import link_over, read_or_send
from welcommune.meetings.views.minutes import file_answer

RELATED = ("contact", "invitation__contact", "minutes__meeting__region", "minutes__meeting__network")


def _opened(token: str) -> tuple[Actor, MinutesReader]:
    """Who holds the link, and the reader it stands for; refuses one that was taken back or erased."""
    holder = queries.reader_of(token)
    try:
        return holder, fetch(holder, meetings_rules.correct_minutes, *RELATED, pk=holder.id)
    except Http404 as gone:
        raise Refused(queries.LINK_OVER) from gone


@read_or_send
@never_cache
def read(request: ActedRequest, token: str) -> HttpResponse:
    """The minutes with one field for each section, as long as corrections are taken."""
    try:
        holder, reader = _opened(token)
    except Refused as refused:
        return link_over(request, refused.sentence)
    shown = queries.reader_page(reader, token) | {"done": "done" in request.GET}
    told = {section: row.text for section, row in shown["told"].items()}
    form = forms.CorrectionForm(sent_data(request), document=shown["document"], told=told)
    if request.method == "POST" and form.is_valid():
        said = form.told()
        if form.attempt(lambda: actions.propose_corrections(by=holder, reader=reader, told=said)) is not None:
            return redirect(f"{request.path}?done=1")
    return render(request, "meetings/minutes_read.html", shown | {"form": form})


@require_safe
@never_cache
def file(request: ActedRequest, token: str, kind: str) -> HttpResponse:
    """The minutes as a file."""
    try:
        _holder, reader = _opened(token)
    except Refused as refused:
        return link_over(request, refused.sentence)
    return file_answer([queries.current_text(reader.minutes)], kind)
