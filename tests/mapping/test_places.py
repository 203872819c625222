"""The gazetteer: official lists by command, and a town found by its postcode or name."""

import pytest
from django import forms

from tests.exchange.wizard import DATA, NO_DATA
from tests.mapping.places import COMMUNES, bring, communes, features
from welcommune.core.models import AuditEvent
from welcommune.mapping.forms.place import ChosenPlace, PlaceField, PlacesField, Where
from welcommune.mapping.models import Place
from welcommune.mapping.queries.place import find_places
from welcommune.network.models import Region

pytestmark = pytest.mark.django_db


def known():
    return {place.code: place for place in Place.objects.order_by("pk")}


def names(typed, **where):
    return [place.name for place in find_places(typed, **where)]


def test_french_communes_come_with_postcodes_people_and_what_became_of_them(network, scope, tmp_path, capsys):
    assert bring(communes(tmp_path), "--country", "FR", "--vintage", "2026", "--source", "INSEE") == 0
    assert capsys.readouterr().out == (
        "communes.json: 5 new, 0 changed, 0 as they were.\n1 has become part of another place, and lead to it.\n"
    )
    places = known()
    assert {code: (place.population, place.postcodes) for code, place in places.items()} == {
        "71306": (17064, ["71300"]),
        "71212": (1394, ["71420"]),
        "71390": (None, ["71300"]),
        "01025": (4054, ["01380"]),
        "01144": (None, []),
    }
    assert places["01025"].name == "Bâgé-Dommartin"
    assert places["01144"].merged_into == places["01025"]
    assert {code: place.region and place.region.slug for code, place in places.items()} == {
        "71306": "saone-et-loire",
        "71212": "saone-et-loire",
        "71390": "saone-et-loire",
        "01025": None,
        "01144": None,
    }
    lines = AuditEvent.objects.filter(verb="mapping.record_places")
    assert [line.fields for line in lines] == [["source", "vintage"]]


def test_the_same_list_again_changes_nothing(tmp_path, capsys):
    file = communes(tmp_path)
    bring(file, "--vintage", "2026")
    before = list(Place.objects.order_by("pk").values())
    capsys.readouterr()
    assert bring(file, "--vintage", "2026") == 0
    assert capsys.readouterr().out == "communes.json: 0 new, 0 changed, 5 as they were.\n"
    assert list(Place.objects.order_by("pk").values()) == before


def test_an_older_list_fills_what_is_unknown_and_changes_nothing_else(tmp_path):
    bring(communes(tmp_path), "--vintage", "2026")
    shapes = features(
        tmp_path, "communes-2018.geojson", {"code": "71306", "nom": "Montceau"}, {"code": "01144", "nom": "Dommartin"}
    )
    bring(shapes)
    places = known()
    found = places["71306"]
    assert (found.name, found.latitude, found.longitude, found.vintage) == ("Montceau-les-Mines", 46.1, 4.1, "2026")
    assert found.outline == [[4.0, 46.0], [4.2, 46.0], [4.2, 46.2], [4.0, 46.2]]
    assert found.source == "communes.json; communes-2018.geojson"
    assert places["01144"].merged_into == places["01025"]


def test_a_newer_list_renames_merges_and_keeps_what_it_no_longer_has(tmp_path, capsys):
    bring(communes(tmp_path), "--vintage", "2025")
    kept = Place.objects.get(code="71390")
    capsys.readouterr()
    merged = {"code": "71212", "nom": "Génelard", "departement": "71", "chefLieu": "71306"}
    bring(communes(tmp_path, COMMUNES[0] | {"nom": "Montceau"}, merged), "--vintage", "2026")
    assert capsys.readouterr().out == (
        "communes.json: 0 new, 2 changed, 0 as they were.\n"
        "1 has become part of another place, and lead to it.\n"
        "Known from before and not in this list: 1 place. Nothing of that goes.\n"
    )
    assert Place.objects.get(pk=kept.pk).name == "Saint-Berain-sous-Sanvignes"
    assert names("genelard") == ["Montceau"]
    bring(communes(tmp_path, COMMUNES[1]), "--vintage", "2027")
    assert names("genelard") == ["Génelard"]


def test_gisco_lists_as_geojson_and_as_table(network, scope, tmp_path):
    nuts = {
        "NUTS_ID": "EL611",
        "LEVL_CODE": 3,
        "CNTR_CODE": "EL",
        "NAME_LATN": "Karditsa\r\n ",
        "NUTS_NAME": "Καρδίτσα",
    }
    bring(features(tmp_path, "NUTS_RG_60M_2021_4326.geojson", nuts), "--country", "GR")
    lau = {"GISCO_ID": "EL_2301", "CNTR_CODE": "EL", "LAU_ID": "2301", "LAU_NAME": "Σοφάδες", "POP_2020": -9999}
    bring(features(tmp_path, "LAU_RG_01M_2020_4326.geojson", lau))
    table = tmp_path / "lau-2021.csv"
    table.write_text(
        "NUTS 3 CODE;LAU CODE;LAU NAME NATIONAL;LAU NAME LATIN;POPULATION;CNTR_CODE\n"
        "EL611;2301;Σοφάδες;Sofades;18864;EL\nEL611;2302;Μουζάκι;Mouzaki;;EL\n",
        encoding="utf-8",
    )
    bring(table)
    places = known()
    found = {code: (place.system, place.country, place.region.slug) for code, place in places.items()}
    assert found == {
        "EL611": ("nuts", "gr", "karditsa"), "2301": ("lau", "gr", "karditsa"), "2302": ("lau", "gr", "karditsa"),
    }  # fmt: skip
    assert {code: place.population for code, place in places.items()} == {"EL611": None, "2301": 18864, "2302": None}
    assert places["EL611"].names == {"en": "Karditsa"}
    assert names("sofades") == names("ΣΟΦΑΔΕΣ") == ["Σοφάδες"]


