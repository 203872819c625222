"""data·inclusion v1 in and out: nothing twice, nothing half, nothing that the schema refuses."""

import json
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from data_inclusion.schema.v1 import Service, Structure

from tests.exchange.services import BARE, REGION, SERVICE, STRUCTURE, bring, filed, take_out
from tests.exchange.wizard import DATA, NO_DATA
from tests.mapping.places import bring as bring_places
from tests.mapping.places import communes
from welcommune.core.models import AuditEvent, ExternalId, Source
from welcommune.mapping.models import Action
from welcommune.search.actions import rebuild
from welcommune.search.bits import members, unpack
from welcommune.search.models import Entry, Word
from welcommune.search.queries import all_entries
from welcommune.stakeholders.models import Organisation

BOTH = {"structures": [STRUCTURE], "services": [SERVICE, BARE]}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network", "scope")]


def rows(model):
    return list(model._base_manager.order_by("pk").values())


def test_a_file_becomes_actions_with_their_organisation_and_where_it_comes_from(tmp_path, capsys):
    bring_places(communes(tmp_path), "--vintage", "2026")
    capsys.readouterr()
    assert bring(filed(tmp_path, BOTH)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "services.json: 3 new, 0 changed, 0 as they were.",
        "What has no equivalent here, and in how many rows:",
        "        1  conditions_acces",
        "        1  contact_nom_prenom: names of people are left out",
        "        1  modes_mobilisation",
        "        1  nombre_semaines",
        "        1  organisation: neither in this file nor known here",
        "        1  publics: etudiants",
        "        1  publics_precisions",
        "        1  volume_horaire_hebdomadaire",
    ]
    action = Action.objects.get(name="Cours de français du soir")
    assert (action.about, action.kind, action.cost, action.cost_note) == (
        {"fr": "Pour débuter & avancer.\nDeux fois par semaine."}, "training", "free", "adhésion libre",
    )  # fmt: skip
    assert {term.code for term in action.themes.all()} == {"language", "mobility"}
    assert {term.code for term in action.groups.all()} == {"newcomers"}
    assert (action.region.slug, action.place.name, action.town, action.latitude) == (
        REGION, "Génelard", "Génelard", 46.581,
    )  # fmt: skip
    assert (action.serves, {place.code for place in action.places.all()}) == ("places", {"71212", "71306"})
    assert (action.referral, action.joining, action.schedule) == (
        "anyone", {"fr": "Appeler la veille"}, "Tu,Th 18:00-20:00",
    )  # fmt: skip
    assert (action.is_public, action.confirmed_on, action.lead.name) == (
        True, date(2026, 4, 2), "Maison des habitants",
    )  # fmt: skip
    assert "Z. H." not in json.dumps(action.kept)
    source = Source.objects.get(object_id=action.pk)
    assert (source.text, source.url, source.stated_on) == ("dora", "https://example.org/1", date(2026, 4, 2))
    assert [(one.scheme, one.value) for one in action.lead.identifiers.all()] == [("siret", "13003013300016")]
    bare = Action.objects.get(name="=1+1 atelier")
    assert (bare.lead, bare.place, bare.latitude, bare.cost, bare.serves) == (None, None, None, "", "")
    lines = AuditEvent.objects.filter(verb="exchange.bring_in_file")
    assert [line.fields for line in lines] == [["data-inclusion"]]


def test_the_same_file_again_changes_nothing_and_a_trial_neither(tmp_path, capsys):
    file = filed(tmp_path, BOTH)
    tables = (Action, Organisation, ExternalId, Source, AuditEvent)
    before = [rows(model) for model in tables]
    assert bring(file, "--dry-run") == 0
    assert [rows(model) for model in tables] == before
    bring(file)
    before = [rows(model) for model in tables]
    capsys.readouterr()
    assert bring(file) == 0
    assert capsys.readouterr().out.startswith("services.json: 0 new, 0 changed, 3 as they were.\n")
    assert [rows(model) for model in tables] == before


