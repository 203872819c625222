"""JSON of known formats in the wizard: read as the command reads it, shown before, taken back; met by both."""

import json
from typing import Any

import pytest

from tests.exchange.services import SERVICE, STRUCTURE, filed
from tests.exchange.services import bring as command
from tests.exchange.wizard import bring, confirm, press, send
from tests.factories import text_of
from welcommune.exchange.models import RowKind
from welcommune.mapping.models import Action, FundingLine
from welcommune.stakeholders.models import Organisation

pytestmark = pytest.mark.usefixtures("scope", "network")
BOTH = {"structures": [STRUCTURE], "services": [SERVICE]}
# What the command and the wizard say of an action; it is shown to the public where the list does not say otherwise.
ALIKE = (
    "name", "about", "kind", "serves", "town", "postcode", "address", "schedule", "cost", "cost_note", "joining",
    "referral", "website", "email", "phone", "confirmed_on", "language",
)  # fmt: skip


@pytest.fixture
def desk(client_for: Any, cast: dict[str, Any]) -> Any:
    return client_for(cast["facilitator"])


def _json(content: Any) -> bytes:
    return json.dumps(content).encode()


def _told(action: Action) -> dict[str, Any]:
    linked = {name: {one.code for one in getattr(action, name).all()} for name in ("themes", "groups", "places")}
    return linked | {name: getattr(action, name) for name in ALIKE} | {"lead": str(action.lead)}


def test_services_come_in_as_by_the_command_and_are_taken_back(desk: Any, tmp_path: Any):
    assert command(filed(tmp_path, BOTH)) == 0
    wanted = _told(Action.objects.get())
    Action.objects.all().delete()
    batch = bring(desk, _json(BOTH), "services.json", target="actions")
    page = text_of(desk.get(f"/en/desk/imports/{batch.pk}/columns/"))
    assert "The file was read as data·inclusion" in page and "The headings are in another row" not in page
    # Fields of a format have no letter and no row of headings.
    assert "Column" not in page.split("The columns of your list")[1]
    assert "Left out, as it has no place here: contact_nom_prenom: names of people are left out" in page
    assert batch.rows.get().kind == RowKind.NEW
    confirm(desk, batch)
    assert _told(Action.objects.get()) == wanted
    press(desk, batch, "undo")
    assert not Action.objects.exists()


def test_what_one_of_them_brought_in_the_other_meets_again(desk: Any, tmp_path: Any, capsys: Any):
    assert command(filed(tmp_path, BOTH)) == 0
    changed = {"structures": [STRUCTURE], "services": [SERVICE | {"nom": "Cours du matin"}]}
    batch = bring(desk, _json(changed), "services.json", target="actions")
    assert batch.rows.get().kind == RowKind.CHANGED
    confirm(desk, batch)
    assert Action.objects.get().name == "Cours du matin"
    other = SERVICE | {"id": "dora--7", "nom": "Atelier"}
    confirm(desk, bring(desk, _json([other]), "more.json", target="actions"))
    again = other | {"nom": "Atelier du soir"}
    assert command(filed(tmp_path, {"structures": [STRUCTURE], "services": [SERVICE, again]})) == 0
    # The first stands in the file as the command saw it last, and keeps what the desk was told since.
    assert sorted(Action.objects.values_list("name", flat=True)) == ["Atelier du soir", "Cours du matin"]


def test_a_service_that_cannot_be_is_a_row_with_a_problem(desk: Any):
    batch = bring(desk, _json([SERVICE, SERVICE | {"id": "dora--3", "date_maj": "soon"}]), "a.json", target="actions")
    (wrong,) = batch.rows.filter(kind=RowKind.PROBLEM)
    assert wrong.title == "dora--3" and "date_maj" in wrong.told_problems[0][2]
    assert batch.counts["new"] == 1


def test_organisations_and_grants_of_such_files_come_in_too(desk: Any):
    confirm(desk, bring(desk, _json(BOTH), "services.json"))
    assert Organisation.objects.get(name=STRUCTURE["nom"]).identifiers.get().value == STRUCTURE["siret"]
    grant = {
        "id": "360G-other-1", "title": "Lessons", "currency": "GBP", "amountAwarded": 500, "awardDate": "2025-01-15",
        "fundingOrganization": [{"id": "GB-CHC-1164883", "name": "A Trust"}],
        "recipientOrganization": [{"id": "GB-COH-RC000657", "name": "A School"}],
    }  # fmt: skip
    confirm(desk, bring(desk, _json({"grants": [grant]}), "grants.json", target="funding"))
    line = FundingLine.plain.get(funder_name="A Trust")
    assert (line.funder_numbers, line.beneficiary_numbers) == ("GB-CHC-1164883", "GB-COH-RC000657")
    assert (line.amount, line.currency, line.purpose) == (500, "GBP", "Lessons")


def test_hsds_is_told_from_data_inclusion(desk: Any):
    service = {
        "id": "ac148810-d857-441c-9679-408f346de14b", "name": "Evening lessons", "status": "active",
        "organization": {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "A School", "description": "A school."},
    }  # fmt: skip
    batch = bring(desk, _json({"contents": [service]}), "hsds.json", target="actions")
    assert "The file was read as HSDS" in text_of(desk.get(f"/en/desk/imports/{batch.pk}/columns/"))
    confirm(desk, batch)
    assert Action.objects.get(name="Evening lessons")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"[]", "This file holds nothing of that kind."),
        (b'{"rows": []}', "This file holds no list of services."),
        (b'{"structures": [', "This file ends too early or is damaged"),
        (b'[{"id": "\xff"}]', "This file is not written in UTF-8."),
    ],
)
def test_json_that_holds_none_of_these_is_refused(desk: Any, content: bytes, sentence: str):
    assert sentence in text_of(send(desk, content, "a.json"))
