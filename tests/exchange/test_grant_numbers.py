"""Numbers of funders and receivers that are not in the register come in and go out; those of persons do neither."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.grants import MADE_UP, exported, grant_file, wrong_in
from tests.exchange.wizard import DATA, NO_DATA
from tests.factories import SEATS
from welcommune.config.files import import_file
from welcommune.mapping.models import FundingLine
from welcommune.stakeholders.models import Identifier, Organisation

pytestmark = pytest.mark.usefixtures("scope", "network")


def _register_id(party: dict[str, Any]) -> str:
    return str(party["id"])


GIVEN: dict[str, Any] = {
    "id": "360G-other-1", "title": "Lessons", "currency": "GBP", "amountAwarded": 500, "awardDate": "2025-01-15",
    "fundingOrganization": [{"id": "GB-CHC-1164883", "name": "A Trust"}],
    "recipientOrganization": [{"id": "GB-COH-RC000657", "name": "A School"}],
}  # fmt: skip


def _shown_to_all() -> None:
    FundingLine.plain.update(is_public=True)


def test_numbers_of_who_is_not_in_the_register_go_out_as_they_came_in(tmp_path: Path, capsys: Any):
    both = MADE_UP | {"idBeneficiaire": "39830048300011", "referenceDecision": "D-2"}
    assert import_file("scdl", grant_file(tmp_path / "a.csv", MADE_UP, both), SEATS, False) == 0
    assert Organisation.objects.filter(identifiers__isnull=False).count() == 0
    assert exported("scdl", tmp_path / "empty.csv").count("\n") == 1
    assert "2 funding lines are not in the file: not shown to the public." in capsys.readouterr().err
    _shown_to_all()
    rows = list(csv.DictReader(exported("scdl", tmp_path / "out.csv").splitlines()))
    names = ("idAttribuant", "idBeneficiaire", "rnaBeneficiaire")
    assert sorted(tuple(row[name] for name in names) for row in rows) == [
        ("21060004500392", "", "W712345678"), ("21060004500392", "39830048300011", "W712345678"),
    ]  # fmt: skip
    package = json.loads(exported("360giving", tmp_path / "out.json"))
    assert sorted(_register_id(each["recipientOrganization"][0]) for each in package["grants"]) == [
        "FR-INSEE-39830048300011", "FR-RNA-W712345678",
    ]  # fmt: skip
    assert {_register_id(each["fundingOrganization"][0]) for each in package["grants"]} == {"FR-INSEE-21060004500392"}


def test_numbers_of_360giving_go_out_as_they_came_in(tmp_path: Path, capsys: Any):
    private = GIVEN | {"id": "360G-other-2", "recipientIndividual": [{"id": "360G-other-I-1", "name": "Somebody"}]}
    private["recipientOrganization"] = [{"id": "GB-CHC-999999", "name": "Ana Nobody"}]
    own = GIVEN | {"id": "360G-other-3", "recipientOrganization": [{"id": "360G-other-org-7", "name": "A Club"}]}
    (tmp_path / "a.json").write_text(json.dumps({"grants": [GIVEN, private, own]}), encoding="utf-8")
    assert import_file("360giving", tmp_path / "a.json", SEATS, False) == 0
    assert "1  recipientOrganization.id" in capsys.readouterr().out
    # Nobody's name or number is kept of a grant to a person.
    assert sorted(FundingLine.plain.values_list("beneficiary_name", "beneficiary_numbers")) == [
        ("", ""), ("A Club", ""), ("A School", "GB-COH-RC000657"),
    ]  # fmt: skip
    _shown_to_all()
    package = json.loads(exported("360giving", tmp_path / "out.json"))
    assert {_register_id(each["fundingOrganization"][0]) for each in package["grants"]} == {"GB-CHC-1164883"}
    assert sorted(_register_id(each["recipientOrganization"][0]) for each in package["grants"]) == [
        "360G-welcommune-A-Club", "GB-COH-RC000657",
    ]  # fmt: skip


def test_the_number_of_a_person_is_not_kept(tmp_path: Path, capsys: Any):
    person = MADE_UP | {"nomBeneficiaire": "Mme Ana Nobody", "idBeneficiaire": "39830048300011"}
    assert import_file("scdl", grant_file(tmp_path / "a.csv", person), SEATS, False) == 0
    told = capsys.readouterr().out
    assert "beneficiary_siret: This looks like a person: the number is not kept." in told
    assert "39830048300011" not in told
    line = FundingLine.plain.get()
    assert (line.funder_numbers, line.beneficiary_numbers) == ("FR-INSEE-21060004500392", "")


def test_who_enters_the_register_later_is_told_as_there(tmp_path: Path, capsys: Any):
    assert import_file("scdl", grant_file(tmp_path / "a.csv", MADE_UP), SEATS, False) == 0
    city = Organisation.objects.create(slug="ville-x", name="Ville d'Exemple, mairie", language="fr")
    Identifier.objects.create(organisation=city, scheme="siret", value="21060004500392")
    _shown_to_all()
    # The line stands as it was told until its list comes again; then it leads to the register.
    (row,) = csv.DictReader(exported("scdl", tmp_path / "out.csv").splitlines())
    assert (row["nomAttribuant"], row["idAttribuant"]) == ("Ville d'Exemple", "21060004500392")
    capsys.readouterr()
    assert import_file("scdl", grant_file(tmp_path / "a.csv", MADE_UP), SEATS, False) == 0
    assert "0 new, 1 changed" in capsys.readouterr().out
    line = FundingLine.plain.get()
    assert (line.funder, line.funder_name, line.funder_numbers) == (city, "", "")
    (row,) = csv.DictReader(exported("scdl", tmp_path / "out.csv").splitlines())
    assert (row["nomAttribuant"], row["idAttribuant"]) == ("Ville d'Exemple, mairie", "21060004500392")


def test_a_number_stays_beside_who_is_met_by_name_alone(tmp_path: Path):
    city = Organisation.objects.create(slug="ville-x", name="Ville d'Exemple", language="fr")
    assert import_file("scdl", grant_file(tmp_path / "a.csv", MADE_UP), SEATS, False) == 0
    line = FundingLine.plain.get()
    assert (line.funder, line.funder_numbers) == (city, "FR-INSEE-21060004500392")
    _shown_to_all()
    (row,) = csv.DictReader(exported("scdl", tmp_path / "out.csv").splitlines())
    assert row["idAttribuant"] == "21060004500392"
    # What the register says of its own goes before what a line says.
    Identifier.objects.create(organisation=city, scheme="siret", value="22850001300658")
    (row,) = csv.DictReader(exported("scdl", tmp_path / "out.csv").splitlines())
    assert row["idAttribuant"] == "22850001300658"


@pytest.mark.skipif(DATA is None, reason=NO_DATA)
def test_real_conventions_go_out_with_the_numbers_that_they_came_with(tmp_path: Path):
    assert DATA
    source = DATA / "funding/scdl-subventions/cd85-conventions.csv"
    import_file("scdl", source, SEATS, False)
    _shown_to_all()
    came = FundingLine.plain.count()
    rows = list(csv.DictReader(exported("scdl", tmp_path / "out.csv").splitlines()))
    # One has a number that cannot be right, which is left out.
    assert (came, len(rows)) == (23, 22)
    text = source.read_bytes().decode("cp1252")
    assert {row["idAttribuant"] for row in rows} == {"22850001300658"}
    assert all(row["idBeneficiaire"] in text for row in rows if row["idBeneficiaire"])
    schema = json.loads((DATA / "funding/scdl-subventions/schema-2.1.0.json").read_text())
    assert [wrong for row in rows for field in schema["fields"] if (wrong := wrong_in(field, row[field["name"]]))] == []
