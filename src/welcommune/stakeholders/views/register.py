"""The register at the desk: list, entry, form, seats, merges. Each fetches, forms, acts and answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, Rule, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.stakeholders import actions, forms, queries
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Membership, Organisation

PER_PAGE = 50


def _entry(request: ActedRequest, pk: UUID, may: Rule[Organisation]) -> Organisation:
    return fetch(request.actor, may, "steward", "category", "parent", "merged_into", pk=pk)


def _act(request: ActedRequest, pk: UUID, act: Any, done: str) -> HttpResponse:
    carry_out(request, act, done)
    return redirect("stakeholders:organisation", pk=pk)


@desk_view
@require_safe
def register(request: ActedRequest, region: str) -> HttpResponse:
    """The organisations at a region's table, and those it is steward of."""
    place = fetch(request.actor, network_rules.enter_region, slug=region)
    page, keys = page_of(request, queries.register_keys(place, request.GET), PER_PAGE)
    shown = queries.register_page(place, request.actor, request.GET, keys)
    return render(request, "stakeholders/register.html", shown | {"page_": page})


@desk_view
@require_safe
def register_csv(request: ActedRequest, region: str) -> HttpResponse:
    """The same list as a table for a spreadsheet."""
    place = fetch(request.actor, network_rules.record_in_region, slug=region)
    response = HttpResponse(queries.register_csv(queries.register_keys(place, request.GET)), content_type="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{place.slug}-organisations.csv"'
    return response


@desk_view
@require_safe
def merge_pair(request: ActedRequest, region: str) -> HttpResponse:
    """From two entries ticked in the list to the page that compares them."""
    place = fetch(request.actor, network_rules.record_in_region, slug=region)
    pair = queries.pair_of(request.actor, request.GET.getlist("pick"))
    if pair:
        return redirect("stakeholders:merge", pk=pair[0].pk, other=pair[1].pk)
    messages.error(request, _("Tick two entries that your region looks after, then compare them."))
    return redirect("stakeholders:register", region=place.slug)


@desk_view
@require_safe
def alike(request: ActedRequest, region: str) -> HttpResponse:
    """The entries that may be what is being typed: a piece of the form's page."""
    fetch(request.actor, network_rules.record_in_region, slug=region)
    name, acronym, town = (request.GET.get(key, "")[:200] for key in ("name", "acronym", "town"))
    likely = queries.alike(name=name, acronym=acronym, town=town)
    return render(request, "stakeholders/alike.html", {"likely": likely})


def _first_guess(place: Region) -> dict[str, Any]:
    """What is likely of an organisation that a region brings in."""
    languages = place.languages or ["en"]
    return {"steward": place, "language": languages[0], "form": "registered", "country": place.country}


@desk_view
def new(request: ActedRequest, region: str) -> HttpResponse:
    """Bring an organisation into the register."""
    place = fetch(request.actor, network_rules.record_in_region, slug=region)
    initial = _first_guess(place) | {"category": queries.kind_of(request.GET.get("category", ""))}
    form = forms.NewOrganisationForm(sent_data(request), initial=initial, **queries.form_parts(request.actor, place))
    if request.method == "POST" and form.is_valid():
        told, key = form.told(), form.cleaned_data["id"]
        if found := form.attempt(lambda: actions.record_organisation(by=request.actor, id=key, **told)):
            return redirect("stakeholders:organisation", pk=found.pk)
    shown = {"form": form, "region": place, "kept": was_kept(request)}
    return render(request, "stakeholders/edit.html", shown)


@desk_view
def edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change an entry."""
    found = _entry(request, pk, stakeholders_rules.edit_organisation)
    parts = queries.form_parts(request.actor, found.steward, found)
    initial = forms.organisation_initial(found, parts["written"])
    form = forms.OrganisationForm(sent_data(request), initial=initial, **parts)
    if request.method == "POST" and form.is_valid():
        told, seen = form.told(), form.cleaned_data["seen"]
        if form.attempt(lambda: actions.change_organisation(by=request.actor, organisation=found, seen=seen, **told)):
            return redirect("stakeholders:organisation", pk=found.pk)
    shown = {"form": form, "region": found.steward, "organisation": found, "kept": was_kept(request)}
    return render(request, "stakeholders/edit.html", shown)


@desk_view
@require_safe
def organisation(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The entry with what can be done next."""
    found = _entry(request, pk, stakeholders_rules.see_organisation)
    if found.merged_into_id:
        return redirect("stakeholders:organisation", pk=found.merged_into_id)
    return render(request, "stakeholders/organisation.html", queries.record_page(found, request.actor))


@desk_act
def confirm(request: ActedRequest, pk: UUID) -> HttpResponse:
    """All is still right."""
    found = _entry(request, pk, stakeholders_rules.edit_organisation)
    done = _("Noted: the entry was right today.")
    return _act(request, pk, lambda: actions.confirm_organisation(by=request.actor, organisation=found), done)


@desk_view
def seat(request: ActedRequest, region: str, pk: UUID) -> HttpResponse:
    """Give an organisation a seat at a region's table."""
    place = fetch(request.actor, network_rules.record_in_region, slug=region)
    found = _entry(request, pk, stakeholders_rules.seat_organisation)
    form = forms.SeatForm(sent_data(request), initial={"role": "member", "state": "active"})
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"organisation": found, "region": place, **form.cleaned_data}
        if form.attempt(lambda: actions.give_seat(by=request.actor, **told)):
            return redirect("stakeholders:organisation", pk=found.pk)
    return render(request, "stakeholders/seat.html", {"form": form, "organisation": found, "region": place})


