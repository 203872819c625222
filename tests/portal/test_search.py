"""Search as visitors and the desk meet it, and the index as every action that changes what can be read leaves it."""

from dataclasses import replace

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.matrix.reading import resource as what
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.publication import SHELF
from welcommune.core.text import Translated
from welcommune.library.actions import (
    change_resource,
    publish_article,
    publish_resource,
    record_resource,
    withdraw_article,
    withdraw_resource,
    write_text,
)
from welcommune.meetings.actions import (
    change_insight,
    change_meeting,
    draft_report,
    move_meeting,
    note_attendance,
    remove_insight,
    withdraw_consent,
)
from welcommune.meetings.models import Insight, InsightFacts, Tags
from welcommune.network.models import Region
from welcommune.network.queries import network_for
from welcommune.portal.queries import search_answer
from welcommune.search.actions import rebuild, reindex
from welcommune.search.bits import members, unpack
from welcommune.search.models import Entry, Word
from welcommune.search.queries import all_entries
from welcommune.stakeholders.actions import (
    change_organisation,
    end_seat,
    give_seat,
    merge_organisations,
    record_organisation,
    undo_merge,
)
from welcommune.stakeholders.models import Beside, Organisation, OrganisationFacts


def found(query: str, account=None, **where) -> list[str]:
    """What a visitor, or an account at the desk, finds: "kind: title" of the first results."""
    answer = search_answer(query, make.actor(account), **where)
    return [f"{hit.kind}: {''.join(words for words, _met in hit.title)}" for hit in answer.hits(answer.results[0:10])]


def index() -> dict[bytes, tuple[set, set]]:
    """All that the index says, with records in the place of their numbers."""
    known = dict(Entry.objects.order_by("pk").values_list("number", "object_id"))

    def records(packed: bytes) -> set:
        return {known[number] for number in members(unpack(bytes(packed)))}

    rows = Word.objects.order_by("key").values_list("key", "titles", "texts")
    return {bytes(key): (records(titles), records(texts)) for key, titles, texts in rows}


@pytest.fixture(autouse=True)
def is_as_made_anew(network, scope):
    """After every test here, whatever was done, the index is what a new one would be."""
    yield
    kept = index()
    rebuild(all_entries())
    assert index() == kept


# Actions.


def test_an_article_is_found_while_it_is_published():
    article = make.news("A new bus line to Zanzibar")
    assert found("zanzibar") == []
    publish_article(by=SYSTEM, article=article)
    assert found("zanzibar") == ["article: A new bus line to Zanzibar"]
    withdraw_article(by=SYSTEM, article=article)
    assert found("zanzibar") == []


def test_another_text_is_found_by_its_own_words():
    article = make.news("A line to Zanzibar")
    publish_article(by=SYSTEM, article=article)
    write_text(by=SYSTEM, article=article, language="en", title="A line to Quito", lead="", parts=[])
    assert found("zanzibar") == []
    assert found("quito") == ["article: A line to Quito"]


def test_an_article_is_found_once_and_shown_in_the_language_of_the_reader_or_of_the_word():
    article = make.news("The wagon leaves")
    write_text(by=SYSTEM, article=article, language="pl", title="Wagon odjeżdża", lead="", parts=[])
    publish_article(by=SYSTEM, article=article)
    assert found("wagon") == ["article: The wagon leaves"]
    assert found("odjezdza") == ["article: Wagon odjeżdża"]


def test_the_words_of_a_quote_go_with_its_consent():
    row = make.meeting()
    quote = make.quote(row, "We waited for the zeppelin all night")
    article = make.news("Zeppelin news", body="They said: We waited for the zeppelin all night")
    publish_article(by=SYSTEM, article=article)
    assert found("zeppelin night") == ["article: Zeppelin news", "insight: Saône-et-Loire, Roundtable 44"]
    withdraw_consent(by=SYSTEM, insight=Insight.plain.get(pk=quote.pk))
    assert found("zeppelin") == ["article: Zeppelin news"]
    assert found("waited") == []
    assert "all night" not in str(list(Entry.objects.values_list("texts", flat=True)))