def index():
    """Word → the records that have it in a title, and elsewhere."""
    objects = dict(Entry.objects.order_by("number").values_list("number", "object_id"))
    return {
        bytes(word.key): tuple({objects[number] for number in members(unpack(bytes(packed)))} for packed in sets)
        for word in Word.objects.order_by("key")
        for sets in [(word.titles, word.texts)]
    }


def test_what_came_in_is_found_as_if_the_index_were_made_anew(tmp_path):
    bring(filed(tmp_path, BOTH))
    found = index()
    assert Organisation.objects.get(name=STRUCTURE["nom"]).pk in found[b"habitants"][0]
    rebuild(all_entries())
    assert index() == found


def test_a_service_that_moved_changes_and_keeps_what_only_we_know(tmp_path, capsys):
    bring(filed(tmp_path, BOTH))
    action = Action.objects.get(name=SERVICE["nom"])
    action.about = {**action.about, "ar": "دروس"}
    action.save()
    capsys.readouterr()
    moved = SERVICE | {"nom": "Cours de français", "thematiques": ["numerique--acceder-a-une-connexion-internet"]}
    bring(filed(tmp_path, [moved | {"date_maj": "2026-05-01"}, BARE]))
    assert capsys.readouterr().out.startswith("services.json: 0 new, 1 changed, 1 as they were.\n")
    action.refresh_from_db()
    assert (action.name, action.about["ar"], action.version) == ("Cours de français", "دروس", 2)
    assert {term.code for term in action.themes.all()} == {"digital"}
    line = AuditEvent.objects.get(verb="exchange.change_record", object_id=action.pk)
    assert line.fields == ["name"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"nom": "ab"}, "nom: a name has 3 to 150 characters; this one has 2."),
        ({"id": None}, "id: an identifier is missing."),
        ({"structure_id": ""}, "structure_id: an identifier is missing."),
        ({"date_maj": "hier"}, "date_maj: a date like 2026-01-31 is expected, and here stands “hier”."),
        ({"thematiques": "mobilite"}, "thematiques: a list of words is expected."),
        ({"description": 3}, "description: a text is expected."),
        (
            {"nom": "Cours\u202egnissim"},
            "nom: This text holds invisible control characters. Type it again, or paste it as plain text.",
        ),
        ({"id": "dora--2"}, "This identifier stands in the file more than once."),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_the_others_come_in(tmp_path, capsys, wrong, sentence):
    assert bring(filed(tmp_path, [BARE, SERVICE | wrong])) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "services.json: 1 new, 0 changed, 0 as they were."
    assert out[-2] == "1 row was refused:"
    assert out[-1].endswith(f": {sentence}")
    assert [action.name for action in Action.objects.all()] == ["=1+1 atelier"]


def test_doubtful_values_are_left_out_and_told(tmp_path, capsys):
    odd = {"courriel": "nobody", "lien_mobilisation": "javascript:alert(1)", "type": "autre", "adresse": "x" * 201,
           "latitude": 200, "publics": ["tous-publics"]}  # fmt: skip
    assert bring(filed(tmp_path, [SERVICE | odd])) == 0
    told = [line[11:] for line in capsys.readouterr().out.splitlines() if line.startswith("        1")]
    assert set(told) >= {
        "adresse: longer than 200 characters, kept only to be written out again",
        "courriel: no e-mail address, left out",
        "latitude, longitude: no point on earth, left out",
        "lien_mobilisation: no web address, left out",
        "type: autre",
    }
    action = Action.objects.get()
    assert (action.email, action.website, action.kind, action.address) == ("", "", "", "")


@pytest.mark.parametrize("content", ["", "[", '[{"id": ', "{}", "name,town\na,b\n", '{"services": [1]}'])
def test_a_file_that_cannot_be_read_changes_nothing(tmp_path, capsys, content):
    assert bring(filed(tmp_path, content)) == 2
    assert "was not brought in; nothing has changed." in capsys.readouterr().err
    assert not Action.objects.exists()


def test_a_file_cut_short_leaves_nothing_of_its_beginning(tmp_path):
    whole = json.dumps([BARE | {"id": f"dora--{number}"} for number in range(2500)])
    assert bring(filed(tmp_path, whole[:-20])) == 2
    assert not Action.objects.exists()
    assert bring(tmp_path / "absent.json") == 2
    assert bring(filed(tmp_path, BOTH), format="nonsense") == 2


