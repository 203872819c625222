"""Funding lines at the desk: noted, corrected, counted, and seen in time before they end."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import SEATS, fields, fill, region, table, text_of
from tests.matrix.money import more_funding
from welcommune.mapping.models import Action, FundingLine
from welcommune.stakeholders.models import Organisation

LIST = f"/en/desk/regions/{SEATS}/funding/"


pytestmark = pytest.mark.usefixtures("scope")


@pytest.fixture
def facilitator(client_for: Any, cast: dict[str, Any]) -> Client:
    return client_for(cast["facilitator"])


def _action(**told: Any) -> Action:
    return Action.plain.create(
        slug="language-evenings", region=region(), name="Language evenings", language="en", capacity=12, **told
    )


def _noted(client: Client, **typed: Any) -> FundingLine:
    before = set(FundingLine.plain.values_list("pk", flat=True))
    assert fill(client, f"{LIST}new/", **typed).status_code == 302
    return FundingLine.plain.exclude(pk__in=before).get()


def test_numbers_of_who_is_not_in_the_register_stand_in_the_form_and_stay(facilitator: Client):
    numbers = {"funder_numbers": "228 500 013 00658", "beneficiary_numbers": "w712345678, GB-CHC-1164883"}
    line = _noted(facilitator, funder_name="Vendée", beneficiary_name="Le Pont", purpose="Lessons", **numbers)
    kept = ("FR-INSEE-22850001300658", "FR-RNA-W712345678 GB-CHC-1164883")
    assert (line.funder_numbers, line.beneficiary_numbers) == kept
    path = f"/en/desk/funding/{line.pk}/"
    shown = fields(facilitator.get(path))
    assert (shown["funder_numbers"], shown["beneficiary_numbers"]) == ("22850001300658", "W712345678, GB-CHC-1164883")
    for typed, sentence in (
        ({"funder_numbers": "22850001300659"}, "This SIRET has a mistake in it"),
        ({"funder_numbers": "no number"}, "Write a SIRET, an RNA, or a number with its register before it"),
        ({"beneficiary_name": ""}, "Say whose number this is"),
    ):
        assert sentence in text_of(fill(facilitator, path, **typed))
    assert fill(facilitator, path, purpose="Other lessons").status_code == 302
    line.refresh_from_db()
    assert (line.purpose, line.funder_numbers, line.beneficiary_numbers) == ("Other lessons", *kept)
    # Who is chosen from the register has the numbers that stand there.
    seat = Organisation.objects.create(slug="le-pont-x", name="Le Pont", language="fr", steward=region())
    assert fill(facilitator, path, beneficiary=str(seat.pk)).status_code == 302
    line.refresh_from_db()
    assert (line.beneficiary, line.beneficiary_numbers, line.funder_numbers) == (seat, "", kept[0])


def test_a_line_is_noted_corrected_confirmed_and_deleted(facilitator: Client):
    line = _noted(facilitator, funder_name="Ville <b>de</b> Mâcon", amount="24 975,00", currency="EUR", share="40")
    assert (line.funder_name, line.amount, line.share) == ("Ville <b>de</b> Mâcon", Decimal(24975), Decimal(40))
    path = f"/en/desk/funding/{line.pk}/"
    page = facilitator.get(path)
    for typed, sentence in (
        ({"amount": "-5"}, "An amount cannot be below zero."),
        ({"amount": "99 999 999 999"}, "More than a thousand million for one line"),
        ({"amount": "1.500"}, "It is not clear whether this is a thousand or a fraction"),
        ({"amount_to": "7"}, "Give an exact amount or a band, not both."),
        ({"currency": ""}, "Say in which currency the amount is."),
        ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "The last day is before the first."),
        ({"share": "140"}, "A share lies between 0 and 100 per cent."),
        ({"share": "-5"}, "A share lies between 0 and 100 per cent."),
        ({"starts_on": "1066-10-14"}, "First day: Is the year right? Write one from 1950 to 2100."),
        ({"ends_on": "3026-12-31"}, "Last day: Is the year right? Write one from 1950 to 2100."),
    ):
        assert sentence in text_of(fill(facilitator, path, **typed))
    line.refresh_from_db()
    assert line.version == 1
    assert fill(facilitator, path, certainty="applied").status_code == 302
    # Who still has the page from before is shown what differs, and nothing is lost.
    stale = fields(page) | {"certainty": "expected"}
    assert "Somebody else changed this record" in text_of(facilitator.post(path, stale))
    facilitator.post(f"{path}confirm/")
    assert "corrected" not in (shown := text_of(facilitator.get(path))) and "changed: how sure" in shown
    facilitator.post(f"{path}delete/")
    assert not FundingLine.plain.filter(pk=line.pk).exists()


def test_the_list_narrows_and_tells_sums_and_overlaps(facilitator: Client):
    today = timezone.localdate()
    day = {"starts_on": str(today), "ends_on": str(today + timedelta(days=40))}
    _noted(facilitator, funder_name="State", level="national", amount="1000", currency="EUR", **day)
    _noted(facilitator, funder_name="State", level="national", amount="500.50", currency="EUR", **day)
    _noted(facilitator, funder_name="Trust", level="private", amount="70", currency="GBP", certainty="applied")
    _noted(facilitator, funder_name="Fund", level="eu", amount_from="10", amount_to="20", currency="EUR")
    shown = text_of(facilitator.get(LIST))
    assert "Confirmed €1,500.50" in shown and "Applied for or expected £70" in shown
    assert "As bands €10 to €20 (1)" in shown and "Some periods overlap" in shown
    rows = table(facilitator.get(f"{LIST}?level=private"), "Funding")
    assert [row[0] for row in rows] == ["Trust"]
    assert [row[0] for row in table(facilitator.get(f"{LIST}?q=fun&ends=open"), "Funding")] == ["Fund"]
    assert [row[0] for row in table(facilitator.get(f"{LIST}?ends=year"), "Funding")] == ["State", "State"]
    sums = table(facilitator.get(f"{LIST}sums/?by=funder"), "Who pays how much")
    assert sums[-1] == ["Trust", "1", "–", "£70", "–", "–", "–"]
    assert sums[-2] == ["State", "2", "€1,500.50", "–", "–", "–", "–"]
    everywhere = table(facilitator.get("/en/desk/funding/"), "Who pays how much")
    assert everywhere[0][1:4] == ["4", "€1,500.50", "£70"]


def test_the_total_tells_apart_what_runs_today_what_is_to_come_and_what_is_over(facilitator: Client):
    today = timezone.localdate()
    for amount, first, last in (("1000", -90, 40), ("300", -900, -400), ("20", 30, 90)):
        days = {"starts_on": str(today + timedelta(first)), "ends_on": str(today + timedelta(last))}
        _noted(facilitator, funder_name="State", amount=amount, currency="EUR", purpose=f"Lessons {amount}", **days)
    for page in (LIST, f"{LIST}sums/"):
        shown = text_of(facilitator.get(page))
        assert "Confirmed €1,320 Of it running today €1,000 Of it to come €20 Of it over €300" in shown
    assert "Of it" not in text_of(facilitator.get(f"{LIST}?ends=year&q=1000"))


def test_what_ends_within_a_year_tells_what_would_be_lost(facilitator: Client):
    today, action = timezone.localdate(), _action(town="Mâcon")
    soon = {"ends_on": str(today + timedelta(days=100)), "action": str(action.pk)}
    _noted(facilitator, funder_name="State", amount="1000", currency="EUR", **soon)
    _noted(facilitator, funder_name="Hope", certainty="expected", action=str(action.pk))
    path = f"{LIST}ending/"
    shown = text_of(facilitator.get(path))
    assert "1 action would have no confirmed money left. It has 12 places." in shown
    assert "No confirmed money is left after that" in shown and "Mâcon" in shown
    assert "1 line beyond that is applied for or expected." in shown
    Action.plain.update(capacity=None)
    assert "left. It does not state its places." in text_of(facilitator.get(path))
    _noted(facilitator, funder_name="City", action=str(action.pk), ends_on=str(today + timedelta(days=900)))
    assert "A part of the money ends" in text_of(facilitator.get(path))
    drawn = text_of(facilitator.get(f"{LIST}timeline/"))
    assert "State" in drawn and "1 line tells no day and is not shown here." in drawn


def test_who_pays_for_the_network_sees_and_does_not_change(client_for: Any, cast: dict[str, Any]):
    class Scene:
        home = region()

    more_funding(Scene, 5)
    auditor = client_for(cast["auditor"])
    assert "Funder 5" in text_of(auditor.get(LIST))
    assert (auditor.get(f"{LIST}new/").status_code, client_for(cast["member"]).get(LIST).status_code) == (404, 404)


def test_the_public_sees_only_what_is_marked_for_it(facilitator: Client, client: Client):
    typed = {"amount": "1000", "currency": "EUR", "ends_on": str(timezone.localdate() + timedelta(days=9))}
    _noted(facilitator, funder_name="Seen <i>Fund</i>", purpose="Courses", is_public="on", **typed)
    _noted(facilitator, funder_name="Hidden Fund", **typed)
    assert "1 funding line" in text_of(client.get(f"/en/regions/{SEATS}/"))
    page = client.get(f"/en/regions/{SEATS}/funding/")
    assert table(page, "Who pays")[0][:4] == ["Seen <i>Fund</i>", "Courses", "€1,000", "confirmed"]
    assert "Hidden Fund" not in text_of(page)
