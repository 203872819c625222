"""What a factfile says in brief, whence it knows it, and who convened: on the page and in each kind of file."""

import json
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.utils import timezone

from tests.factories import SEATS, commitment, meeting, quote, region, table, term, text_of
from welcommune.core.access import SYSTEM
from welcommune.core.models import Source
from welcommune.evidence.actions import freeze_factfile
from welcommune.library.papers import can_make_pdf
from welcommune.mapping.models import Action, FundingLine, Gap, Place
from welcommune.meetings.models import Organiser, ReportedCount
from welcommune.stakeholders.models import Organisation

HERE = f"/en/regions/{SEATS}/factfile/"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ADDRESS = "https://example.org/minutes?a=1&b=2"


@pytest.fixture
def visitor(network, scope, client_for):
    return client_for(None)


@pytest.fixture
def frozen(visitor):
    here, today = region(), timezone.localdate()
    Place.objects.create(
        system="lau", country="FR", code="71270", name="Mâcon", plain="macon", region=here, source="INSEE",
        population=34000, population_year=2021,
    )  # fmt: skip
    told = {"region": here, "language": "fr", "is_public": True}
    for number in range(2):
        action = Action.plain.create(slug=f"cours-{number}", name=f"Cours {number}", **told)
        action.themes.add(term("language", "theme"))
    money = {"region": here, "funder_name": "État", "currency": "EUR", "is_public": True}
    FundingLine.plain.create(amount=Decimal(1200), ends_on=today + timedelta(days=90), **money)
    FundingLine.plain.create(amount=Decimal(800), ends_on=today + timedelta(days=900), **money)
    gap = {"origin": "reported", "noted_on": today} | told
    Gap.plain.create(title="Bus, le soir", state="confirmed", **gap)
    Gap.plain.create(title="Garde d’enfants", state="addressed", **gap)
    return freeze_factfile(by=SYSTEM, region=here)


def points_of(visitor, language="en"):
    told = visitor.get(f"{HERE}1/json/".replace("/en/", f"/{language}/")).json()["brief"]
    return {point["sections"][0]: point["text"] for point in reversed(told)}


def test_what_matters_stands_first_each_point_under_its_section(visitor, frozen):
    page = visitor.get(HERE).content.decode()
    assert 0 < page.index('id="brief"') < page.index('id="territory"')
    points, day = points_of(visitor), timezone.localdate()
    assert "Population of 1 town on record: 34,000 (2021)." in points["territory"]
    assert "these kinds are not at the table: " in points["table"]
    assert points["actions"] == (
        "Actions by theme: 2 actions are on record. Their main themes: language and literacy (2)."
    )
    assert points["funding"].partition(": ")[2] == (
        f"2 funding lines run on {day:%-d %B %Y}. Confirmed amounts: €2,000. "
        "1 funding line ends within twelve months. Confirmed amounts: €1,200."
    )
    assert points["gaps"] == (
        "What is missing: 1 gap is confirmed: Bus, le soir. 1 gap is being addressed: Garde d’enfants."
    )
    assert '<a href="#gaps">What is missing</a>' in page
    assert '<bdi lang="fr" dir="ltr">Bus, le soir</bdi>' in page
    # What there is nothing about is said, and leads there all the same.
    told = visitor.get(f"{HERE}1/json/").json()["brief"]
    assert told[-1]["text"].startswith("Nothing is on record yet about: ")
    assert all(visitor.get(HERE).content.count(f'id="{key}"'.encode()) == 1 for key in told[-1]["sections"])


@pytest.mark.parametrize("language", ["fr", "es", "pl", "el", "ar"])
def test_it_is_told_in_each_language(visitor, frozen, language):
    english, told = points_of(visitor), points_of(visitor, language)
    assert told.keys() == english.keys()
    assert set(told.values()) & set(english.values()) == set()
    words = " ".join(told.values())
    assert [one for one in ("funding line", "gap is", "on record", "at the table", "amounts") if one in words] == []


def test_each_kind_of_file_begins_with_it_and_its_links_lead_there(visitor, frozen):
    document = ZipFile(BytesIO(visitor.get(f"{HERE}1/docx/").content)).read("word/document.xml")
    body = ElementTree.fromstring(document)
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    links = [field.get(f"{W}instr") for field in body.iter(f"{W}fldSimple")]
    inner = [link.split('"')[1] for link in links if "\\l" in link]
    assert ("_gaps" in inner, set(inner) - marks) == (True, set())
    assert "1 gap is confirmed: Bus, le soir." in "".join(body.itertext())
    assert "1 gap is confirmed: Bus, le soir." in visitor.get(f"{HERE}1/csv/").content.decode()
    if can_make_pdf():
        reader = pytest.importorskip("pypdf").PdfReader(BytesIO(visitor.get(f"{HERE}1/pdf/").content))
        words = " ".join(reader.pages[0].extract_text().split())
        assert "1 gap is confirmed: Bus, le soir." in words
        assert any("/Annots" in page for page in reader.pages)