def test_what_goes_out_is_valid_and_comes_in_again_as_it_is(tmp_path, capsys):
    bring_places(communes(tmp_path), "--vintage", "2026")
    bring(filed(tmp_path, {"structures": [STRUCTURE], "services": [SERVICE, BARE | {"structure_id": STRUCTURE["id"]}]}))
    Action.objects.create(
        slug="own", region=Organisation.objects.get(name=STRUCTURE["nom"]).steward, name="Un parrainage", language="fr",
        kind="mentoring", town="Génelard", address="12 rue cachée", latitude=46.5, longitude=4.2, is_sensitive=True,
        serves="region", cost="paid", is_public=True,
    )  # fmt: skip
    Action.objects.create(slug="hidden", region_id=Action.objects.get(slug="own").region_id, name="X", language="fr")
    file = take_out(tmp_path)
    written = json.loads(file.read_text(encoding="utf-8"))
    for item in written["structures"]:
        Structure.model_validate(item)
    for item in written["services"]:
        Service.model_validate(item)
    services = {item["id"]: item for item in written["services"]}
    assert set(services) == {"dora--1", "dora--2", "welcommune--own"}
    same = {name for name, value in SERVICE.items() if services["dora--1"][name] == value}
    assert set(SERVICE) - same == {"description", "contact_nom_prenom"}
    own = services["welcommune--own"]
    assert (own["adresse"], own["latitude"], own["commune"]) == (None, None, "Génelard")
    assert (own["type"], own["zone_eligibilite"], own["frais"]) == ("accompagnement", ["71"], "payant")
    capsys.readouterr()
    Action.objects.filter(slug="own").delete()
    bring(file)
    assert capsys.readouterr().out.startswith("out.json: 1 new, 0 changed, 4 as they were.\n")


def test_the_workbook_of_the_producers(tmp_path, capsys):
    content = BytesIO()
    # As spreadsheet programs leave what was typed: without the zero in front; and a day as people write it.
    typed = BARE | {"description": "=1+1 en mots", "code_postal": 1400, "date_maj": "13/02/2026"}
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False})
    for name, items in (("structures", [STRUCTURE]), ("services", [SERVICE, typed])):
        sheet = book.add_worksheet(name)
        headers = list(items[0])
        sheet.write_row(0, 0, headers)
        for number, item in enumerate(items, start=1):
            cells = [item.get(header, "") for header in headers]
            sheet.write_row(number, 0, ["\n".join(it) if isinstance(it, list) else it for it in cells],
                            book.add_format({"num_format": "@"}))  # fmt: skip
    book.close()
    file = tmp_path / "producteur.xlsx"
    file.write_bytes(content.getvalue())
    assert bring(file) == 0, capsys.readouterr().out
    action = Action.objects.get(name=SERVICE["nom"])
    assert {term.code for term in action.themes.all()} == {"language", "mobility"}
    assert (action.lead.name, action.latitude, action.postcode) == ("Maison des habitants", 46.581, "71420")
    assert action.kept["data-inclusion"]["as"]["nombre_semaines"] == 30
    assert action.kept["data-inclusion"]["as"]["mobilisable_par"] == ["usagers", "professionnels"]
    changed = Action.objects.get(name=BARE["nom"])
    assert (changed.postcode, changed.confirmed_on) == ("01400", date(2026, 2, 13))


@pytest.mark.skipif(DATA is None, reason=NO_DATA)
def test_pages_of_the_api_with_all_that_is_odd(tmp_path, capsys):
    mock = DATA / "services/data-inclusion-v1/api-mock"
    assert bring(mock / "structures.json") == 1
    assert bring(mock / "services.json") == 1
    capsys.readouterr()
    file = take_out(tmp_path)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert [len(written[name]) for name in ("structures", "services")] == [5, 6]
    for item in written["services"]:
        Service.model_validate(item)
    assert bring(file) == 0
    assert capsys.readouterr().out.startswith("out.json: 0 new, 0 changed, 11 as they were.\n")
