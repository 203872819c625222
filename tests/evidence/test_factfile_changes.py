"""What a factfile says of the version before: what it was and what it is now, and no small number of people."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from tests.evidence.test_factfile_figures import sit_down
from tests.factories import SEATS, insight, meeting, region, table, term, text_of
from welcommune.core.access import SYSTEM
from welcommune.evidence.actions import freeze_factfile
from welcommune.mapping.models import Action, Asset, FundingLine
from welcommune.meetings.models import Insight
from welcommune.stakeholders.models import Membership

pytestmark = pytest.mark.usefixtures("network", "scope")
HERE = f"/en/regions/{SEATS}/factfile/"


def freeze():
    return freeze_factfile(by=SYSTEM, region=region())


def test_what_changed_is_told_with_what_it_was_in_each_form(client_for):
    told = {"region": region(), "language": "fr", "is_public": True}
    action = Action.plain.create(slug="cours", name="Cours du soir", state="open", town="Mâcon", **told)
    Asset.plain.create(kind="vehicle", name="Minibus", owner_name="Amis du bus", **told)
    money = {"region": region(), "funder_name": "État", "purpose": "Cours", "currency": "EUR", "is_public": True}
    FundingLine.plain.create(amount=Decimal(12000), **money)
    freeze()
    Action.plain.update(state="waiting", town="")
    action.themes.add(term("language", "theme"))
    FundingLine.plain.update(amount=Decimal(15000), certainty="expected")
    Action.plain.create(slug="atelier", name="Atelier", **told)
    Asset.plain.update(version=2)
    freeze()
    visitor = client_for(None)
    rows = [row for row in table(visitor.get(HERE), "Differences") if row[0] != "What is there, by theme"]
    assert rows == [
        ["Actions by theme", "New", "Atelier", "–"],
        ["Actions by theme", "Changed", "Cours du soir", "Town: Mâcon → not known"],
        ["Actions by theme", "Changed", "Cours du soir", "Themes: not known → language and literacy"],
        ["Actions by theme", "Changed", "Cours du soir", "State: open → waiting list"],
        ["Funding and when it ends", "Changed", "État", "Amount: €12,000 → €15,000, expected"],
        ["What the region has", "Changed", "Minibus", "Worded as it is on record now; how it was before is not kept."],
    ]  # fmt: skip
    word = ZipFile(BytesIO(visitor.get(f"{HERE}2/docx/").content)).read("word/document.xml").decode()
    cells = csv.reader(StringIO(visitor.get(f"{HERE}2/csv/").content.decode("utf-8-sig")))
    told = "State: open → waiting list"
    assert [told in word, told in {row[4] for row in cells if len(row) > 4}] == [True, True]
    plain = {(one["name"], one["kind"]): one for one in visitor.get(f"{HERE}2/json/").json()["differences"]}
    assert plain["État", "changed"]["fields"] == [{"field": "Amount", "before": "€12,000", "now": "€15,000, expected"}]
    assert plain["Atelier", "new"]["fields"] == []
    assert plain["Minibus", "changed"]["note"].startswith("Worded as it is on record now")
    french = text_of(visitor.get(HERE.replace("/en/", "/fr/")))
    assert "ouverte → liste d’attente" in french


def test_a_number_that_is_hidden_is_told_as_hidden(client_for):
    sit_down("volunteer_group", 6)
    sit_down("newcomer", 6)
    freeze()
    for seat in Membership.plain.filter(category__code="newcomer")[:3]:
        seat.delete()
    freeze()
    page = client_for(None).get(HERE)
    assert table(page, "Differences") == [
        ["People with a seat of their own", "Changed", "Newcomer with lived experience",
         "How many: 6 people → fewer than 5"],
    ]  # fmt: skip
    everything = page.content.decode() + client_for(None).get(f"{HERE}2/json/").content.decode()
    assert [words in everything for words in ("3 people", "9 people", "12 people")] == [False] * 3


def test_a_wording_that_was_taken_back_is_told_in_no_difference(client_for):
    told = insight(meeting(), "Buses stop at six.", kind="need")
    freeze()
    Insight.plain.filter(pk=told.pk).update(version=told.version + 1, said_on="2021-02-03")
    freeze()
    Insight.plain.filter(pk=told.pk).delete()
    [row] = table(client_for(None).get(f"{HERE}2/"), "Differences")
    assert [row[2], row[3].endswith("→ 3 February 2021")] == ["No longer on record.", True]
