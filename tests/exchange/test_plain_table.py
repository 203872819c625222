"""A plain table of actions in and out, and points for a map."""

import csv
import io
import json

import pytest

from tests.exchange.services import REGION, SERVICE, STRUCTURE, bring, filed, take_out
from welcommune.mapping.models import Action
from welcommune.network.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network", "scope")]


def rows(file):
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def test_a_table_of_ones_own_becomes_actions(tmp_path, capsys):
    table = (
        "id;name;language;organisation;themes;town;kind;fee\n"
        "1;Couture du lundi;fr;Le Fil;language, weather;Génelard;workshop;3\n"
        "2;Permis solidaire;fr;Le Fil;mobility;;driving;\n3;;fr;;;;;\n"
    )
    assert bring(filed(tmp_path, table, "liste.csv"), format="csv") == 1
    assert capsys.readouterr().out.splitlines() == [
        "liste.csv: 3 new, 0 changed, 0 as they were.",
        "What has no equivalent here, and in how many rows:",
        "        1  fee",
        "        1  kind: driving",
        "        1  themes: weather",
        "1 row was refused:",
        "  3: name: a name has 3 to 200 characters; this one has 0.",
    ]
    told = {(each.name, each.kind, each.town, each.lead.name) for each in Action.objects.all()}
    assert told == {("Couture du lundi", "workshop", "Génelard", "Le Fil"), ("Permis solidaire", "", "", "Le Fil")}


def test_a_table_without_names_is_no_table_of_actions(tmp_path):
    assert bring(filed(tmp_path, "town,fee\nAutun,3\n", "liste.csv"), format="csv") == 2


def test_the_table_that_goes_out_runs_nothing_and_comes_in_again(tmp_path, capsys):
    odd = SERVICE | {"nom": "=cmd|' /C calc'!A0", "zone_eligibilite": None}
    bring(filed(tmp_path, {"structures": [STRUCTURE], "services": [odd]}))
    Action.objects.create(
        slug="shelter", region=Region.objects.get(slug=REGION), name="Shelter", language="en", town="Autun",
        address="12 hidden street", latitude=46.9, longitude=4.3, is_sensitive=True, is_public=True,
    )  # fmt: skip
    file = take_out(tmp_path, "csv", "out.csv")
    told = {row["id"]: row for row in rows(file)}
    assert {(row["name"], row["phone"]) for row in told.values()} == {
        ("'=cmd|' /C calc'!A0", "'+33 3 85 00 00 00"), ("Shelter", ""),
    }  # fmt: skip
    assert (told["welcommune--shelter"]["town"], told["welcommune--shelter"]["address"]) == ("Autun", "")
    first = Action.objects.get(name=odd["nom"])
    Action.objects.filter(pk=first.pk).delete()
    assert bring(file, format="csv") == 0
    again = Action.objects.get(name=odd["nom"])
    for field in ("about", "kind", "cost", "town", "address", "phone", "email", "latitude", "joining", "lead_id"):
        assert getattr(again, field) == getattr(first, field), field
    assert {term.code for term in again.themes.all()} == {"language", "mobility"}
    assert Action.objects.get(slug="shelter").address == "12 hidden street"


def test_points_for_a_map(tmp_path):
    bring(filed(tmp_path, [SERVICE, SERVICE | {"id": "dora--3", "latitude": None, "nom": "Sans adresse"}]))
    told = json.loads(take_out(tmp_path, "geojson").read_text(encoding="utf-8"))
    assert {each["properties"]["name"]: each["geometry"] for each in told["features"]} == {
        SERVICE["nom"]: {"type": "Point", "coordinates": [4.238, 46.581]}, "Sans adresse": None,
    }  # fmt: skip


def test_an_export_says_how_many_actions_are_not_shown_to_the_public(tmp_path, capsys):
    for number in range(2):
        Action.objects.create(
            slug=f"hidden-{number}", region=Region.objects.get(slug=REGION), name="Hidden", language="en"
        )
    assert rows(take_out(tmp_path, "csv", "out.csv")) == []
    assert capsys.readouterr().err == "2 actions are not in the file: not shown to the public.\n"
