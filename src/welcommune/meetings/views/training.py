"""The desk pages of training needs and offers, of links to state them, and of a training itself."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import HouseForm, sent_data, was_kept
from welcommune.meetings import actions, forms, queries
from welcommune.meetings import rules as meetings_rules
from welcommune.meetings.models import Meeting, TrainingNeed, TrainingOffer
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.network.queries import network_for
from welcommune.stakeholders.queries import organisations_near


def _region(request: ActedRequest, slug: str) -> Region:
    found = request.about = fetch(request.actor, network_rules.record_in_region, slug=slug)
    return found


def _need(request: ActedRequest, pk: UUID) -> TrainingNeed:
    need = fetch(request.actor, meetings_rules.keep_training_need, "region", "training", pk=pk)
    request.about = need.region
    return need


def _offer(request: ActedRequest, pk: UUID) -> TrainingOffer:
    offer = fetch(request.actor, meetings_rules.keep_training_offer, "region", "organisation", pk=pk)
    request.about = offer.region
    return offer


def _meeting(request: ActedRequest, pk: UUID) -> Meeting:
    meeting = fetch(request.actor, meetings_rules.edit_meeting, "region", "network", pk=pk)
    request.about = meeting.region
    return meeting


def _to_list(page: str, region: Region) -> HttpResponse:
    return redirect(f"meetings:training_{page}", region=region.slug)


def _form_page(request: ActedRequest, form: HouseForm, region: Region, page: str, title: str) -> HttpResponse:
    shown = {"form": form, "region": region, "back": f"meetings:training_{page}", "title": title}
    return render(request, "meetings/training_form.html", shown | {"kept": was_kept(request)})


def _beside_offer(region: Region) -> dict[str, Any]:
    return {"region": region, "organisations": organisations_near(region, network_for(region))}


@desk_view
@require_safe
def needs(request: ActedRequest, region: str) -> HttpResponse:
    """What people want to learn, each with the offers that fit."""
    return render(request, "meetings/training_needs.html", queries.needs_page(_region(request, region), request.actor))


@desk_view
@require_safe
def offers(request: ActedRequest, region: str) -> HttpResponse:
    """What is offered here, each with the needs of all regions that it would meet."""
    return render(
        request, "meetings/training_offers.html", queries.offers_page(_region(request, region), request.actor)
    )


@desk_view
def need_new(request: ActedRequest, region: str) -> HttpResponse:
    """State a training need."""
    place = _region(request, region)
    form = forms.NewNeedForm(sent_data(request), region=place)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"id": form.cleaned_data["id"], "facts": form.facts()}
        if form.attempt(lambda: actions.state_need(by=request.actor, region=place, **told)):
            return _to_list("needs", place)
    return _form_page(request, form, place, "needs", _("A training need"))


@desk_view
def need_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change a training need."""
    need = _need(request, pk)
    form = forms.TrainingNeedForm(sent_data(request), initial=forms.topic_initial(need), region=need.region)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"seen": form.cleaned_data["seen"], "facts": form.facts(need)}
        if form.attempt(lambda: actions.change_need(by=request.actor, need=need, **told)):
            return _to_list("needs", need.region)
    return _form_page(request, form, need.region, "needs", _("A training need"))


@desk_act
def need_move(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Close a need, or open it again."""
    need, state = _need(request, pk), request.POST.get("state", "")
    carry_out(request, lambda: actions.move_need(by=request.actor, need=need, state=state), _("Noted."))
    return _to_list("needs", need.region)


@desk_act
def need_take_up(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Make a training need of what was said at a meeting."""
    insight = fetch(request.actor, meetings_rules.edit_insight, "region", "meeting", pk=pk)
    carry_out(request, lambda: actions.take_up_need(by=request.actor, insight=insight), _("Noted."))
    return _to_list("needs", insight.region)


@desk_act
def need_plan(request: ActedRequest, pk: UUID, offer: UUID) -> HttpResponse:
    """Make a training of a need and an offer, then go on to its date."""
    need = _need(request, pk)
    chosen = fetch(request.actor, meetings_rules.use_training_offer, "region", "organisation", "theme", pk=offer)
    made: list[Meeting] = []
    done = _("The training is on record. Now write when and where it is.")
    if carry_out(request, lambda: made.append(actions.plan_training(by=request.actor, need=need, offer=chosen)), done):
        return redirect("meetings:edit", pk=made[0].pk)
    return _to_list("needs", need.region)


@desk_view
def offer_new(request: ActedRequest, region: str) -> HttpResponse:
    """Note an offer."""
    place = _region(request, region)
    form = forms.NewTrainingOfferForm(sent_data(request), **_beside_offer(place))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"id": form.cleaned_data["id"], "facts": form.facts()}
        if form.attempt(lambda: actions.make_offer(by=request.actor, region=place, **told)):
            return _to_list("offers", place)
    return _form_page(request, form, place, "offers", _("A training offer"))


