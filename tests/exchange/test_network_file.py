"""A network file becomes the record; loaded once more, it changes nothing at all."""

from datetime import date, time

import pytest
import yaml
from django.apps import apps

from tests.conftest import SHARE_SIRA
from tests.factories import attended, meeting, text_of
from welcommune.config.commands import load, load_network_file
from welcommune.core.access import SYSTEM
from welcommune.exchange.actions.network_file import load_network
from welcommune.exchange.forms.network_file import BadFile, read_network_file
from welcommune.library.actions import write_text
from welcommune.library.models import Article, ArticleState
from welcommune.meetings.models import Meeting
from welcommune.network.models import Network, Region
from welcommune.stakeholders.actions import merge_organisations
from welcommune.stakeholders.models import Organisation

pytestmark = pytest.mark.usefixtures("scope")
SMALL = """
format: 1
sources:
  page: {text: A page}
network:
  slug: small
  name: Small
  starts_on: 2021-01-01
  ends_on: 2022-12-31
  languages: [en]
organisations:
  - {slug: town-hall, name: Town hall, language: en, category: local_authority}
regions:
  - slug: valley
    name: {en: The valley}
    country: fr
    languages: [fr]
    roundtables_promised: 4
    members:
      - {organisation: town-hall, role: facilitator}
    sources: [page]
meetings:
  - region: valley
    kind: roundtable
    number: 1
    day: 2021-05-04
    organisers: [town-hall]
    counts:
      - {low: 12, unit: people}
    insights:
      - {kind: need, text: {en: More buses., fr: Plus de bus.}, themes: [mobility]}
pilots:
  - {slug: bus, region: valley, title: Bus, starts: "2021-10"}
resources:
  - {slug: letter, region: valley, kind: newsletter, title: {en: Letter}, dated: "2021"}
"""


