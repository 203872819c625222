"""One row of each kind that belongs to a region, or that a rule is about."""

from tests.factories import (
    SEATS,
    asked_around,
    commitment,
    decision,
    invitation,
    invited_guest,
    list_brought,
    meeting,
    on_the_table,
    region,
)
from tests.matrix.learning import learning
from tests.matrix.live import live_meeting
from tests.matrix.mapped import on_the_map
from tests.matrix.minutes import minutes_of_meetings
from welcommune.core.access import SYSTEM
from welcommune.evidence.actions import freeze_factfile
from welcommune.mapping.actions.gap import say_nothing_found
from welcommune.mapping.models import CellFacts
from welcommune.meetings.models import PlaceRequest
from welcommune.network.models import Network, Term
from welcommune.portal.models import Subscription
from welcommune.stakeholders.models import Contact


def _plain(what: str) -> str:
    return what.replace(" ", "-")


def one_of_each() -> None:
    """Make them in the region of the facilitator, by the actions that pages use."""
    home, network = region(SEATS), Network.objects.get()
    invitation()
    on_the_table()
    list_brought()
    asked_around(guest := invited_guest())
    commitment(guest.meeting)
    decision(guest.meeting)
    person = Contact.plain.filter(region=home).order_by("pk")[0]
    minutes_of_meetings(SYSTEM, meeting(number=None), person, _plain)
    live_meeting(SYSTEM, network, home, _plain)
    learning(SYSTEM, network, home, _plain)
    on_the_map(SYSTEM, home, guest.meeting, _plain)
    somewhere = CellFacts(Term.objects.get(vocabulary="theme", code="mobility"))
    say_nothing_found(region=home, cell=somewhere, sender="127.0.0.1")
    PlaceRequest.objects.create(meeting=guest.meeting, name="Jo", email="jo@example.org", language="fr")
    freeze_factfile(by=SYSTEM, region=home)
    Subscription.objects.create(email="lectrice@example.org", language="fr", network=network)