@desk_act
def seat_end(request: ActedRequest, pk: UUID) -> HttpResponse:
    """End a seat; it stays on record."""
    found: Membership = fetch(
        request.actor, stakeholders_rules.edit_seat, "organisation", "region", pk=pk, organisation__isnull=False
    )
    done = _("The seat has ended. It stays on record.")
    return _act(request, found.organisation.pk, lambda: actions.end_seat(by=request.actor, seat=found), done)  # type: ignore[union-attr]


@desk_view
@require_safe
def merge_choose(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Which other entry is the same organisation."""
    found = _entry(request, pk, stakeholders_rules.edit_organisation)
    words = request.GET.get("q", "")
    return render(request, "stakeholders/merge_choose.html", queries.merge_page(found, request.actor, words))


@desk_view
def merge(request: ActedRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Compare two entries and make them one."""
    first, second = (_entry(request, each, stakeholders_rules.edit_organisation) for each in (pk, other))
    favours_second = queries.is_heavier(second, first)
    form = forms.MergeForm(sent_data(request), first=first, second=second, favours_second=favours_second)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(lambda: actions.merge_organisations(by=request.actor, **form.told()))
        if done:
            messages.success(request, _("The two entries are one now. You can undo this below."))
            return redirect("stakeholders:organisation", pk=done.kept_id)
    return render(request, "stakeholders/merge.html", {"form": form, "first": first, "second": second})


@desk_act
def merge_undo(request: ActedRequest, pk: UUID, merge: UUID) -> HttpResponse:
    """Take two merged entries apart."""
    found = _entry(request, pk, stakeholders_rules.edit_organisation)
    row = queries.merge_of(found, merge)
    done = _("The two entries are apart again.")
    return _act(request, pk, lambda: actions.undo_merge(by=request.actor, merge=row), done)


def _about_two(request: ActedRequest, pk: UUID, other: UUID, act: Any, done: str) -> HttpResponse:
    one, another = (_entry(request, each, stakeholders_rules.edit_organisation) for each in (pk, other))
    carry_out(request, lambda: act(by=request.actor, one=one, other=another), done)
    return redirect("stakeholders:merge_choose", pk=pk)


@desk_act
def keep_two(request: ActedRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Note that two entries that are alike are two."""
    done = _("Noted: they are two. Nobody is asked about them any more.")
    return _about_two(request, pk, other, actions.keep_two_organisations, done)


@desk_act
def look_again(request: ActedRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Ask again whether two entries are one."""
    done = _("They are among those that may be one again.")
    return _about_two(request, pk, other, actions.look_again_at_organisations, done)
