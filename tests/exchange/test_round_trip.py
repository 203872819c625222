"""What actions tell survives each format, or the export says that it does not."""

from datetime import date

import pytest

from tests.exchange.services import bring, take_out
from tests.factories import region, term
from tests.mapping.places import bring as bring_places
from tests.mapping.places import communes
from welcommune.mapping.models import Action, Place

pytestmark = pytest.mark.usefixtures("network", "scope")
EVERYWHERE = ("name", "is_for_everybody", "serves", "cost", "referral", "town", "postcode", "place_id", "schedule")
OURS = (
    "level_from", "level_to", "capacity", "state", "languages", "starts_on", "ends_on", "kind", "language",
)  # fmt: skip
TOLD = {
    "name": "Cours du soir", "language": "en", "kind": "mentoring", "level_from": "A1", "level_to": "B1",
    "capacity": 12, "state": "seasonal", "cost": "paid", "referral": "professionals", "languages": ["fr", "ar"],
    "serves": "places", "town": "Génelard", "postcode": "71420", "schedule": "mardi", "is_for_everybody": False,
    "starts_on": date(2026, 1, 10), "ends_on": date(2099, 6, 30),
}  # fmt: skip


@pytest.fixture
def told(tmp_path):
    """An action that tells all there is to tell; everybody may come to another one."""
    bring_places(communes(tmp_path))
    place = Place.objects.get(code="71212")
    action = Action.plain.create(slug="cours", region=region(), is_public=True, place=place, **TOLD)
    action.situations.set([term("asylum_seeker", "situation"), term("refugee", "situation")])
    action.themes.add(term("language", "theme"))
    action.places.add(place)
    Action.plain.create(
        slug="tous", region=region(), is_public=True, name="Pour tous", language="fr", is_for_everybody=True
    )
    Action.plain.create(slug="rien", region=region(), is_public=True, name="Rien de dit", language="fr")
    return action


@pytest.mark.parametrize("format", ["csv", "hsds", "hsds-csv", "data-inclusion"])
def test_what_an_action_tells_comes_back_from_an_empty_site(told, tmp_path, capsys, format):
    file = take_out(tmp_path, format)
    before = {name: getattr(told, name) for name in (*EVERYWHERE, *OURS)}
    lost = capsys.readouterr().err
    Action.plain.filter(region=region()).delete()
    assert bring(file, format=format.removesuffix("-csv")) == 0, capsys.readouterr().out
    back = Action.plain.get(name="Cours du soir")
    kept = EVERYWHERE if format == "data-inclusion" else (*EVERYWHERE, *OURS)
    assert {name: getattr(back, name) for name in kept} == {name: before[name] for name in kept}
    assert {row.code for row in back.situations.all()} == {"asylum_seeker", "refugee"}
    assert ([row.code for row in back.themes.all()], [row.code for row in back.places.all()]) == (
        ["language"], ["71212"],
    )  # fmt: skip
    assert Action.plain.get(name="Pour tous").is_for_everybody is True
    nothing = Action.plain.get(name="Rien de dit")
    assert (nothing.is_for_everybody, str(nothing.about.best()), nothing.situations.count()) == (None, "", 0)
    # What does not come back was said while the file was written.
    assert ("language level" in lost) == ("number of places" in lost) == (format == "data-inclusion")
    assert "neither in this file nor known here" not in capsys.readouterr().out


def test_a_file_that_says_nothing_of_legal_situations_leaves_those_that_are_known(told, tmp_path):
    file = tmp_path / "liste.csv"
    file.write_text("id,name,town\nl-1,Cours du matin,Génelard\n", encoding="utf-8")
    assert bring(file, format="csv") == 0
    action = Action.plain.get(name="Cours du matin")
    action.situations.add(term("refugee", "situation"))
    Action.plain.filter(pk=action.pk).update(is_for_everybody=False, capacity=9)
    file.write_text("id,name,town\nl-1,Cours du matin,Digoin\n", encoding="utf-8")
    assert bring(file, format="csv") == 0
    action.refresh_from_db()
    assert (action.town, action.is_for_everybody, action.capacity) == ("Digoin", False, 9)
    assert action.situations.count() == 1


def test_levels_days_and_places_that_cannot_be_are_told(told, tmp_path, capsys):
    file = tmp_path / "liste.csv"
    file.write_text(
        "name,level_from,level_to,starts_on,ends_on,capacity,situations,languages\n"
        'Trop bas,B1,A1,,,,,\nTrop tôt,,,2026-02-01,2026-01-01,,,\nBien,Z9,,,,-3,martian,"fr, français"\n',
        encoding="utf-8",
    )
    assert bring(file, format="csv") == 1
    out = capsys.readouterr().out
    for sentence in (
        "This level is below", "The last day is before", "level_from: Z9", "capacity: no whole number",
        "situations: martian", "languages: français", "2 rows were refused",
    ):  # fmt: skip
        assert sentence in out
    row = Action.plain.get(name="Bien")
    assert (row.capacity, row.languages, row.is_for_everybody) == (None, ["fr"], None)
