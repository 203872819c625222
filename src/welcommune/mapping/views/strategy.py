"""Strategies: the desk, assessing one, and what the public reads."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, allowed, fetch
from welcommune.core.desk import desk_view
from welcommune.core.forms import HouseForm, sent_data, was_kept
from welcommune.core.publication import SITE, public_page, region_key
from welcommune.mapping import actions, forms, queries
from welcommune.mapping import rules as mapping_rules
from welcommune.mapping.instruments import instrument
from welcommune.mapping.models import Assessment, Strategy
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.network.queries import network_for
from welcommune.stakeholders.queries import organisations_near


def _strategy(request: ActedRequest, pk: UUID, may: Any = mapping_rules.keep_strategy) -> Strategy:
    found: Strategy = fetch(request.actor, may, "region", "issuer", "place", pk=pk)
    request.about = found.region
    return found


def _beside(region: Region) -> dict[str, Any]:
    return {"region": region, "organisations": organisations_near(region, network_for(region))}


def _page(request: ActedRequest, template: str, form: HouseForm, region: Region, **more: Any) -> HttpResponse:
    shown = {"form": form, "region": region, "kept": was_kept(request)} | more
    return render(request, f"mapping/{template}.html", shown)


@desk_view
@require_safe
def strategies(request: ActedRequest, region: str) -> HttpResponse:
    """The strategies on record, and which were assessed."""
    place = request.about = fetch(request.actor, mapping_rules.assess_in_region, slug=region)
    can_record = allowed(request.actor, network_rules.record_in_region, place)
    shown = {"region": place, "rows": queries.strategies_of(place), "can_record": can_record}
    return render(request, "mapping/strategies.html", shown | {"issuer_of": queries.issuer_of})


@desk_view
@require_safe
def strategy(request: ActedRequest, pk: UUID) -> HttpResponse:
    """One strategy with all that its assessors made of it."""
    found = _strategy(request, pk, mapping_rules.assess_strategy)
    can_record = allowed(request.actor, mapping_rules.keep_strategy, found)
    own = queries.own_assessment(found, request.actor.id)
    shown = queries.strategy_page(found, with_assessment=True)
    return render(request, "mapping/strategy.html", shown | {"can_record": can_record, "own": own})


@desk_view
def strategy_new(request: ActedRequest, region: str) -> HttpResponse:
    """Note a strategy."""
    place = request.about = fetch(request.actor, network_rules.record_in_region, slug=region)
    form = forms.NewStrategyForm(sent_data(request), **_beside(place))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"id": form.cleaned_data["id"], "facts": form.facts()}
        if form.attempt(lambda: actions.record_strategy(by=request.actor, region=place, **told)):
            messages.success(request, _("Kept."))
            return redirect("mapping:strategies", region=region)
    return _page(request, "strategy_edit", form, place)


@desk_view
def strategy_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change a strategy."""
    found = _strategy(request, pk)
    form = forms.StrategyForm(sent_data(request), initial=forms.strategy_initial(found), **_beside(found.region))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"seen": form.cleaned_data["seen"], "facts": form.facts(found)}
        if form.attempt(lambda: actions.change_strategy(by=request.actor, strategy=found, **told)):
            messages.success(request, _("Kept."))
            return redirect("mapping:strategy", pk=pk)
    return _page(request, "strategy_edit", form, found.region, strategy=found)


@desk_view
def assess(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Assess a strategy, all points on one page."""
    found, made = _strategy(request, pk, mapping_rules.assess_strategy), instrument()
    form = forms.NewAssessmentForm(sent_data(request), instrument=made)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"id": form.cleaned_data["id"], "facts": form.facts(), "instrument": made}
        if form.attempt(lambda: actions.assess_strategy(by=request.actor, strategy=found, **told)):
            messages.success(request, _("Thank you. It is noted."))
            return redirect("mapping:strategy", pk=pk)
    return _page(request, "assess", form, found.region, strategy=found, instrument=made)


@desk_view
def assessment_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change one's own assessment."""
    own: Assessment = fetch(request.actor, mapping_rules.change_assessment, "strategy__region", pk=pk)
    found = _strategy(request, own.strategy_id, mapping_rules.assess_strategy)
    form = forms.AssessmentForm(
        sent_data(request), initial=forms.assessment_initial(own), instrument=instrument(own.instrument)
    )
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"seen": form.cleaned_data["seen"], "facts": form.facts()}
        if form.attempt(lambda: actions.change_assessment(by=request.actor, assessment=own, **told)):
            messages.success(request, _("Kept."))
            return redirect("mapping:strategy", pk=found.pk)
    return _page(request, "assess", form, found.region, strategy=found, instrument=form.instrument)


# In public.


@public_page(lambda region: region_key(region))
def region_strategies(request: ActedRequest, region: str) -> HttpResponse:
    """The strategies that matter for the welcome in a region."""
    place = request.about = queries.public_region(region)
    shown = {"region": place, "rows": queries.public_strategies(place), "issuer_of": queries.issuer_of}
    return render(request, "mapping/region_strategies.html", shown | {"period_of": queries.period_of})


def _public(request: ActedRequest, region: str, pk: UUID) -> dict[str, Any]:
    found = fetch(request.actor, mapping_rules.read_strategy, "region", "issuer", region__slug=region, pk=pk)
    request.about = found.region
    return queries.strategy_page(found, with_assessment=found.is_assessment_public)


@public_page(lambda region, pk: region_key(region))
def public_strategy(request: ActedRequest, region: str, pk: UUID) -> HttpResponse:
    """A strategy, and how it was assessed where the region shows that."""
    return render(request, "mapping/public_strategy.html", _public(request, region, pk))


@public_page(lambda region, pk: region_key(region))
def sheet(request: ActedRequest, region: str, pk: UUID) -> HttpResponse:
    """One page for the town hall: what it says, what to build on, what to work on, a practice for each."""
    return render(request, "mapping/strategy_sheet.html", _public(request, region, pk))


@public_page(SITE)
def comparison(request: HttpRequest) -> HttpResponse:
    """Strategies of several regions beside each other, point by point."""
    made, rows = queries.compared()
    return render(request, "mapping/comparison.html", {"made": made, "rows": rows, "words": queries.spread_words})