def test_a_quote_without_consent_is_found_at_the_desk_of_its_region_only(cast):
    make.quote(make.meeting(), "The zeppelin never came", given_on=None)
    assert found("zeppelin") == found("zeppelin", cast["stranger"]) == []
    assert found("zeppelin", cast["member"]) == ["insight: Saône-et-Loire, Roundtable 44"]


def test_an_insight_is_found_as_it_is_worded_now():
    insight = make.insight(make.meeting(), "No tram to Zanzibar.")
    assert found("zanzibar tram") == ["insight: Saône-et-Loire, Roundtable 44"]
    facts = InsightFacts(kind="challenge", text={"en": "No tram to Quito."})
    change_insight(by=SYSTEM, insight=insight, seen=insight.version, facts=facts, tags=Tags())
    assert (found("zanzibar"), found("quito")) == ([], ["insight: Saône-et-Loire, Roundtable 44"])
    remove_insight(by=SYSTEM, insight=insight)
    assert found("quito") == []


def test_a_meeting_is_found_by_place_agenda_and_organiser():
    row = make.meeting(place="Zanzibar")
    organiser = Organisation.objects.filter(memberships__region=row.region).order_by("slug")[0]
    said = make.insight(row)
    assert found("zanzibar") == ["meeting: Saône-et-Loire, Roundtable 44"]
    facts = make.facts(place="Quito", number=45)
    change_meeting(by=SYSTEM, meeting=row, seen=row.version, facts=facts, organisers=[organiser], agenda=[])
    assert (found("zanzibar"), found("quito")) == ([], ["meeting: Saône-et-Loire, Roundtable 45"])
    assert "meeting: Saône-et-Loire, Roundtable 45" in found(organiser.name)
    # What was said there is headed by the meeting's name.
    assert Entry.objects.get(object_id=said.pk).titles["en"] == "Saône-et-Loire, Roundtable 45"


def test_what_shows_a_name_follows_it():
    row = make.meeting(place="Zanzibar")
    make.insight(row, "No tram to Zanzibar.")
    region = Region.objects.get(pk=row.region_id)
    region.name = {"en": "Burgundy South"}
    region.save()
    reindex(region)
    assert found("burgundy zanzibar") == [
        "meeting: Burgundy South, Roundtable 44",
        "insight: Burgundy South, Roundtable 44",
    ]


def entry(name: str, told: dict | None = None, beside: Beside | None = None) -> Organisation:
    """An organisation that was just brought into the register of a region, without a seat."""
    facts = OrganisationFacts(**{"name": name, "language": "fr"} | (told or {}))
    return record_organisation(
        by=SYSTEM, id=new_id(), facts=facts, steward=make.region(), beside=beside or Beside()
    )  # fmt: skip


def test_an_organisation_is_found_by_all_its_names_numbers_and_places_and_leads_to_its_page(client):
    numbers = Beside(numbers=[("siren", "404833048")])
    told = {
        "acronym": "ZZQ", "names": Translated({"en": "The Zeppelin", "ar": "منطاد"}), "town": "Digoin",
        "about": Translated({"en": "Mends kayaks."}), "places": ["Brionnais"],
    }  # fmt: skip
    row = entry("Le Dirigeable", told, numbers)
    give_seat(by=SYSTEM, id=new_id(), organisation=row, region=make.region())
    for words in ("dirigeable", "zzq", "zeppelin", "منطاد", "404833048", "kayaks", "brionnais", "dirigeable digoin"):
        assert found(words) == ["organisation: Le Dirigeable"], words
    assert 'href="/en/organisations/le-dirigeable/"' in client.get("/en/search/?q=zeppelin").content.decode()