def everything():
    """The content of all tables, links between records included."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        rows = model._base_manager.values_list()
        found[model._meta.label] = sorted(map(repr, rows))
    return found


@pytest.fixture
def small(tmp_path):
    def write(**changes):
        content = yaml.safe_load(SMALL) | changes
        path = tmp_path / "small.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return path

    return write


def test_the_shipped_file_holds_ten_regions_and_their_meetings(network):
    content = read_network_file(SHARE_SIRA)
    assert (Network.objects.count(), Region.objects.count(), len(content.regions)) == (1, 10, 10)
    assert Meeting.objects.filter(parent__isnull=True).count() == len(content.meetings)
    held = [entry for entry in content.meetings if entry.report and entry.state == "held"]
    assert Article.objects.filter(state=ArticleState.PUBLISHED).count() == len(held)
    assert {article.report.meeting.state for article in Article.objects.all()} == {"held"}


def test_a_second_load_changes_nothing_in_any_table(network):
    before = everything()
    report = load_network_file(SHARE_SIRA)
    assert (report.new, report.changed, report.same > 500) == (0, 0, True)
    assert everything() == before


def test_a_small_file_is_loaded_whole(db, small):
    report = load_network_file(small())
    assert (report.changed, report.new > 8) == (0, True)
    row = Meeting.objects.get()
    assert (row.day, str(row.region), row.network.name) == (date(2021, 5, 4), "The valley", "Small")
    assert [(count.low, count.high, count.unit) for count in row.counts.all()] == [(12, 12, "people")]
    assert [(str(said.text), [theme.code for theme in said.themes.all()]) for said in row.insights.all()] == [
        ("More buses.", ["mobility"]),
    ]  # fmt: skip
    assert row.report.article.state == "published"


def test_a_clock_time_is_read_as_it_is_written(db, small):
    path = small()
    path.write_text(path.read_text().replace("number: 1\n", "number: 1\n  starts_at: 14:30\n  zone: Europe/Paris\n"))
    load_network_file(path)
    assert Meeting.objects.get().starts_at == time(14, 30)


def test_the_pages_show_it_at_once(db, small, client_for):
    visitor = client_for(None)
    assert "No network here yet" in text_of(visitor.get("/en/"))
    load_network_file(small())
    assert "The valley" in text_of(visitor.get("/en/"))
    assert "12 people" in text_of(visitor.get("/en/regions/valley/roundtables/1/"))


def test_only_what_the_file_says_otherwise_is_changed(db, small):
    load_network_file(small())
    before = everything()
    organisations = [{"slug": "town-hall", "name": "The town hall", "language": "en", "category": "local_authority"}]
    report = load_network_file(small(organisations=organisations))
    assert (report.new, report.changed) == (0, 1)
    after = everything()
    assert [name for name in after if after[name] != before[name]] == [
        "core.AuditEvent", "core.Stamp", "search.Entry", "search.Word", "stakeholders.Organisation",
    ]  # fmt: skip


def test_entries_that_changed_places_are_no_new_ones(db, small):
    load_network_file(small())
    content = yaml.safe_load(SMALL)
    content["sources"]["other"] = {"text": "Another page"}
    content["regions"][0]["sources"] = ["other", "page"]
    content["organisations"].insert(0, {"slug": "club", "name": "Club", "language": "fr"})
    content["meetings"][0]["organisers"] = ["club", "town-hall"]
    content["meetings"][0]["counts"] = [{"low": 7, "unit": "organisations"}, {"low": 12, "unit": "people"}]
    load_network_file(small(**content))
    row = Meeting.objects.get()
    assert [row.organisation.slug for row in row.organisers.all()] == ["club", "town-hall"]
    assert sorted(row.counts.values_list("unit", "low")) == [("organisations", 7), ("people", 12)]
    assert load_network_file(small(**content)).changed == 0


def test_a_record_from_the_desk_is_met_again(db, small):
    content = yaml.safe_load(SMALL)
    load_network_file(small(**content | {"meetings": []}))
    recorded = meeting("valley", number=1, state="held", beside={"organisers": Organisation.objects.all()})
    attended(recorded, {"people": (9, 9)}, "ngo")
    load_network_file(small())
    assert [(row.pk, row.day.isoformat()) for row in Meeting.objects.all()] == [(recorded.pk, "2021-05-04")]
    assert [count.low for count in recorded.counts.all()] == [12]


def test_what_was_edited_in_a_report_stays_when_the_file_is_loaded_again(db, small):
    load_network_file(small())
    article = Article.objects.get()
    text = article.texts.get(language="en", is_current=True)
    write_text(by=SYSTEM, article=article, language="en", title="Mine", lead=text.lead, parts=text.parts)
    load_network_file(small())
    assert article.texts.get(language="en", is_current=True).title == "Mine"


def test_a_load_that_fails_half_way_leaves_nothing(db, small):
    before = everything()
    content = read_network_file(small())
    content.resources[0].dated = "x" * 500_000
    content.resources[0].publisher = "nobody"
    with pytest.raises(KeyError):
        load_network(content, by=SYSTEM)
    assert everything() == before


def test_the_command_tells_what_it_did(db, small, capsys):
    assert load(small()) == 0
    first = capsys.readouterr().out
    assert load(small()) == 0
    assert (first.endswith("new, 0 changed, 0 as they were.\n"), " 0 new, 0 changed, " in capsys.readouterr().out) == (
        True, True,
    )  # fmt: skip


def test_the_command_tells_problems_with_their_lines(db, small, tmp_path, capsys):
    before = everything()
    assert load(small(colour="blue")) == 1
    assert "nothing has changed.\nLine 1: “colour” is not a known entry. Check the spelling." in capsys.readouterr().err
    assert load(tmp_path / "nowhere.yaml") == 1
    assert "There is no file" in capsys.readouterr().err
    assert everything() == before


def bring(path) -> None:
    load_network(read_network_file(path), by=SYSTEM)


FULL = {
    "slug": "town-hall", "name": "Mairie", "language": "fr", "names": {"en": "Town hall"}, "acronym": "MV",
    "form": "registered", "category": "local_authority", "level": "local", "about": {"fr": "Reçoit chacun."},
    "themes": ["housing", "mobility"], "languages": ["fr", "ar"], "address": "1 place Claire", "postcode": "71000",
    "town": "Mâcon", "country": "fr", "places": ["Brionnais"], "sensitive": True, "website": "https://mv.example/",
    "email": "mairie@mv.example", "phone": "+33 1 02 03 04 05", "parent": "shire", "steward": "valley",
    "identifiers": [{"scheme": "siren", "value": "404 833 048"}], "confirmed_on": "2022-03-01",
}  # fmt: skip
SHIRE = {"slug": "shire", "name": "Shire", "language": "en"}
HERE = {"steward": "valley"}


def test_a_file_says_all_that_the_register_holds_of_an_organisation(db, small):
    path = small(organisations=[FULL, SHIRE])
    bring(path)
    row = Organisation.objects.get(slug="town-hall")
    told = {name: getattr(row, name) for name in FULL if hasattr(row, name)}
    beside = {
        "category": row.category.code, "parent": row.parent.slug, "steward": row.steward.slug,
        "sensitive": row.is_sensitive,
        "themes": sorted(row.themes.values_list("code", flat=True)), "confirmed_on": str(row.confirmed_on),
        "identifiers": [{"scheme": one.scheme, "value": one.value} for one in row.identifiers.all()],
    }  # fmt: skip
    assert told | beside == FULL | {"identifiers": [{"scheme": "siren", "value": "404833048"}]}
    before = everything()
    bring(path)
    assert everything() == before


def test_what_the_file_does_not_say_stays_as_the_register_has_it(db, small):
    bring(small())
    Organisation.objects.filter(slug="town-hall").update(town="Mâcon", about={"fr": "Reçoit chacun."})
    bring(small())
    row = Organisation.objects.get(slug="town-hall")
    assert (row.town, row.about) == ("Mâcon", {"fr": "Reçoit chacun."})


def test_an_entry_that_was_merged_stays_merged_and_its_seats_are_those_of_the_other(db, small):
    bring(small(organisations=[FULL, SHIRE | HERE]))
    kept, absorbed = (Organisation.objects.get(slug=slug) for slug in ("shire", "town-hall"))
    merge_organisations(by=SYSTEM, kept=kept, absorbed=absorbed, seen=(kept.version, absorbed.version))
    before = everything()
    bring(small(organisations=[FULL, SHIRE | HERE]))
    assert everything() == before


def test_numbers_are_checked_and_belong_to_one_organisation(db, small):
    def refused(*organisations):
        with pytest.raises(BadFile) as caught:
            bring(small(organisations=list(organisations)))
        return [reason for _line, reason in caught.value.problems]

    plain = {"slug": "town-hall", "name": "Mairie", "language": "fr"}
    wrong = plain | {"identifiers": [{"scheme": "siren", "value": "40483304"}]}
    assert refused(wrong) == ["A SIREN has 9 digits; you wrote 8."]
    number = {"identifiers": [{"scheme": "siren", "value": "404833048"}]}
    taken = "“town-hall” already has the number 404833048. Perhaps it is the same organisation."
    assert refused(plain | number, SHIRE | number) == [taken]
    bring(small(organisations=[plain | number, SHIRE]))
    assert refused(plain, SHIRE | number) == [taken]
    assert refused(plain | {"parent": "town-hall"}) == ["“organisations.0”: an organisation cannot be part of itself."]
    assert refused(plain | {"parent": "nobody"}) == ["There is no organisation “nobody” in this file."]
    assert refused(plain | {"steward": "nowhere"}) == ["There is no region “nowhere” in this file."]
    assert refused(plain | {"themes": ["moon"]}) == ["“theme moon” is not a code of the vocabulary."]
