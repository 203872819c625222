"""The factfile: frozen by one click, a page and files, never changed, and silent about what was taken back."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.utils import timezone

from tests.factories import DAY, SEATS, commitment, insight, meeting, notices, quote, region, table, term, text_of
from welcommune.config.cli import main
from welcommune.core.access import SYSTEM
from welcommune.core.models import AuditEvent
from welcommune.evidence.actions import freeze_factfile
from welcommune.evidence.models import Factfile
from welcommune.library.papers import can_make_pdf
from welcommune.mapping.models import Action, Asset, FundingLine, Gap, Place, Strategy
from welcommune.meetings.actions import withdraw_consent
from welcommune.meetings.models import Insight
from welcommune.network.models import RegionCode

QUOTE = "We were expected."
HERE = f"/en/regions/{SEATS}/factfile/"
DESK = f"/en/desk/regions/{SEATS}/factfiles/"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def visitor(network, client_for):
    return client_for(None)


def freeze():
    return freeze_factfile(by=SYSTEM, region=region())


@pytest.fixture
def frozen(network, scope):
    """A quote, a need and a promise on record, and the version that was frozen then."""
    held = meeting()
    quoted = quote(held, QUOTE)
    insight(held, "Buses stop at six.", kind="need")
    commitment(held, due=timezone.localdate() + timedelta(days=30))
    return freeze(), quoted


def test_one_click_freezes_a_version_and_the_second_finds_nothing_new(network, cast, client_for):
    desk = client_for(cast["facilitator"])
    first = desk.post(f"{DESK}freeze/", follow=True)
    assert "The factfile is frozen. It has its own address, which stays." in text_of(first) + " ".join(notices(first))
    again = desk.post(f"{DESK}freeze/", follow=True)
    assert "Nothing has changed since the last version." in text_of(again) + " ".join(notices(again))
    assert list(Factfile.plain.values_list("region__slug", "number")) == [(SEATS, 1)]
    line = AuditEvent.objects.get(verb="evidence.freeze_factfile")
    assert (line.actor_id, line.fields) == (cast["facilitator"].pk, [])


def test_the_page_tells_facts_with_their_sources_and_says_what_is_missing(visitor, frozen):
    shown = text_of(visitor.get(HERE))
    told = table(visitor.get(HERE), "Codes, classes and figures")
    codes = [code.code for code in RegionCode.objects.filter(region=region())]
    assert [row[1] for row in told if row[0].startswith("NUTS")] == codes
    assert QUOTE in shown
    assert "Nothing is on record about this yet." in shown
    assert [row[0] for row in table(visitor.get(HERE), "What was promised")] == ["Ask the bus company for a later bus."]
    assert "Awa Diallo" not in shown


def test_a_quote_that_is_withdrawn_is_gone_from_every_old_version_and_file(visitor, frozen):
    version, quoted = frozen
    before = visitor.get(f"{HERE}1/json/").json()
    assert before["spoken"][str(quoted.pk)]["text"] == QUOTE
    withdraw_consent(by=SYSTEM, insight=Insight.plain.get(pk=quoted.pk))
    pages = [visitor.get(f"{HERE}1/{kind}") for kind in ("", "json/", "csv/", "docx/")]
    word_file = ZipFile(BytesIO(pages.pop().content)).read("word/document.xml")
    assert [QUOTE in text.decode() for text in (word_file, *(page.content for page in pages))] == [False] * 4
    assert "This quote was withdrawn on" in text_of(pages[0])
    after = pages[1].json()["spoken"][str(quoted.pk)]
    assert (after["text"], after["withdrawn_on"]) == (None, timezone.localdate().isoformat())
    kept = Factfile.plain.get(pk=version.pk)
    assert (kept.sha256, kept.content) == (version.sha256, version.content)


def test_the_hash_is_that_of_the_content_and_anybody_can_compute_it(visitor, frozen):
    told = visitor.get(f"{HERE}1/json/").json()
    plain = json.dumps(told["content"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert told["sha256"] == sha256(plain.encode()).hexdigest() == frozen[0].sha256


def test_the_next_version_tells_what_changed_and_the_old_one_leads_to_it(visitor, frozen):
    insight(meeting(number=45), "A shared calendar.", kind="solution")
    assert freeze().number == 2
    latest, old = visitor.get(HERE), visitor.get(f"{HERE}1/")
    assert table(latest, "Differences") == [
        ["Roundtables", "New", "Roundtable 45"], ["What was said", "New", "A shared calendar."],
    ]  # fmt: skip
    assert ["There is a later version" in text_of(page) for page in (latest, old)] == [False, True]
    assert "A shared calendar." not in text_of(old)


@pytest.mark.parametrize(("language", "word"), [("fr", "Saône-et-Loire"), ("ar", "سون")])
def test_the_command_writes_every_kind_of_file(network, tmp_path, capsys, language, word):
    kinds = [*(["pdf"] if can_make_pdf() else []), "docx", "html", "json", "csv"]
    files = {kind: tmp_path / f"factfile.{kind}" for kind in kinds}
    for file in files.values():
        assert main(["factfile", SEATS, "--lang", language, "--output", str(file)]) == 0
    version = Factfile.plain.get()
    assert capsys.readouterr().out.count(version.sha256) == len(files)
    document = ElementTree.fromstring(ZipFile(files["docx"]).read("word/document.xml"))
    assert word in "".join(document.itertext())
    assert (document.find(f".//{W}bidiVisual") is not None) == (language == "ar")
    assert [part in files["html"].read_text() for part in (f'lang="{language}"', "<style>")] == [True, True]
    assert json.loads(files["json"].read_text())["language"] == language
    assert files["csv"].read_bytes()[:3] == b"\xef\xbb\xbf"
    if "pdf" in files:
        _check_tagged(files["pdf"], language)


def test_columns_of_the_word_file_fit_their_texts_and_foreign_names_stand_at_their_edge(visitor, scope):
    line = {"is_public": True, "funder_name": "Fondation", "purpose": "Une très longue raison, " + "cet argent " * 9}
    FundingLine.plain.create(region=region(), amount=Decimal(5), currency="EUR", **line)
    Action.plain.create(region=region(), slug="cours", name="Cours du soir", language="fr", is_public=True)
    freeze()
    document = visitor.get(f"{HERE}1/docx/".replace("/en/", "/ar/")).content
    body = ElementTree.fromstring(ZipFile(BytesIO(document)).read("word/document.xml"))
    funded = next(found for found in body.iter(f"{W}tbl") if "Fondation" in "".join(found.itertext()))
    widths = [int(column.get(f"{W}w")) for column in funded.iter(f"{W}gridCol")]
    assert widths[1] > 1.5 * max(widths[0], *widths[2:])
    assert 9500 < sum(widths) <= 9638
    [name] = [one for one in body.iter(f"{W}p") if "".join(one.itertext()) == "Cours du soir"]
    assert [edge.get(f"{W}val") for edge in name.iter(f"{W}jc")] == ["right"]


def _check_tagged(path, language):
    root = pytest.importorskip("pypdf").PdfReader(path).trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, language)


def test_the_command_says_what_it_cannot_write(network, tmp_path, capsys):
    file = str(tmp_path / "factfile.pdf")
    assert main(["factfile", "nowhere", "--output", file]) == 1
    assert main(["factfile", SEATS, "--output", file.replace("pdf", "exe")]) == 1
    assert main(["factfile", SEATS, "--version", "7", "--output", file.replace("pdf", "json")]) == 1
    assert main(["factfile", SEATS, "--output", str(tmp_path / "nowhere" / "factfile.json")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 4
    assert list(tmp_path.iterdir()) == []


def test_the_page_of_the_region_leads_to_the_latest_version(visitor, frozen):
    page = visitor.get(f"/en/regions/{SEATS}/").content.decode()
    assert f'href="{HERE}"' in page
    assert visitor.get("/en/regions/vaucluse/factfile/").status_code == 404


def test_the_map_is_told_in_numbers_and_drawn(network, scope, visitor):
    here = region()
    town = Place.objects.create(
        system="lau", country="FR", code="71270", name="Mâcon", plain="macon", region=here, latitude=46.3,
        longitude=4.83, population=34000, population_year=2021, source="INSEE",
    )  # fmt: skip
    told = {"region": here, "language": "fr", "is_public": True, "place": town, "town": "Mâcon"}
    action = Action.plain.create(slug="cours-du-soir", name="Cours du soir", **told)
    action.themes.add(term("language", "theme"))
    Action.plain.create(slug="brouillon", name="Pas encore public", **(told | {"is_public": False}))
    money = {"region": here, "funder_name": "État", "currency": "EUR", "ends_on": date(2027, 6, 30), "is_public": True}
    FundingLine.plain.create(amount=Decimal("1200.50"), **money)
    FundingLine.plain.create(amount=Decimal("800"), **money)
    FundingLine.plain.create(amount_from=Decimal("5"), amount_to=Decimal("9"), **money)
    Gap.plain.create(
        region=here, title="Garde d’enfants", language="fr", origin="reported", noted_on=DAY, is_public=True,
        place=town, state="confirmed",
    )  # fmt: skip
    told = {"region": here, "language": "fr", "is_public": True}
    Asset.plain.create(kind="vehicle", name="Minibus", owner_name="Amis du bus", quantity=2, **told)
    Strategy.plain.create(title="Contrat d’accueil", level="local", starts="2022", ends="2025-12", **told)
    freeze()
    page = visitor.get(HERE)
    assert ["Population of 1 town on record, 2021", "34,000", "INSEE"] in [
        row[:3] for row in table(page, "Codes, classes and figures")
    ]
    assert table(page, "Actions") == [["Cours du soir", "–", "Mâcon", "–", "–"]]
    assert table(page, "Confirmed money that ends, by year") == [["2027", "€2,000.50"]]
    assert table(page, "What could be made use of") == [["Minibus", "vehicles", "2", "Amis du bus"]]
    assert table(page, "Strategies") == [["Contrat d’accueil", "–", "local", "2022 – December 2025"]]
    assert table(page, "What is missing") == [["Garde d’enfants", "Mâcon", "confirmed", "–"]]
    standing = {row[0]: row[1:] for row in table(page, "What is there, by theme")}
    assert standing["language and literacy"] == ["to be confirmed", "to be confirmed: 1"]
    assert set(map(tuple, standing.values())) - {("to be confirmed", "to be confirmed: 1")} == {
        ("no data", "no data: 1")
    }
    assert table(page, "Offered and missing, by town") == [["Mâcon", "1", "1"]]
    drawn = page.content.decode().partition('<svg class="chart map found"')[2].partition("</svg>")[0]
    assert re.findall(r'class="(\w+)"', drawn) == ["zone", "pin", "gap"]
    # Whoever offered it has taken it back; the page at the permanent address was not asked for before.
    Asset.plain.update(is_public=False)
    assert table(visitor.get(f"{HERE}1/"), "What could be made use of") == [
        ["No longer on record.", "vehicles", "2", "–"]
    ]


def test_no_name_on_the_map_lies_over_another(network, scope, visitor):
    here = region()
    for number in range(9):
        name = f"Longueville-sur-Saône {number}"
        town = Place.objects.create(
            system="lau", country="FR", code=f"7100{number}", name=name, plain=name.lower(), region=here,
            latitude=46.5 + number % 3 / 50, longitude=4.5 + number // 3 / 50, source="INSEE",
        )  # fmt: skip
        told = {"region": here, "language": "fr", "is_public": True, "place": town, "town": name}
        Action.plain.create(slug=f"cours-{number}", name=f"Cours {number}", **told)
    freeze()
    page = visitor.get(HERE).content.decode()
    drawn = page.partition('<svg class="chart map found"')[2].partition("</svg>")[0]
    names = re.findall(r'<text x="(\d+)" y="(\d+)" text-anchor="(\w+)"[^>]*>([^<]+)</text>', drawn)
    boxes = []
    for x, y, anchor, name in names:
        width = len(name) * 6
        left = int(x) - {"start": 0, "middle": width // 2, "end": width}[anchor]
        boxes.append((left, left + width, int(y)))
    over = [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < 12
    ]
    assert (len(names) > 0, over) == (True, [])
    assert len(table(visitor.get(HERE), "Offered and missing, by town")) == 9
