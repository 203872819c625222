"""The desk pages of a region's contacts. Each fetches, forms, acts and answers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welcommune.core.access import ActedRequest, fetch
from welcommune.core.desk import carry_out, desk_act, desk_view
from welcommune.core.forms import HouseForm, sent_data, was_kept
from welcommune.core.paging import page_of
from welcommune.network import rules as network_rules
from welcommune.network.models import Region
from welcommune.network.queries import network_for
from welcommune.stakeholders import actions, forms, queries
from welcommune.stakeholders import rules as stakeholders_rules
from welcommune.stakeholders.models import Contact

PER_PAGE = 50


def _region(request: ActedRequest, slug: str) -> Region:
    found = request.about = fetch(request.actor, network_rules.record_in_region, slug=slug)
    return found


def _contact(request: ActedRequest, pk: UUID) -> Contact:
    contact = fetch(request.actor, stakeholders_rules.keep_contact, "region", pk=pk)
    request.about = contact.region
    return contact


def _near(region: Region) -> Any:
    return queries.organisations_near(region, network_for(region))


def _small_form(request: ActedRequest, contact: Contact, form: HouseForm, title: str, lead: str = "") -> HttpResponse:
    shown = {"form": form, "contact": contact, "title": title, "lead": lead, "kept": was_kept(request)}
    return render(request, "stakeholders/contact_form.html", shown)


def _act(request: ActedRequest, contact: Contact, act: Callable[[], Any], done: str) -> HttpResponse:
    """Run a button's action and go back to the person, with what happened in words."""
    carry_out(request, act, done)
    return redirect("stakeholders:contact", pk=contact.pk)


@desk_view
@require_safe
def contacts(request: ActedRequest, region: str) -> HttpResponse:
    """The contacts of a region, with a filter."""
    place = _region(request, region)
    filters = forms.ContactFilter(request.GET, organisations=_near(place))
    page, shown = page_of(request, queries.contacts_of(place, **filters.told()), PER_PAGE)
    rows = queries.contact_rows(shown, timezone.localdate())
    there = {"region": place, "filters": filters, "page_": page, "rows": rows}
    return render(request, "stakeholders/contacts.html", there)


@desk_view
def contact_new(request: ActedRequest, region: str) -> HttpResponse:
    """Put a person on record."""
    place = _region(request, region)
    form = forms.NewContactForm(sent_data(request), organisations=_near(place))
    if request.method == "POST" and form.is_valid():
        told, key = form.told(), form.cleaned_data["id"]
        if contact := form.attempt(lambda: actions.record_contact(by=request.actor, id=key, region=place, **told)):
            return redirect("stakeholders:contact", pk=contact.pk)
    shown = {"form": form, "region": place, "kept": was_kept(request)}
    return render(request, "stakeholders/contact_edit.html", shown)


@desk_view
@require_safe
def contact(request: ActedRequest, pk: UUID) -> HttpResponse:
    """One person: what is on record, and what can be done."""
    found = _contact(request, pk)
    return render(request, "stakeholders/contact.html", {"it": queries.contact_page(found, timezone.localdate())})


@desk_view
def contact_edit(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Change what is on record of a person."""
    found = _contact(request, pk)
    form = forms.ContactForm(sent_data(request), initial=forms.contact_initial(found))
    if request.method == "POST" and form.is_valid():
        facts, seen = form.facts(), form.cleaned_data["seen"]
        if form.attempt(lambda: actions.change_contact(by=request.actor, contact=found, seen=seen, facts=facts)):
            return redirect("stakeholders:contact", pk=pk)
    shown = {"form": form, "contact": found, "region": found.region, "kept": was_kept(request)}
    return render(request, "stakeholders/contact_edit.html", shown)


@desk_act
def contact_confirm(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Somebody has looked: still right."""
    found = _contact(request, pk)
    return _act(request, found, lambda: actions.confirm_contact(by=request.actor, contact=found), _("Noted."))


@desk_view
def affiliation_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Note where the person works."""
    found = _contact(request, pk)
    form = forms.AffiliationForm(sent_data(request), organisations=_near(found.region))
    if request.method == "POST" and form.is_valid():
        job = form.affiliation()
        if form.attempt(lambda: actions.add_affiliation(by=request.actor, contact=found, affiliation=job)):
            return redirect("stakeholders:contact", pk=pk)
    return _small_form(request, found, form, _("Where this person works"))


@desk_act
def affiliation_end(request: ActedRequest, pk: UUID, affiliation: UUID) -> HttpResponse:
    """The person works there no more."""
    found = _contact(request, pk)
    job = queries.affiliation_of(found, affiliation)
    return _act(
        request,
        found,
        lambda: actions.end_affiliation(by=request.actor, contact=found, affiliation=job),
        _("Noted: the person works there no more."),
    )


@desk_view
def listing_give(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The person agrees to be named in public."""
    found = _contact(request, pk)
    form = forms.ListingConsentForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if form.attempt(lambda: actions.give_listing_consent(by=request.actor, contact=found, **told)):
            return redirect("stakeholders:contact", pk=pk)
    lead = _(
        "The public then sees name, function, e-mail address and telephone beside the organisation. "
        "The person can withdraw this at any time, and is then gone from every page at once."
    )
    return _small_form(request, found, form, _("Consent to be listed"), lead)


@desk_act
def listing_withdraw(request: ActedRequest, pk: UUID) -> HttpResponse:
    """The person is named in public no more."""
    found = _contact(request, pk)
    return _act(
        request,
        found,
        lambda: actions.withdraw_listing_consent(by=request.actor, contact=found),
        _("The consent is withdrawn: no public page names this person."),
    )


@desk_view
def seat_new(request: ActedRequest, pk: UUID) -> HttpResponse:
    """Give a person who speaks for nobody else a seat at the table."""
    found = _contact(request, pk)
    form = forms.PersonSeatForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if form.attempt(lambda: actions.seat_person(by=request.actor, contact=found, **told)):
            return redirect("stakeholders:contact", pk=pk)
    lead = _("For people who speak for themselves: a newcomer, a volunteer. Organisations have seats of their own.")
    return _small_form(request, found, form, _("A seat at the table"), lead)


@desk_act
def seat_end(request: ActedRequest, pk: UUID, seat: UUID) -> HttpResponse:
    """End a person's seat."""
    found = _contact(request, pk)
    place = queries.seat_of(found, seat)
    return _act(
        request,
        found,
        lambda: actions.end_seat(by=request.actor, seat=place),
        _("The seat has ended. It stays on record as a past one."),
    )