@desk_view
def offer_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change an offer."""
    offer = _offer(request, pk)
    initial = forms.topic_initial(offer)
    form = forms.TrainingOfferForm(sent_data(request), initial=initial, **_beside_offer(offer.region))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"seen": form.cleaned_data["seen"], "facts": form.facts(offer)}
        if form.attempt(lambda: actions.change_offer(by=request.actor, offer=offer, **told)):
            return _to_list("offers", offer.region)
    return _form_page(request, form, offer.region, "offers", _("A training offer"))


@desk_act
def offer_move(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Accept an offer that came by a link, withdraw one, or put it back."""
    offer, state = _offer(request, pk), request.POST.get("state", "")
    carry_out(request, lambda: actions.move_offer(by=request.actor, offer=offer, state=state), _("Noted."))
    return _to_list("offers", offer.region)


@desk_view
def links(request: ActedRequest, region: str) -> HttpResponse:
    """The links for stating needs and offers; a new one."""
    place = _region(request, region)
    form = forms.LinkForm(sent_data(request), contacts=queries.contacts_to_choose(place, request.actor))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"purpose": form.cleaned_data["purpose"], "contact": form.cleaned_data["contact"]}
        if form.attempt(lambda: actions.make_training_link(by=request.actor, region=place, **told)):
            return _to_list("links", place)
    return render(request, "meetings/training_links.html", queries.links_page(place) | {"form": form})


@desk_act
def link_end(request: ActedRequest, pk: UUID) -> HttpResponse:
    """End a link."""
    link = fetch(request.actor, meetings_rules.keep_training_link, "region", pk=pk)
    carry_out(request, lambda: actions.end_training_link(by=request.actor, link=link), _("The link opens no more."))
    return _to_list("links", link.region)


# A training.


@desk_view
def training(request: ActedRequest, pk: UUID) -> HttpResponse:
    """What a training is about, its materials, certificates, and what came of it."""
    meeting = _meeting(request, pk)
    shown = queries.training_page(meeting)
    near = queries.resources_near(meeting)
    form = forms.DescribeForm(sent_data(request), initial=forms.describe_initial(shown), resources=near)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if form.attempt(lambda: actions.describe_training(by=request.actor, meeting=meeting, **form.told())):
            actions.choose_materials(by=request.actor, meeting=meeting, resources=told["materials"])
            return redirect("meetings:training", pk=meeting.pk)
    return render(request, "meetings/training.html", shown | {"form": form, "kept": was_kept(request)})


@desk_act
def certificates_offer(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Send the link to their certificate to all who came."""
    meeting = _meeting(request, pk)
    done = _("All who came by name can have their certificate; those with an address get the link by mail.")
    carry_out(request, lambda: actions.offer_certificates(by=request.actor, meeting=meeting), done)
    return redirect("meetings:training", pk=meeting.pk)


TOGETHER = ("participant__contact", "participant__meeting__region", "participant__meeting__network")


@desk_act
def certificate_issue(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Issue a certificate and go to it, for printing."""
    row = fetch(request.actor, meetings_rules.keep_certificate, *TOGETHER, pk=pk)
    if carry_out(request, lambda: actions.issue_certificate(by=request.actor, certificate=row)):
        return redirect("meetings:certificate_print", pk=row.pk)
    return redirect("meetings:training", pk=row.participant.meeting_id)


@desk_view
@require_safe
def certificate_print(request: ActedRequest, pk: UUID) -> HttpResponse:
    """A certificate as it is printed."""
    row = fetch(request.actor, meetings_rules.keep_certificate, *TOGETHER, pk=pk)
    return render(request, "meetings/certificate.html", queries.certificate_page(row) | {"is_own": False})


@desk_act
def certificate_back(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Take a certificate back, or give it again."""
    row = fetch(request.actor, meetings_rules.keep_certificate, *TOGETHER, pk=pk)
    carry_out(request, lambda: actions.take_certificate_back(by=request.actor, certificate=row), _("Noted."))
    return redirect("meetings:training", pk=row.participant.meeting_id)