def test_sources_lead_to_their_address_and_nothing_else_does(visitor):
    for url in ("", ADDRESS):
        Source.objects.create(object_id=meeting(number=40 + bool(url)).pk, text="Minutes", url=url)
    Source.objects.create(object_id=meeting(number=43).pk, text="Odd", url="ftp://example.org/x")
    freeze_factfile(by=SYSTEM, region=region())
    page = visitor.get(HERE)
    assert [row[2] for row in table(page, "Sources") if row[0] in {"Minutes", "Odd"}] == [
        ADDRESS, "ftp://example.org/x",
    ]  # fmt: skip
    html = page.content.decode()
    assert '<a href="https://example.org/minutes?a=1&amp;b=2">' in html
    assert 'href="ftp:' not in html
    body = ElementTree.fromstring(ZipFile(BytesIO(visitor.get(f"{HERE}1/docx/").content)).read("word/document.xml"))
    assert f' HYPERLINK "{ADDRESS}" ' in [field.get(f"{W}instr") for field in body.iter(f"{W}fldSimple")]


def test_a_meeting_says_who_convened_it_and_how_long_it_took_as_far_as_that_is_known(visitor):
    known, unknown = meeting(number=40), meeting(number=41)
    known.duration_minutes = 150
    known.save()
    Organiser.objects.filter(meeting__in=[known, unknown]).delete()
    Organiser.objects.create(meeting=known, organisation=Organisation.objects.order_by("name").first())
    freeze_factfile(by=SYSTEM, region=region())
    rows = {row[0]: row for row in table(visitor.get(HERE), "Meetings on record")}
    assert "2 h 30 min" in rows["Roundtable 40"][1]
    assert rows["Roundtable 40"][2] == Organisation.objects.order_by("name").first().name
    assert ("min" in rows["Roundtable 41"][1], rows["Roundtable 41"][2]) == (False, "–")


def test_a_version_of_before_is_read_as_it_was(visitor, frozen):
    """It kept neither conveners nor kinds that are absent: nothing is said of them."""
    content = json.loads(json.dumps(frozen.content))
    content["region"].pop("absent"), content["region"].pop("statistics")
    content["meetings"] = [
        {name: value for name, value in item.items() if name not in {"conveners", "minutes"}}
        for item in content["meetings"]
    ]
    type(frozen).plain.filter(pk=frozen.pk).update(content=content)
    page = visitor.get(HERE)
    assert page.status_code == 200
    assert "these kinds are not at the table" not in text_of(page)


def test_no_count_of_people_stands_in_brief(visitor):
    """A few newcomers at a meeting are told nowhere in it, nor is how many came."""
    held = meeting(number=40)
    quote(held, "We were expected.")
    commitment(held)
    ReportedCount.objects.create(meeting=held, low=3, high=3, unit="people", category=term("newcomer", "category"))
    freeze_factfile(by=SYSTEM, region=region())
    assert "3" not in points_of(visitor)["meetings"].replace(f"{held.day:%-d %B %Y}", "")


def test_kinds_are_not_said_to_be_missing_where_most_at_the_table_are_of_no_known_kind(visitor):
    Organisation.objects.update(category=None)
    freeze_factfile(by=SYSTEM, region=region())
    assert "these kinds are not at the table" not in points_of(visitor)["table"]


def test_citations_stand_apart_on_a_page_that_is_read_from_right_to_left(visitor):
    Source.objects.create(object_id=meeting(number=43).pk, text="(Minutes, p. 80)")
    Source.objects.create(object_id=meeting(number=44).pk, text="محضر")
    twice = meeting(number=45)
    for text in ("(Article, p. 2)", "Letter"):
        Source.objects.create(object_id=twice.pk, text=text)
    FundingLine.plain.create(region=region(), funder_name="138 people, online", currency="EUR", is_public=True)
    freeze_factfile(by=SYSTEM, region=region())
    html = visitor.get(HERE.replace("/en/", "/ar/")).content.decode()
    assert '<bdi lang="und" dir="ltr">(Minutes, p. 80)</bdi>' in html
    assert '<bdi lang="und" dir="ltr">محضر</bdi>' not in html
    assert '<bdi lang="und" dir="ltr">138 people, online</bdi>' in html
    assert "\u2068(Article, p. 2)\u200e\u2069، " in html
    assert "\u2068" not in visitor.get(HERE).content.decode()
