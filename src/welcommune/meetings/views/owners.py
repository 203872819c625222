"""The page that the link of a commitment opens. Opening it changes nothing: buttons do."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from welcommune.core.access import ActedRequest, Actor, fetch
from welcommune.core.errors import Refused
from welcommune.core.forms import sent_data
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Commitment
from welcommune.meetings.views.answers import link_over, read_or_send

ACTS: dict[str, Any] = {
    "confirm": actions.confirm_commitment, "done": actions.complete_commitment, "later": actions.put_off_commitment,
    "hand_over": actions.hand_over_commitment, "drop": actions.drop_commitment,
}  # fmt: skip


def _opened(token: str) -> tuple[Actor, Commitment]:
    """Who holds the link, and the commitment that it opens; refuses one that was handed over or erased."""
    holder = queries.owner_of(token)
    related = ("region", "meeting__region", "meeting__network", "organisation", "contact")
    try:
        return holder, fetch(holder, meetings_rules.answer_commitment, *related, link=holder.id)
    except Http404 as gone:
        raise Refused(queries.COMMITMENT_GONE) from gone


def _answered(holder: Actor, row: Commitment, answer: forms.OwnerAnswer) -> bool:
    """Carry out what a button is for; what is refused stands on the page."""
    act, told = ACTS[answer.act], answer.told()
    return answer.form.attempt(lambda: act(by=holder, commitment=row, **told)) is not None


@read_or_send
@never_cache
def commitment(request: ActedRequest, token: str) -> HttpResponse:
    """What was promised, and a button for each answer."""
    try:
        holder, row = _opened(token)
    except Refused as refused:
        return link_over(request, refused.sentence)
    request.about = row.region
    answer = forms.OwnerAnswer(sent_data(request))
    if request.method == "POST" and answer.is_valid() and _answered(holder, row, answer):
        if answer.act == "hand_over":
            return render(request, "meetings/handed_over.html", {"row": row})
        return redirect(f"{request.path}?done=1")
    shown = queries.owner_page(row) | {"answer": answer, "done": "done" in request.GET}
    return render(request, "meetings/owner.html", shown)
