"""A factfile tells the figures that the desk tells, by the same rules, and no small number of people in any form."""

import csv
from datetime import timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from tests.factories import SEATS, region, table, term, text_of
from welcommune.core import ui
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.models import Source
from welcommune.evidence.actions import freeze_factfile
from welcommune.mapping.models import Action, Asset, FundingLine, Gap
from welcommune.stakeholders.actions import record_contact, seat_person
from welcommune.stakeholders.models import ContactFacts

pytestmark = pytest.mark.usefixtures("network", "scope")
HERE, DESK = f"/en/regions/{SEATS}/factfile/", f"/en/desk/regions/{SEATS}/funding/"


def in_all(page):
    """The table of sums under its kinds: the last column is all of it."""
    caption = f"What it comes to, as of {ui.date(timezone.localdate())}"
    return [[row[0], row[-1]] for row in table(page, caption)]


def line(amount=None, currency="EUR", ends=None, **told):
    exact = Decimal(amount) if amount else None
    told = {"is_public": True, "funder_name": "État"} | told
    return FundingLine.plain.create(region=region(), amount=exact, currency=currency, ends_on=ends, **told)


def test_money_comes_to_the_same_as_at_the_desk(cast, client_for):
    today = timezone.localdate()
    soon, past, later = today + timedelta(days=40), today - timedelta(days=3), today.replace(year=today.year + 3, day=1)
    line("1000", ends=soon)
    line("500.50", "GBP", ends=soon)
    line("70", ends=soon, certainty="applied")
    line("30", ends=soon, is_in_kind=True)
    line(ends=later, amount_from=Decimal(5), currency="EUR")
    line("9", ends=past)
    line()
    freeze_factfile(by=SYSTEM, region=region())
    page, desk = client_for(None).get(HERE), client_for(cast["facilitator"])
    whole, ending = in_all(page), table(page, "Ends within 12 months")
    assert whole == [
        ["Confirmed", "€1,009, £500.50"], ["Applied for or expected", "€70"], ["As bands", "at least €5 (1)"],
        ["In kind", "€30"], ["Amount not stated", "1"],
    ]  # fmt: skip
    assert ending == [["Confirmed", "€1,000, £500.50"], ["In kind", "€30"]]
    for path, told in ((DESK, whole), (f"{DESK}ending/", ending)):
        shown = text_of(desk.get(path))
        assert [f"{label} {words}" in shown for label, words in told] == [True] * len(told)
    years = dict(table(page, "Confirmed money that ends, by year"))
    assert years[str(soon.year)] == ("€1,009, £500.50" if past.year == soon.year else "€1,000, £500.50")
    amounts = [row[2] for row in table(page, "Funding, the first to end first")]
    assert sorted(amounts) == sorted(
        ["€9", "€1,000", "£500.50", "€70, applied for", "€30, in kind", "at least €5", "not stated"]
    )


def test_money_that_runs_is_told_apart_from_what_is_over_and_what_is_to_come_in_each_form(cast, client_for):
    today = timezone.localdate()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    line("1000", starts_on=yesterday, ends=tomorrow)
    line("200", ends=today)
    line("30", ends=yesterday)
    line("4", starts_on=tomorrow)
    line("7")
    line("50", starts_on=tomorrow, certainty="expected")
    freeze_factfile(by=SYSTEM, region=region())
    visitor = client_for(None)
    page, caption = visitor.get(HERE), f"What it comes to, as of {ui.date(today)}"
    assert table(page, caption) == [
        ["Confirmed", "€1,200", "€4", "€30", "€7", "€1,241"], ["Applied for or expected", "–", "€50", "–", "–", "€50"],
    ]  # fmt: skip
    dates = [ui.date(one) for one in (yesterday, tomorrow)]
    assert [row[3] for row in table(page, "Funding, the first to end first") if row[2] in ("€1,000", "€200", "€4")] == [
        f"Until {ui.date(today)}", " – ".join(dates), f"From {dates[1]} on"
    ]  # fmt: skip
    # What has no end comes after all that has one.
    amounts = [row[2] for row in table(page, "Funding, the first to end first")]
    assert amounts[:3] == ["€30", "€200", "€1,000"]
    heads = ["Running", "To come", "Over", "Dates not known", "All of it"]
    assert [f"Kind {' '.join(heads)}" in text_of(page)] == [True]
    rows = list(csv.reader(StringIO(visitor.get(f"{HERE}1/csv/").content.decode("utf-8-sig"))))
    told = {(row[2], row[3]): row[4] for row in rows if row[1] == caption}
    assert [told["Confirmed", head] for head in heads] == ["€1,200", "€4", "€30", "€7", "€1,241"]
    word = ZipFile(BytesIO(visitor.get(f"{HERE}1/docx/").content)).read("word/document.xml").decode()
    assert [head in word for head in [*heads, "€1,200", "€30"]] == [True] * 7
    sums = visitor.get(f"{HERE}1/json/").json()["funding_sums"]
    assert [sums[one]["confirmed"]["EUR"] for one in ("running", "to_come", "over", "undated")] == [
        "1200.00", "4.00", "30.00", "7.00",
    ]  # fmt: skip
    assert [sums["to_come"]["applied_or_expected"], sums["as_of"]] == [{"EUR": "50.00"}, today.isoformat()]
    shown = text_of(client_for(cast["facilitator"]).get(DESK))
    told = ("Of it running today €1,200", "Of it to come €4", "Of it over €30")
    assert [words in shown for words in told] == [True] * 3


