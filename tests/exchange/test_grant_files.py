"""Grants come in and go out as SCDL and 360Giving: what goes out holds to the schema files of both."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.exchange.grants import MADE_UP, exported, grant_file, wrong_in
from tests.exchange.wizard import DATA, NO_DATA
from tests.factories import SEATS, region
from welcommune.config.files import import_file
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.mapping.actions.funding import record_funding
from welcommune.mapping.models import FundingFacts, FundingLine
from welcommune.stakeholders.models import Identifier, Organisation

pytestmark = pytest.mark.usefixtures("scope", "network")


def _lines() -> list[FundingLine]:
    """Lines of which some can go out, and some tell too little or are not for the public."""
    place = region()
    city, group = (
        Organisation.objects.create(slug=f"{name}-x", name=name, language="fr") for name in ("Ville", "Asso")
    )
    Identifier.objects.create(organisation=city, scheme="siret", value="21060004500392")
    Identifier.objects.create(organisation=group, scheme="rna", value="W712345678")
    whole = {
        "funder": city, "beneficiary": group, "purpose": "=Cours", "amount": Decimal("1200.50"), "currency": "EUR",
        "share": Decimal(40), "decided_on": date(2025, 1, 15), "starts_on": date(2025, 2, 1),
        "ends_on": date(2025, 12, 31), "is_public": True, "level": "local",
    }  # fmt: skip
    told: list[dict[str, Any]] = [
        whole, whole | {"is_public": False}, whole | {"certainty": "expected"},
        whole | {"currency": "GBP", "programme": "A fund"}, whole | {"amount": None, "amount_from": Decimal(5)},
        whole | {"beneficiary": None, "purpose": "Nobody"},
    ]  # fmt: skip
    return [record_funding(by=SYSTEM, id=new_id(), region=place, facts=FundingFacts(**each)) for each in told]


def test_a_table_of_scdl_comes_in_once_and_says_what_it_refuses(tmp_path: Path, capsys: Any):
    slips = ({"montant": "-3"}, {"dateConvention": "1066-10-14"}, {"datesPeriodeVersement": "2025-02-01/3026-12-31"})
    rows = [MADE_UP, *(MADE_UP | {"referenceDecision": f"D-{n}"} | slip for n, slip in enumerate(slips, start=2))]
    assert import_file("scdl", grant_file(tmp_path / "a.csv", *rows), SEATS, False) == 1
    told, year = capsys.readouterr().out, "Is the year right? Write one from 1950 to 2100."
    assert "3: amount: An amount cannot be below zero." in told
    assert [f"4: decided_on: {year}" in told, f"5: period: {year}" in told] == [True, True]
    line = FundingLine.plain.get()
    assert (line.funder_name, line.amount, line.currency, line.share) == (
        "Ville d'Exemple", Decimal("1200.50"), "EUR", None,
    )  # fmt: skip
    assert (line.starts_on, line.ends_on, line.is_public) == (date(2025, 2, 1), date(2025, 12, 31), False)
    assert import_file("scdl", grant_file(tmp_path / "b.csv", MADE_UP | {"montant": "1300"}), SEATS, False) == 0
    assert "0 new, 1 changed, 0 as they were." in capsys.readouterr().out
    assert import_file("scdl", grant_file(tmp_path / "b.csv", MADE_UP | {"montant": "1300"}), SEATS, False) == 0
    assert "0 new, 0 changed, 1 as they were." in capsys.readouterr().out
    (tmp_path / "c.json").write_text('{"rows": []}', encoding="utf-8")
    assert import_file("360giving", tmp_path / "c.json", SEATS, False) == 2


def test_a_number_that_cannot_be_right_is_left_out_and_the_grant_comes_in(tmp_path: Path, capsys: Any):
    wrong = MADE_UP | {"idAttribuant": "21060004500393", "idBeneficiaire": "12"}
    assert import_file("scdl", grant_file(tmp_path / "a.csv", wrong), SEATS, False) == 0
    told = capsys.readouterr().out
    assert "1 new, 0 changed, 0 as they were." in told
    assert "2 values were left out:" in told
    assert "2: funder_siret: “21060004500393” cannot be right" in told
    assert FundingLine.plain.get().funder_name == "Ville d'Exemple"


def test_every_row_of_a_table_comes_in_or_is_refused(tmp_path: Path, capsys: Any):
    backwards = MADE_UP | {"referenceDecision": "D-2", "datesPeriodeVersement": "2025-12-31/2025-02-01"}
    assert import_file("scdl", grant_file(tmp_path / "a.csv", MADE_UP, backwards), SEATS, False) == 1
    told = capsys.readouterr().out
    assert "1 new, 0 changed, 0 as they were." in told
    assert "3: ends_on: The last day is before the first. Change one of the two." in told


def test_columns_of_scdl_mean_what_the_format_says(tmp_path: Path, capsys: Any):
    """A grant to several is told whole beside each one's part; what is told to the Commission is no money of the EU."""
    rows = [
        MADE_UP | {"referenceDecision": f"D-{number}", "montant": "1\u00a0000,00", "pourcentageSubvention": part}
        for number, part in enumerate(("0.75", "25"))
    ]
    source = grant_file(tmp_path / "a.csv", rows[0] | {"notificationUE": "oui"}, rows[1])
    assert import_file("scdl", source, SEATS, False) == 0
    told = capsys.readouterr().out
    assert sorted(FundingLine.plain.values_list("amount", "share", "level")) == [
        (Decimal(250), None, ""), (Decimal(750), None, ""),
    ]  # fmt: skip
    for said in ("conditionsVersement", "notificationUE: oui", "pourcentageSubvention: the receiver's part"):
        assert said in told


