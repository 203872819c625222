"""What goes wrong around the map: two at once, towns that merge under what is on record, cells that want to be code."""

import pytest

from tests.factories import SEATS, fields, fill, region, table, term, text_of
from tests.mapping.places import COMMUNES, bring, communes
from welcommune.core.access import SYSTEM
from welcommune.evidence.actions import freeze_factfile
from welcommune.mapping.models import Action, FundingLine, Gap, Place

pytestmark = pytest.mark.usefixtures("network", "scope")
DESK, FACTS = f"/en/desk/regions/{SEATS}/", f"/en/regions/{SEATS}/factfile/"
CODE, FORMULA = "<script>alert(1)</script>", '=HYPERLINK("https://example.org")'


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


def noted(desk, **typed):
    sent = {"title": "A bus after 7 pm", "language": "en", "theme": "mobility", "is_public": "on"} | typed
    assert fill(desk, f"{DESK}gaps/new/", **sent).status_code == 302
    return Gap.plain.get(title=sent["title"])


def test_of_two_who_change_a_gap_the_second_sees_both_and_keeps_what_was_typed(desk):
    row = noted(desk)
    form = f"/en/desk/gaps/{row.pk}/edit/"
    second = fields(desk.get(form)) | {"title": "A tram"}
    assert fill(desk, form, title="A bus after 8 pm").status_code == 302
    answer = desk.post(form, second)
    assert "Somebody else changed this record" in text_of(answer)
    assert "A bus after 8 pm" in text_of(answer)
    assert fields(answer)["title"] == "A tram"
    row.refresh_from_db()
    assert (row.title, row.version) == ("A bus after 8 pm", 2)


def test_a_newer_code_list_under_what_is_on_record_merges_its_towns_everywhere(desk, client_for, tmp_path, capsys):
    bring(communes(tmp_path), "--vintage", "2025")
    Place.objects.filter(code__startswith="71").update(region=region())
    old, new = Place.objects.get(code="71212"), Place.objects.get(code="71306")
    told = {"region": region(), "language": "fr", "is_public": True}
    for number, place in enumerate((old, new)):
        Action.plain.create(slug=f"cours-{number}", name=f"Cours {number}", place=place, **told)
    noted(desk, place="Génelard")
    Action.plain.get(name="Cours 0").places.set([old])
    capsys.readouterr()
    merged = {"code": "71212", "nom": "Génelard", "departement": "71", "chefLieu": "71306"}
    bring(communes(tmp_path, COMMUNES[0], merged), "--vintage", "2026")
    assert "Génelard (71212), now Montceau-les-Mines (71306); actions: 1, gaps: 1\n" in capsys.readouterr().out
    # What is for the town of before is for those who ask by its name, or by that of the town that it is now.
    for typed in ("Génelard", "Montceau"):
        assert "Cours 0" in text_of(client_for(None).get(f"/en/regions/{SEATS}/actions/?place={typed}"))
    freeze_factfile(by=SYSTEM, region=region())
    page = client_for(None).get(FACTS)
    assert table(page, "Offered and missing, by town") == [["Montceau-les-Mines", "2", "1"]]
    assert [row[1] for row in table(page, "What is missing")] == ["Montceau-les-Mines, getting around"]
    gaps = table(desk.get(f"{DESK}gaps/"), "Gaps")
    assert [row[1] for row in gaps] == ["getting around · Montceau-les-Mines"]


def test_markup_and_formulas_stay_words_on_pages_and_in_files(desk, client_for):
    action = Action.plain.create(slug="x", region=region(), language="fr", is_public=True, name=CODE)
    action.themes.add(term("mobility", "theme"))
    FundingLine.plain.create(region=region(), funder_name=FORMULA, purpose=CODE, is_public=True)
    noted(desk, title=FORMULA)
    freeze_factfile(by=SYSTEM, region=region())
    visitor = client_for(None)
    paths = ("funding/", "funding/timeline/", "gaps/", "coverage/cell/?theme=mobility")
    pages = [
        *(desk.get(f"{DESK}{path}") for path in paths),
        visitor.get(FACTS), visitor.get(f"/en/regions/{SEATS}/gaps/"),
    ]  # fmt: skip
    assert [(page.status_code, CODE in page.content.decode()) for page in pages] == [(200, False)] * len(pages)
    cells = visitor.get(f"{FACTS}1/csv/").content.decode("utf-8-sig")
    assert (FORMULA.replace('"', '""') in cells, f'"{FORMULA[0]}' in cells, "\n=" in cells, ",=" in cells) == (
        True, False, False, False,
    )  # fmt: skip