def test_an_organisation_without_a_reason_to_be_public_is_found_at_the_desk_of_its_region_only(cast):
    row = entry("Le Dirigeable")
    assert found("dirigeable") == found("dirigeable", cast["stranger"]) == []
    assert found("dirigeable", cast["facilitator"]) == ["organisation: Le Dirigeable"]
    assert found("dirigeable", cast["coordinator"]) == ["organisation: Le Dirigeable"]
    seat = give_seat(by=SYSTEM, id=new_id(), organisation=row, region=make.region())
    assert found("dirigeable") == ["organisation: Le Dirigeable"]
    end_seat(by=SYSTEM, seat=seat)
    assert found("dirigeable") == []


def test_whoever_convened_a_meeting_is_public_until_it_is_cancelled():
    row, other = entry("Le Dirigeable"), entry("La Montgolfière")
    held = make.meeting(state="planned", beside={"organisers": [row]})
    assert "organisation: Le Dirigeable" in found("dirigeable")
    told = {"facts": make.facts(), "organisers": [other], "agenda": []}
    change_meeting(by=SYSTEM, meeting=held, seen=held.version, **told)
    assert (found("dirigeable"), "organisation: La Montgolfière" in found("montgolfiere")) == ([], True)
    move_meeting(by=SYSTEM, meeting=held, state="cancelled")
    assert "organisation: La Montgolfière" not in found("montgolfiere")


def test_a_changed_entry_is_found_by_what_it_says_now_a_sensitive_one_by_its_town_only():
    told = {"town": "Digoin", "places": ["Brionnais"]}
    row = entry("Le Dirigeable", told)
    give_seat(by=SYSTEM, id=new_id(), organisation=row, region=make.region())
    secret = OrganisationFacts(name="Le Ballon", language="fr", is_sensitive=True, address="1 rue Cachée", **told)
    change_organisation(
        by=SYSTEM, organisation=row, seen=row.version, facts=secret, steward=row.steward, beside=Beside()
    )  # fmt: skip
    assert found("dirigeable") == found("brionnais") == found("cachee") == []
    assert found("ballon digoin") == ["organisation: Le Ballon"]


def test_an_organisation_that_was_merged_is_found_no_more_until_that_is_undone():
    lasting, gone = (
        entry("Le Dirigeable"), entry("Le Zeppelin", {"town": "Digoin"}),
    )  # fmt: skip
    give_seat(by=SYSTEM, id=new_id(), organisation=gone, region=make.region())
    make.meeting(beside={"organisers": [gone]})
    merge = merge_organisations(by=SYSTEM, kept=lasting, absorbed=gone, seen=(lasting.version, gone.version))
    meeting = "meeting: Saône-et-Loire, Roundtable 44"
    assert (found("zeppelin"), found("dirigeable")) == ([], ["organisation: Le Dirigeable", meeting])
    undo_merge(by=SYSTEM, merge=merge)
    assert (found("zeppelin"), found("dirigeable")) == (["organisation: Le Zeppelin", meeting], [])


def test_whoever_published_something_to_read_is_public_while_that_is():
    row, other = entry("Le Dirigeable"), entry("La Montgolfière")
    facts = what("journal", "Leaflet", url="https://leaflet.example/", publisher=row)
    where = make.region()
    resource = record_resource(
        by=SYSTEM, id=new_id(), region=where, network=network_for(where), upload=None,
        facts=facts,
    )  # fmt: skip
    assert found("dirigeable") == []
    publish_resource(by=SYSTEM, resource=resource)
    assert "organisation: Le Dirigeable" in found("dirigeable")
    change_resource(by=SYSTEM, resource=resource, seen=resource.version, facts=replace(facts, publisher=other))
    assert (found("dirigeable"), "organisation: La Montgolfière" in found("montgolfiere")) == ([], True)
    withdraw_resource(by=SYSTEM, resource=resource)
    assert found("montgolfiere") == []


def test_a_report_is_found_when_it_is_published():
    row = make.meeting()
    make.insight(row, "No tram to Zanzibar.")
    draft_report(by=SYSTEM, meeting=row)
    before = len(found("zanzibar"))
    make.report(row)
    assert len(found("zanzibar")) == before + 1