def test_only_what_is_public_certain_and_whole_goes_out(tmp_path: Path, capsys: Any):
    lines = _lines()
    rows = list(csv.DictReader(exported("scdl", tmp_path / "out.csv").splitlines()))
    told = capsys.readouterr().err
    assert "3 lines are not in the file, which asks for what they do not tell:" in told
    assert "2  montant" in told
    assert "1 funding line is not in the file: not shown to the public." in told
    assert "1 funding line is not in the file: applied for or expected, not confirmed." in told
    # A formula is made harmless; what a public body has to tell and the line does not is left out.
    assert [(row["referenceDecision"], row["objet"], row["montant"]) for row in rows] == [
        (str(lines[0].pk), "'=Cours", "1200.50")
    ]
    package = json.loads(exported("360giving", tmp_path / "out.json"))
    assert [(each["currency"], each["amountAwarded"]) for each in package["grants"]] == [
        ("EUR", 1200.5),
        ("GBP", 1200.5),
    ]
    assert package["grants"][0]["recipientOrganization"][0]["id"] == "FR-RNA-W712345678"
    # The share of the cost is not what SCDL asks for: whoever receives a line receives all of it.
    assert (rows[0]["pourcentageSubvention"], rows[0]["notificationUE"]) == ("1", "non")
    FundingLine.plain.all().delete()
    assert import_file("360giving", tmp_path / "out.json", SEATS, False) == 0
    assert sorted(FundingLine.plain.values_list("amount", "currency", "funder__name")) == [
        (Decimal("1200.50"), "EUR", "Ville"), (Decimal("1200.50"), "GBP", "Ville"),
    ]  # fmt: skip


@pytest.mark.skipif(DATA is None, reason=NO_DATA)
def test_what_goes_out_holds_to_the_schemas(tmp_path: Path):
    assert DATA
    _lines()
    folder = DATA / "funding/360giving-1.4.3/schema"
    grant, package = (json.loads((folder / f"360-giving-{name}schema.json").read_text()) for name in ("", "package-"))
    reference = package["properties"]["grants"]["items"]["$ref"]
    registry: Any = Registry().with_resource(reference, DRAFT202012.create_resource(grant))
    # A day is no moment; without a library of its own, every text would pass for one.
    formats = FormatChecker()
    formats.checks("date-time")(lambda text: "T" in str(text))
    checker = Draft202012Validator(
        package | {"$schema": "https://json-schema.org/draft/2020-12/schema"}, registry=registry,
        format_checker=formats,
    )  # fmt: skip
    written = json.loads(exported("360giving", tmp_path / "o.json"))
    assert [error.message for error in checker.iter_errors(written)] == []
    schema = json.loads((DATA / "funding/scdl-subventions/schema-2.1.0.json").read_text())
    rows = list(csv.DictReader(exported("scdl", tmp_path / "o.csv").splitlines()))
    assert rows and list(rows[0]) == [field["name"] for field in schema["fields"]]
    assert [wrong for row in rows for field in schema["fields"] if (wrong := wrong_in(field, row[field["name"]]))] == []


@pytest.mark.skipif(DATA is None, reason=NO_DATA)
def test_real_grants_come_in(capsys: Any):
    assert DATA
    assert import_file("scdl", DATA / "funding/scdl-subventions/exemple_valide.csv", SEATS, True) in {0, 1}
    assert import_file("360giving", DATA / "funding/360giving-data/abct-awards-before-2019.json", SEATS, False) == 0
    assert FundingLine.plain.filter(currency="GBP").count() == 466
    assert (
        import_file("360giving", DATA / "funding/360giving-fixtures/badfile_all_validation_errors.json", SEATS, True)
        == 1
    )
