"""What the scene of the matrix holds in the register: contacts, the table, entries that look alike."""

from datetime import date
from typing import Any

from welcommune.core.access import Actor
from welcommune.core.ids import new_id
from welcommune.core.text import Translated
from welcommune.network.models import Region, Term
from welcommune.stakeholders import actions as stakeholders
from welcommune.stakeholders.models import (
    Affiliation,
    Contact,
    ContactFacts,
    GroupFacts,
    OfferFacts,
    Organisation,
    OrganisationFacts,
)


def _member(home: Region) -> Organisation:
    return Organisation.objects.filter(memberships__region=home, memberships__state="active").order_by("slug")[0]


def people(by: Actor, home: Region, note: Any) -> dict[str, Any]:
    """A contact with a job, a seat and consent that was withdrawn; and one whom the public may know."""
    email = f"{note('contact address')}@example.org".lower()
    facts = ContactFacts(
        name=note("contact name"), email=email, phone="+33 3 85 12 34 56", source=note("how we know a contact"),
        purpose=note("what a contact is written to about"),
    )  # fmt: skip
    contact = stakeholders.record_contact(by=by, id=new_id(), region=home, facts=facts)
    job = Affiliation(id=new_id(), organisation=_member(home), function=note("function of a contact"))
    stakeholders.add_affiliation(by=by, contact=contact, affiliation=job)
    how = {"given_on": date(2022, 3, 9), "given_how": note("how a contact agreed")}
    stakeholders.give_listing_consent(by=by, id=new_id(), contact=contact, **how)
    stakeholders.withdraw_listing_consent(by=by, contact=contact)
    newcomer = Term.objects.get(vocabulary="category", code="newcomer")
    seat = stakeholders.seat_person(by=by, id=new_id(), contact=contact, category=newcomer)
    # Confirmed long ago, so that confirming changes something.
    Contact.plain.filter(pk=contact.pk).update(confirmed_on=date(2022, 3, 9))
    return {"contact": contact, "affiliation": job, "person_seat": seat}


def on_the_table(by: Actor, home: Region, note: Any) -> dict[str, Any]:
    """The charter, a group at work and one at rest, an offer that is open and one that was withdrawn."""
    member = _member(home)
    text = Translated({"fr": "Nous travaillons ensemble.\n\n- à parts égales", "en": "We work together."})
    stakeholders.write_charter(by=by, region=home, seen=0, text=text, adopted_on=date(2022, 3, 9))
    resting = GroupFacts(Translated({"fr": note("group at rest")}), is_active=False, members=[member])
    stakeholders.record_group(by=by, id=new_id(), region=home, facts=resting)
    facts = GroupFacts(Translated({"fr": "Logement"}), Translated({"fr": "Trouver des toits"}), members=[member])
    group = stakeholders.record_group(by=by, id=new_id(), region=home, facts=facts)
    told = {"organisation": member, "kind": "transport", "languages": ["fr", "ar"], "place": "Charolles"}
    words = (Translated({"fr": "Deux voitures le mardi"}), Translated({"fr": note("withdrawn offer")}))
    offers = [
        stakeholders.record_offer(by=by, id=new_id(), region=home, facts=OfferFacts(text=text, **told))
        for text in words
    ]
    stakeholders.withdraw_offer(by=by, offer=offers[1])
    return {"group": group, "offer": offers[0], "withdrawn_offer": offers[1]}


def entries(by: Actor, home: Region, street: str, postcode: str) -> dict[str, Any]:
    """A sensitive place with a seat, its twin, and a third entry that was merged into it."""

    def known(name: str, **more: Any) -> Organisation:
        facts = OrganisationFacts(name=name, language="fr", **more)
        return stakeholders.record_organisation(by=by, id=new_id(), facts=facts, steward=home)

    where = {"address": street, "postcode": postcode}
    entry = known("Foyer Témoin", town="Génelard", is_sensitive=True, **where)
    twin, third = known("Foyer Jumeau", **{**where, "town": "Génelard", "is_sensitive": True}), known("Foyer Tiers")
    seat = stakeholders.give_seat(by=by, id=new_id(), organisation=entry, region=home)
    merge = stakeholders.merge_organisations(by=by, kept=entry, absorbed=third, seen=(entry.version, third.version))
    neighbour = known("Foyer Voisin")
    stakeholders.keep_two_organisations(by=by, one=entry, other=neighbour)
    return {"entry": entry, "twin": twin, "neighbour": neighbour, "seat": seat, "merge": merge}
