"""HSDS 3 in and out, as JSON and as tables; what goes out is valid by its schemas."""

import csv
import io
import json
import zipfile

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from tests.exchange.services import BARE, REGION, SERVICE, STRUCTURE, bring, filed, take_out
from tests.exchange.wizard import DATA, NO_DATA
from welcommune.mapping.models import Action
from welcommune.network.models import Region
from welcommune.stakeholders.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network", "scope")]
real = pytest.mark.skipif(DATA is None, reason=NO_DATA)
SERVICE_ID, LEAD_ID = "ac148810-d857-441c-9679-408f346de14b", "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
PLAIN = {
    "id": SERVICE_ID, "name": "Counselling", "status": "active", "description": "Talks.", "minimum_age": 12,
    "organization": {"id": LEAD_ID, "name": "Example Org", "description": "An organisation."},
    "contacts": [{"id": SERVICE_ID, "name": "A. Persona"}], "phones": [{"id": LEAD_ID, "number": "+44 1234"}],
}  # fmt: skip


def errors(written):
    """What the schemas find wrong with a file of ours."""
    folder = DATA / "services/hsds-3.0/schema"
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    for schema in schemas.values():
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    registry = Registry().with_resources((name, Resource.from_contents(each)) for name, each in schemas.items())
    found = []
    for name, items in (("organization.json", written["organizations"]), ("service.json", written["services"])):
        judge = Draft202012Validator(schemas[name], registry=registry, format_checker=FormatChecker())
        found += [f"{error.json_path}: {error.message}" for item in items for error in judge.iter_errors(item)]
    return found


def own(**told):
    told = {"slug": "own", "name": "Sewing together", "language": "en", "is_public": True} | told
    return Action.objects.create(region=Region.objects.get(slug=REGION), **told)


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


def test_a_service_comes_in_and_goes_out_again_as_it_came(tmp_path, capsys):
    assert bring(filed(tmp_path, [PLAIN]), format="hsds") == 0
    assert capsys.readouterr().out.splitlines() == [
        "services.json: 2 new, 0 changed, 0 as they were.",
        "What has no equivalent here, and in how many rows:",
        "        1  contacts: names of people are left out",
        "        1  minimum_age",
    ]
    action = Action.objects.get()
    assert (action.name, action.about, action.phone, action.lead.name) == (
        "Counselling", {"fr": "Talks."}, "+44 1234", "Example Org",
    )  # fmt: skip
    (service,) = read(take_out(tmp_path, "hsds"))["services"]
    assert "A. Persona" not in json.dumps(service)
    assert (service["id"], service["minimum_age"], service["phones"]) == (SERVICE_ID, 12, PLAIN["phones"])
    bring(filed(tmp_path, [PLAIN | {"name": "Counselling and tea"}]), format="hsds")
    assert [row.name for row in Action.objects.all()] == ["Counselling and tea"]


LEAD = {"id": LEAD_ID, "name": "Example Org", "description": "An organisation."}
ALONE = {name: value for name, value in PLAIN.items() if name != "organization"}


@pytest.mark.parametrize(
    "content",
    [PLAIN, LEAD | {"services": [ALONE]}, {"contents": [LEAD | {"services": [ALONE]}]}, {"contents": [PLAIN]}],
    ids=["a service", "an organisation", "a page of organisations", "a page of services"],
)
def test_whatever_an_address_of_the_standard_gives_comes_in(tmp_path, content):
    assert bring(filed(tmp_path, content), format="hsds") == 0
    action = Action.objects.select_related("lead").get()
    assert (action.name, action.lead.name) == ("Counselling", "Example Org")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"status": "asleep"}, "status: asleep"),
        ({"name": ""}, "name: a name has 3 to 200 characters; this one has 0."),
        ({"id": 7}, "id: an identifier is missing."),
    ],
)
def test_a_service_that_cannot_be_is_refused(tmp_path, capsys, wrong, sentence):
    assert bring(filed(tmp_path, [PLAIN | wrong]), format="hsds") == 1
    assert capsys.readouterr().out.splitlines()[-1].endswith(f": {sentence}")
    assert not Action.objects.exists()


@pytest.mark.parametrize("content", ["", "{}", '{"organizations": [1]}', "id,name\n1,a\n"])
def test_what_is_no_hsds_changes_nothing(tmp_path, content):
    assert bring(filed(tmp_path, content), format="hsds") == 2
    assert not Organisation.objects.filter(name="Example Org").exists()


@real
def test_what_goes_out_is_valid_and_comes_in_again_as_it_is(tmp_path, capsys):
    bring(filed(tmp_path, {"structures": [STRUCTURE], "services": [SERVICE, BARE]}))
    own(town="Génelard", address="12 rue cachée", latitude=46.5, longitude=4.2, is_sensitive=True, languages=["ar"],
        serves="region", cost="free", state="ended", schedule="Monday")  # fmt: skip
    bring(DATA / "services/hsds-3.0/examples/service_list.json", format="hsds")
    file = take_out(tmp_path, "hsds")
    written = read(file)
    assert errors(written) == []
    assert len(written["services"]) == 4
    assert "12 rue cachée" not in file.read_text(encoding="utf-8")
    capsys.readouterr()
    assert bring(file, format="hsds") == 0
    assert capsys.readouterr().out.startswith(
        f"out.json: 0 new, 0 changed, {len(written['services']) + len(written['organizations'])} as they were.\n"
    )


def test_tables_go_out_without_formulas_and_come_in_again(tmp_path, capsys):
    bring(filed(tmp_path, [PLAIN | {"name": "=1+1 counselling"}]), format="hsds")
    file = take_out(tmp_path, "hsds-csv", "out.zip")
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["organizations.csv", "phones.csv", "services.csv"]
        cells = next(csv.DictReader(io.StringIO(archive.read("services.csv").decode())))
    assert cells["name"] == "'=1+1 counselling"
    Action.objects.all().delete()
    assert bring(file, format="hsds") == 0
    action = Action.objects.get()
    assert (action.name, action.phone, action.lead.name) == ("=1+1 counselling", "+44 1234", "Example Org")


@real
def test_tables_of_the_standard(tmp_path):
    assert bring(DATA / "services/hsds-3.0/examples/csv", format="hsds") == 0
    action = Action.objects.get()
    assert (action.name, action.town, action.postcode, action.languages, action.latitude) == (
        "Community Counselling", "MyCity", "ABC 1234", ["ur"], None,
    )  # fmt: skip
