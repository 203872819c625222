"""People to invite, invented and told so, so that the proposals of the demonstration have somebody to propose."""

from django.db import transaction

from welcommune.accounts.models import Account
from welcommune.core.ids import new_id
from welcommune.portal.actions.cast import keeper_of, told_of
from welcommune.stakeholders.actions import record_contact
from welcommune.stakeholders.models import Contact, ContactFacts, Organisation

SOURCE, PURPOSE = "exemple inventé", "les réunions de la table"


@transaction.atomic
def note_contacts(facilitator: Account) -> None:
    """Once, in the facilitator's region; nothing where contacts are on record there."""
    by, region = keeper_of(facilitator)
    if Contact.plain.filter(region=region).exists():
        return
    told = told_of("contacts")
    named = [one["organisation"] for one in told if "organisation" in one]
    known = {row.slug: row for row in Organisation.objects.filter(slug__in=named)}
    for place, one in enumerate(told):
        facts = ContactFacts(
            one["name"], SOURCE, PURPOSE, email=f"contact-{place}@example.org", language=one["language"]
        )
        work = known.get(one.get("organisation", ""))
        record_contact(by=by, id=new_id(), region=region, facts=facts, organisation=work)
