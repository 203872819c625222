"""Somebody asks what is kept of them, or wants it gone: it is found wherever a person can stand, and goes there."""

import sqlite3

import pytest
from django.conf import settings

from tests.factories import DAY, SEATS, commitment, meeting, region, text_of
from welcommune.accounts.actions import replay_erasures
from welcommune.accounts.queries import erased_ids
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.models import AuditEvent
from welcommune.meetings.models import Commitment, TrainingOffer
from welcommune.stakeholders.actions import give_listing_consent
from welcommune.stakeholders.models import Affiliation, Contact

pytestmark = pytest.mark.usefixtures("scope")
PAGE = "/en/desk/personal-data/"
# Stands in the name and in the address, and nowhere else in the world.
MARK = "qvexmark"
NAME, EMAIL = "Zorilla Qvexmark", "zorilla@qvexmark.example"


def keys_on(page):
    return [box.split('"')[0] for box in page.content.decode().split('name="row" value="')[1:]]


@pytest.fixture
def person(cast):
    """A contact of a region, listed in public; and somebody of the same name elsewhere."""
    for slug in (SEATS, "vaucluse"):
        Contact.plain.create(region=region(slug), name=NAME, source="asked", purpose="roundtables")
    contact = Contact.plain.get(region=region())
    Contact.plain.filter(pk=contact.pk).update(email=EMAIL)
    seat = region().memberships.filter(organisation__isnull=False).order_by("pk")[0]
    Affiliation.objects.create(contact=contact, organisation=seat.organisation)
    give_listing_consent(by=SYSTEM, id=new_id(), contact=contact, given_on=DAY, given_how="by mail")
    return contact


def test_public_pages_and_search_forget_at_once(person, cast, client_for):
    reader, desk = client_for(None), client_for(cast["facilitator"])
    organisation = person.affiliations.get().organisation
    paths = (f"/en/organisations/{organisation.slug}/", f"/en/regions/{SEATS}/")
    assert NAME in text_of(reader.get(paths[0]))
    assert NAME in text_of(reader.get(paths[0]))
    desk.post(f"{PAGE}erase/", {"asked": EMAIL, "row": keys_on(desk.post(PAGE, {"asked": EMAIL}))})
    assert [MARK in reader.get(path).content.decode().lower() for path in paths] == [False, False]
    assert not Contact.plain.filter(pk=person.pk).exists()


def test_a_facilitator_finds_and_erases_in_their_own_region_alone(person, cast, client_for):
    desk = client_for(cast["facilitator"])
    keys = keys_on(desk.post(PAGE, {"asked": NAME.upper()}))
    elsewhere = Contact.plain.get(region=region("vaucluse"))
    assert (f"stakeholders.Contact:{person.pk}" in keys, f"stakeholders.Contact:{elsewhere.pk}" in keys) == (
        True,
        False,
    )
    desk.post(f"{PAGE}erase/", {"asked": NAME, "row": [f"stakeholders.Contact:{elsewhere.pk}"]})
    assert Contact.plain.filter(name=NAME).count() == 2
    assert "Write the whole name" in text_of(desk.post(PAGE, {"asked": "Zor"}))


def test_the_file_tells_for_whom_somebody_speaks_and_since_when(person, cast, client_for):
    Affiliation.objects.filter(contact=person).update(starts_on=DAY)
    organisation = person.affiliations.get().organisation
    file = client_for(cast["facilitator"]).post(f"{PAGE}file/", {"asked": EMAIL}).json()
    told = [row for row in file["meetings.contacts"] if row["table"] == "stakeholders.Affiliation"]
    assert [(row["organisation"], row["starts_on"]) for row in told] == [(organisation.name, f"{DAY:%Y-%m-%d}")]


def test_what_is_not_ticked_stays(person, cast, client_for):
    desk = client_for(cast["coordinator"])
    keys = keys_on(desk.post(PAGE, {"asked": NAME}))
    mine = [key for key in keys if key != f"stakeholders.Contact:{person.pk}" and "Contact" in key]
    desk.post(f"{PAGE}erase/", {"asked": NAME, "row": mine})
    assert list(Contact.plain.filter(name=NAME)) == [person]


def test_a_backup_brings_nobody_back(person, cast, client_for):
    told = Contact.plain.filter(pk=person.pk).values().get()
    desk = client_for(cast["facilitator"])
    desk.post(f"{PAGE}erase/", {"asked": EMAIL, "row": keys_on(desk.post(PAGE, {"asked": EMAIL}))})
    Contact.plain.create(**told)
    commitment(meeting(), f"{NAME} asks for a bus")
    assert replay_erasures(by=SYSTEM, ids=erased_ids()) == 1
    assert list(Contact.plain.filter(name=NAME).values_list("region__slug", flat=True)) == ["vaucluse"]
    assert Commitment.plain.get().what == "[…] asks for a bus"
    assert replay_erasures(by=SYSTEM, ids=erased_ids()) == 0


def test_an_address_tells_the_name_beside_it_but_never_that_of_an_organisation(network, cast, client_for):
    """Else all texts that name the organisation would lose its name."""
    Contact.plain.create(region=region(), name="Zoé Qvexmark", email=EMAIL, source="asked", purpose="roundtables")
    TrainingOffer.plain.create(
        region=region(), words="Reading maps", written_in="en", provider="Croix Rouge Exemple", email=EMAIL
    )
    held = meeting()
    for what in ("Croix Rouge Exemple lends a room", "ZOÉ  QVEXMARK lends a hand", "Bezoé Qvexmarks stay"):
        commitment(held, what)
    desk = client_for(cast["facilitator"])
    page = desk.post(PAGE, {"asked": EMAIL})
    assert "is about the person" in text_of(page)
    desk.post(f"{PAGE}erase/", {"asked": "zoé qvexmark", "row": keys_on(desk.post(PAGE, {"asked": "ZOÉ QVEXMARK"}))})
    told = sorted(Commitment.plain.values_list("what", flat=True))
    assert told == ["Bezoé Qvexmarks stay", "Croix Rouge Exemple lends a room", "[…] lends a hand"]
    assert not Contact.plain.filter(email=EMAIL).exists()
    assert AuditEvent.objects.get(verb="accounts.erase_traces").region_id == region().pk


@pytest.mark.once
def test_what_is_deleted_is_overwritten_in_the_file(tmp_path):
    """Settings of every connection to SQLite, tried on a file of its own."""
    path = tmp_path / "one.sqlite3"
    told = settings.DATABASES["default"]["OPTIONS"]["init_command"]
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript(told)
    base.execute("CREATE TABLE person (name TEXT)")
    base.executemany("INSERT INTO person VALUES (?)", [(f"{NAME} {n}",) for n in range(500)])
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert MARK in path.read_bytes().decode("latin-1").lower()
    base.execute("DELETE FROM person")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert MARK not in b"".join(file.read_bytes() for file in tmp_path.iterdir()).decode("latin-1").lower()