def test_what_changes_nothing_writes_nothing():
    row = make.meeting()
    make.insight(row)
    with CaptureQueriesContext(connection) as captured:
        note_attendance(by=SYSTEM, meeting=row, seen=row.version, totals={"people": (3, 4)}, categories=[])
    assert not [q for q in captured if "search_" in q["sql"] and not q["sql"].startswith(("SELECT", "SAVEPOINT"))]


# Pages.


def test_a_visitor_searches_by_an_address(client):
    root = html5lib.parse(client.get("/fr/search/?q=macno").content, namespaceHTMLElements=False)
    assert [mark.text for mark in root.iter("mark")] == ["Mâcon"]
    assert "/fr/regions/saone-et-loire/" in [link.get("href") for link in root.iter("a")]
    assert [meta.get("content") for meta in root.iter("meta") if meta.get("name") == "robots"] == ["noindex"]


def test_answers_are_kept_on_no_shelf(client):
    client.get("/fr/search/?q=macon")
    client.get("/fr/search/?q=digoin")
    assert list(SHELF.pages) == []
    client.get("/fr/search/")
    assert list(SHELF.pages) == ["/fr/search/"]


def test_a_search_costs_few_queries(client):
    client.get("/fr/search/?q=macon")
    for query in ("saone", "missoin zanzibar", "table ronde en ligne"):
        with CaptureQueriesContext(connection) as captured:
            client.get("/fr/search/", {"q": query})
        assert len(captured) <= 8, query


def test_another_language_shows_the_same_search(client):
    page = client.get("/fr/search/?q=m%C3%A2con&region=saone-et-loire").content.decode()
    assert 'href="/ar/search/?q=m%C3%A2con&amp;region=saone-et-loire"' in page


def test_nothing_found_says_what_to_do(client):
    page = client.get("/en/search/", {"q": "qqqqqq"}).content.decode()
    assert "Nothing for “<bdi>qqqqqq</bdi>”" in page and "Write fewer words" in page


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"q": "x" * 300}, 200), ({"q": "a\x00b"}, 200), ({"q": "macon", "region": "nowhere"}, 200),
        ({"q": "macon", "kind": "nothing"}, 200), ({"q": "macon", "page": "999"}, 404),
        ({"q": "macon", "page": "x"}, 404), ({"q": "<script>alert(1)</script>"}, 200), ({"q": "'; DROP TABLE"}, 200),
        ({"q": "‮abc"}, 200), ({"q": "%" * 50}, 200), ({"q": " ".join("ab" * n for n in range(1, 20))}, 200),
    ],
)  # fmt: skip
def test_whatever_is_typed_is_answered(told, status, client):
    response = client.get("/en/search/", told)
    assert response.status_code == status
    assert b"<script>alert" not in response.content


def test_results_of_one_kind_and_region(client):
    page = client.get("/en/search/", {"q": "roundtable", "kind": "meeting", "region": "vaucluse"}).content.decode()
    assert "/en/regions/vaucluse/roundtables/" in page
    assert "/en/regions/teruel/roundtables/" not in page


def test_many_results_have_pages(client):
    for number in range(12):
        make.insight(make.meeting(number=100 + number), "The zeppelin came.")
    first = client.get("/en/search/", {"q": "zeppelin"}).content.decode()
    assert first.count('<li class="said">') == 10
    assert "?q=zeppelin&amp;page=2" in first
    assert client.get("/en/search/?q=zeppelin&page=2").content.decode().count('<li class="said">') == 2


def test_the_desk_finds_drafts_and_leads_to_the_desk(cast, client_for):
    make.news("A line to Zanzibar")
    make.meeting(place="Zanzibar")
    page = client_for(cast["facilitator"]).get("/en/desk/search/?q=zanzibar").content.decode()
    assert "/en/desk/articles/" in page and "/en/desk/meetings/" in page
    others = client_for(cast["stranger"]).get("/en/desk/search/?q=zanzibar").content.decode()
    assert "/en/desk/articles/" not in others and "/en/desk/meetings/" not in others
    assert "/en/regions/saone-et-loire/roundtables/44/" in others
    assert client_for(None).get("/en/desk/search/?q=zanzibar").status_code == 302