def test_a_file_that_is_no_list_of_places_changes_nothing(tmp_path, capsys):
    cut = communes(tmp_path)
    cut.write_text(cut.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    latin = tmp_path / "latin.csv"
    latin.write_bytes("code,name\n71212,Génelard\n".encode("latin-1"))
    nameless = tmp_path / "nameless.csv"
    nameless.write_text("code,name\n71212,Génelard\n71306,\n", encoding="utf-8")
    other = tmp_path / "other.csv"
    other.write_text("amount,date\n1,2\n", encoding="utf-8")
    # Of the package of the communes, too.
    departments = communes(tmp_path, {"code": "71", "nom": "Saône-et-Loire", "chefLieu": "71270"}, name="dep.json")
    unions = communes(tmp_path, {"code": "247100290", "nom": "CU Le Creusot Montceau", "type": "CU"}, name="epci.json")
    for file in (cut, latin, nameless, other, departments, unions, tmp_path / "absent.json"):
        assert bring(file, "--country", "fr") == 2
        assert capsys.readouterr().err.startswith(f"{file} was not brought in; nothing has changed.\n")
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("71300", ["Montceau-les-Mines", "Saint-Berain-sous-Sanvignes"]),
        ("71300 st berain sous sanvignes", ["Saint-Berain-sous-Sanvignes"]),
        ("GENELARD", ["Génelard"]),
        ("Génelrad", ["Génelard"]),
        ("montceau", ["Montceau-les-Mines"]),
        ("Monceau les mine", ["Montceau-les-Mines"]),
        ("St Bérain s/s Sanvigne", ["Saint-Berain-sous-Sanvignes"]),
        ("sanvignes", ["Saint-Berain-sous-Sanvignes"]),
        ("dommartin", ["Bâgé-Dommartin"]),
        ("Marseille", []),
        ("", []),
    ],
)
def test_a_town_is_found_by_postcode_or_name(tmp_path, typed, found):
    bring(communes(tmp_path))
    assert names(typed) == found
    assert names(typed, country="es") == []


class Towns(forms.Form):
    """A form with both fields."""

    town = PlaceField(label="Town", required=False)
    listed = PlaceField(label="Listed", required=False, listed_only=True)
    towns = PlacesField(label="Towns", required=False)


def test_a_town_is_chosen_in_a_form(network, scope, tmp_path):
    bring(communes(tmp_path))
    places = known()
    form = Towns({"town": "Genelard", "listed": "01380", "towns": "71420\n\ndommartin\nGénelard (71420)"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "town": ChosenPlace(places["71212"], "Génelard"),
        "listed": ChosenPlace(places["01025"], "Bâgé-Dommartin"),
        "towns": [places["71212"], places["01025"]],
    }
    form = Towns({"town": "Les Écharts", "listed": "Les Écharts", "towns": "71300\nNulle Part"})
    assert form.errors == {
        "listed": ["No town in the list is called “Les Écharts”. Look whether it is spelt so, or write its postcode."],
        "towns": [
            "“71300” may mean several towns. Write one of them like this: Montceau-les-Mines (71300), "
            "Saint-Berain-sous-Sanvignes (71300). A town that is in no list stands between quotation marks.",
            "No town in the list is called “Nulle Part”. Look whether it is spelt so, or write its postcode.",
        ],
    }
    assert form.cleaned_data["town"] == ChosenPlace(None, "Les Écharts")
    quoted = Towns({"town": "« Montceau »"})
    assert quoted.is_valid()
    assert quoted.cleaned_data["town"] == ChosenPlace(None, "Montceau")
    stored = Towns(initial={"town": places["71306"], "towns": [places["71306"], places["71212"]]})
    assert stored["town"].value() == "Montceau-les-Mines (71300)"
    assert stored["towns"].value() == "Montceau-les-Mines (71300)\nGénelard (71420)"


def test_a_town_of_the_own_region_comes_before_its_namesakes(network, scope, tmp_path):
    bring(communes(tmp_path, *COMMUNES, COMMUNES[1] | {"code": "84999", "departement": "84"}))
    field = PlaceField()
    with pytest.raises(forms.ValidationError):
        field.clean("Génelard")
    field.where = Where("fr", Region.objects.get(slug="vaucluse").pk)
    assert field.clean("Génelard").place.code == "84999"


@pytest.mark.skipif(DATA is None, reason=NO_DATA)
def test_real_outlines_of_communes_have_their_middle(tmp_path):
    bring(DATA / "geo/communes-84-vaucluse.geojson", "--vintage", "2018")
    avignon = Place.objects.get(code="84007")
    assert (round(avignon.latitude, 1), round(avignon.longitude, 1)) == (43.9, 4.8)
    assert Place.objects.count() == 151