def test_an_action_that_became_part_of_another_counts_once(client_for):
    told = {"region": region(), "language": "fr", "is_public": True}
    kept = Action.plain.create(slug="cours", name="Cours du soir", **told)
    Action.plain.create(slug="cours-2", name="Cours du soir bis", merged_into=kept, **told)
    for action in Action.plain.all():
        action.themes.add(term("language", "theme"))
    freeze_factfile(by=SYSTEM, region=region())
    page = client_for(None).get(HERE)
    assert [f"Language and literacy {many}" in text_of(page) for many in (1, 2)] == [True, False]
    assert [row[0] for row in table(page, "Actions")] == ["Cours du soir"]


def test_what_has_ended_and_what_nobody_confirmed_is_said_as_in_the_directory(client_for):
    today = timezone.localdate()
    told = {"region": region(), "language": "fr", "is_public": True}
    going = Action.plain.create(slug="cours", name="Cours du soir", state="open", **told)
    over = Action.plain.create(slug="fini", name="Atelier fini", ends_on=today - timedelta(days=1), **told)
    for action in (going, over):
        action.themes.add(term("language", "theme"))
        Source.objects.create(object_id=action.pk, text="their leaflet", stated_on=today)
    freeze_factfile(by=SYSTEM, region=region())
    page = client_for(None).get(HERE)
    # The day on which the source was read is no day on which somebody confirmed it.
    assert table(page, "Actions") == [["Cours du soir", "–", "–", "open", "–"]]
    assert table(page, "Actions that have ended") == [["Atelier fini", "–", "–"]]
    assert "Language and literacy 1" in text_of(page)


def test_what_is_laid_over_a_gap_is_told_until_it_is_taken_back(client_for):
    here, told = region(), {"language": "fr", "is_public": True}
    gap = Gap.plain.create(
        region=here, title="Pas de car", origin="reported", noted_on=timezone.localdate(), state="addressed", **told
    )
    shown = Asset.plain.create(region=here, kind="vehicle", name="Minibus", **told)
    hidden = Asset.plain.create(region=here, kind="vehicle", name="Camion", language="fr", is_public=False)
    for asset in (shown, hidden):
        gap.answers.create(asset=asset, noted_on=gap.noted_on)
    freeze_factfile(by=SYSTEM, region=here)
    visitor = client_for(None)
    assert table(visitor.get(HERE), "What is missing")[0][-1] == "Minibus"
    Asset.plain.update(is_public=False)
    assert table(visitor.get(f"{HERE}1/"), "What is missing")[0][-1] == "No longer on record."


def sit_down(kind, many):
    for number in range(many):
        facts = ContactFacts(f"{kind} Person{number}", source="a card", purpose="invitations")
        person = record_contact(by=SYSTEM, id=new_id(), region=region(), facts=facts)
        seat_person(by=SYSTEM, id=new_id(), contact=person, category=term(kind))


def test_fewer_than_five_are_in_no_form_and_no_sum_gives_them_away(client_for):
    sit_down("volunteer_group", 6)
    sit_down("newcomer", 3)
    version = freeze_factfile(by=SYSTEM, region=region())
    assert [(item["key"], item["count"]) for item in version.content["people"]] == [
        ("newcomer", None), ("volunteer_group", 6),
    ]  # fmt: skip
    visitor = client_for(None)
    page = visitor.get(HERE)
    assert table(page, "People with a seat of their own") == [
        ["Newcomer with lived experience", "fewer than 5"], ["Volunteers or citizens’ group", "6 people"],
    ]  # fmt: skip
    word = ZipFile(BytesIO(visitor.get(f"{HERE}1/docx/").content)).read("word/document.xml").decode()
    files = [page.content.decode(), visitor.get(f"{HERE}1/csv/").content.decode(), word]
    assert [[words in text for words in ("3 people", "9 people")] for text in files] == [[False, False]] * 3
