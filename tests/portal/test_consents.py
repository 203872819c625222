"""Consents are a log; what is taken back is gone from every door at once, and no backup brings it back."""

import re
import zipfile
from io import BytesIO

import pytest

from tests.factories import DAY, SEATS, fill, meeting, quote, region, report, text_of
from welcommune.accounts.actions import replay_erasures
from welcommune.accounts.models import ConsentEvent
from welcommune.accounts.queries import consents_of, erased_ids
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.evidence.actions import freeze_factfile
from welcommune.meetings.actions import withdraw_consent
from welcommune.meetings.models import QuoteConsent
from welcommune.stakeholders.actions import give_listing_consent, withdraw_listing_consent
from welcommune.stakeholders.models import Affiliation, Contact, ListingConsent

pytestmark = pytest.mark.usefixtures("scope")
WORDS = "Nobody asks me what I can qvexbring."
NAME = "Zorilla Qvexmark"


@pytest.fixture
def said(network):
    return quote(meeting(), WORDS, attribution="named", person=NAME)


@pytest.fixture
def listed(cast):
    contact = Contact.plain.create(region=region(), name=NAME, source="asked", purpose="roundtables")
    seat = region().memberships.filter(organisation__isnull=False).order_by("pk")[0]
    Affiliation.objects.create(contact=contact, organisation=seat.organisation)
    return contact


def text_within(content):
    """The words of a page or file of any kind."""
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in pytest.importorskip("pypdf").PdfReader(BytesIO(content)).pages)
    if content.startswith(b"PK"):
        return zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", content.decode())


def told(*records):
    return [(event.deed, event.how) for event in consents_of(*records)]


def test_each_consent_is_a_line_that_is_never_written_over(said, cast, client_for):
    desk, page = client_for(cast["facilitator"]), f"/en/desk/insights/{said.pk}/"
    given = told(said.pk)
    assert [deed for deed, _how in given] == ["given"]
    assert fill(desk, page, consent_how="by letter").status_code == 302
    said.refresh_from_db()
    withdraw_consent(by=SYSTEM, insight=said)
    assert told(said.pk) == [*given, ("corrected", "by letter"), ("withdrawn", "")]
    assert QuoteConsent.objects.get().given_how == "by letter"
    shown = text_of(desk.get(page))
    assert ("What was agreed, and when" in shown, "corrected by letter" in shown) == (True, True)


def test_whoever_signs_in_sees_what_they_agreed_to(listed, cast, client_for):
    Contact.plain.filter(pk=listed.pk).update(account=cast["member"])
    give_listing_consent(by=SYSTEM, id=new_id(), contact=listed, given_on=DAY, given_how="at the table")
    shown = text_of(client_for(cast["member"]).get("/en/account/"))
    assert "agreed at the table" in shown


@pytest.mark.once
def test_a_consent_taken_back_is_gone_from_every_public_door(said, listed, client_for):
    article = report(said.meeting)
    give_listing_consent(by=SYSTEM, id=new_id(), contact=listed, given_on=DAY, given_how="at the table")
    freeze_factfile(by=SYSTEM, region=region())
    reader = client_for(None)
    organisation = listed.affiliations.get().organisation.slug
    doors = [
        f"/en/news/{article.slug}/", f"/en/regions/{SEATS}/roundtables/{said.meeting.number}/",
        f"/en/organisations/{organisation}/", f"/en/regions/{SEATS}/factfile/", f"/en/regions/{SEATS}/story/",
        "/en/news.atom", "/en/search/?q=qvexbring", "/en/search/?q=Zorilla",
        *(f"/en/regions/{SEATS}/factfile/1/{kind}/" for kind in ("json", "csv", "docx", "pdf")),
    ]  # fmt: skip

    def holding():
        pages = {path: reader.get(path) for path in doors}
        return {path for path, page in pages.items() if holds(page)}

    def holds(page):
        assert page.status_code == 200
        body = text_within(page.content)
        return "I can qvexbring" in body or NAME in body

    assert set(doors[:4]) | {doors[6], *doors[8:]} <= holding()
    withdraw_consent(by=SYSTEM, insight=said)
    withdraw_listing_consent(by=SYSTEM, contact=listed)
    assert holding() == set()


def test_a_backup_brings_no_consent_back(said, listed):
    give_listing_consent(by=SYSTEM, id=new_id(), contact=listed, given_on=DAY, given_how="at the table")
    before = (list(QuoteConsent.objects.values()), list(ListingConsent.objects.values()))
    withdraw_consent(by=SYSTEM, insight=said)
    withdraw_listing_consent(by=SYSTEM, contact=listed)
    for model, rows in zip((QuoteConsent, ListingConsent), before, strict=True):
        model.objects.all().delete()
        model.objects.bulk_create(model(**row) for row in rows)
    type(said).plain.filter(pk=said.pk).update(text={"en": WORDS})
    assert replay_erasures(by=SYSTEM, ids=erased_ids()) == 2
    assert QuoteConsent.objects.get().withdrawn_on is not None
    assert ListingConsent.objects.get().withdrawn_on is not None
    assert type(said).plain.get(pk=said.pk).text == {}
    assert ConsentEvent.objects.filter(deed="withdrawn").count() == 4
