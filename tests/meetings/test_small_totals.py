"""Where all who came were of one group in need of protection and few, the total is told nowhere."""

import pytest

from tests.factories import SEATS, attended, meeting, region, report, table, term, text_of
from welcommune.core.access import SYSTEM
from welcommune.evidence.actions import freeze_factfile
from welcommune.library.models import Article
from welcommune.meetings.models import ReportedCount
from welcommune.network.sums import Cell, hide_small, total_tells

PUBLIC = f"/en/regions/{SEATS}/roundtables/41/"
# Where how many came to a meeting is told to everybody.
PAGES = (PUBLIC, f"/en/regions/{SEATS}/", "/en/roundtables/", f"/en/regions/{SEATS}/factfile/")


@pytest.fixture
def visitor(network, scope, client_for):
    return client_for(None)


def came(total, counted, *present, unit="people"):
    """A meeting with so many in all, so many of each counted kind, and kinds that nobody counted."""
    row = attended(meeting(number=41), {unit: (total, total)}, *counted, *present)
    for code, many in counted.items():
        ReportedCount.objects.create(meeting=row, low=many, high=many, unit=unit, category=term(code))
    return row


@pytest.mark.parametrize(
    ("total", "counted", "present", "is_told"),
    [
        (3, {"newcomer": 3}, [], False),
        (3, {}, ["newcomer"], False),
        # Each kind that was there had one at least. Were three told, its lack would tell of two.
        (2, {"newcomer": 1, "ngo": 1}, [], False),
        (3, {}, ["newcomer", "ngo"], False),
        (2, {}, ["newcomer", "ngo"], False),
        (5, {"newcomer": 5}, [], True),
        (7, {}, ["newcomer"], True),
        (3, {"ngo": 3}, [], True),
        (3, {}, [], True),
    ],
)
def test_a_total_that_tells_a_small_number_is_hidden_wherever_totals_are_told(
    visitor, total, counted, present, is_told
):
    row = came(total, counted, *present)
    written = report(row)
    freeze_factfile(by=SYSTEM, region=region())
    words = f" {total} people"
    pages = {path: text_of(visitor.get(path)) for path in PAGES}
    assert {path for path, page in pages.items() if words in page} == (set(PAGES) if is_told else set())
    if not is_told:
        assert "fewer than 5" in pages[PUBLIC]
        kept = visitor.get(f"/en/regions/{SEATS}/factfile/1/json/").json()["content"]["meetings"]
        assert [item["counts"] for item in kept if item["number"] == 41] == [[]]
        for kind in ("csv", "docx"):
            assert words.strip().encode() not in visitor.get(f"/en/regions/{SEATS}/factfile/1/{kind}/").content
    texts = " ".join([text.title + text.lead + str(text.parts) for text in written.texts.all()])
    assert (words.strip() in texts, Article.plain.get(pk=written.pk).people) == (is_told, total if is_told else None)


def test_participants_are_hidden_as_people_are_and_organisations_stay(visitor):
    row = came(3, {"newcomer": 3}, unit="unstated")
    ReportedCount.objects.create(meeting=row, low=1, high=1, unit="organisations")
    page = text_of(visitor.get(PUBLIC))
    assert ["3 participants" in page, "1 organisation" in page] == [False, True]


def test_a_range_that_lies_below_five_is_hidden_too(visitor):
    row = attended(meeting(number=41), {"people": (2, 3)}, "newcomer")
    assert "2–3" not in text_of(visitor.get(PUBLIC))
    assert row.counts.count() == 1


def test_seats_of_the_home_page_leave_the_hidden_total_out(visitor):
    before = text_of(visitor.get("/en/"))
    came(3, {"newcomer": 3})
    assert "3 to " not in text_of(visitor.get("/en/")).replace(before, "")


def test_whoever_knows_the_rule_cannot_tell_a_small_number_of_the_protected():
    """All records of up to three kinds: where a total is shown, two records at least look the same."""
    seen = {}
    for newcomers in range(7):
        for others in range(7):
            for third in range(7):
                cells = hide_small(
                    [Cell("n", newcomers, True), Cell("o", others, False), Cell("t", third, False)], total_shown=True
                )
                total = newcomers + others + third
                told = total if not total_tells([cell for cell in cells if cell.count], [], total) else None
                look = (told, *((0 if not cell.count else "?" if cell.hidden else cell.count) for cell in cells))
                seen.setdefault(look, set()).add(newcomers)
    assert [look for look, found in seen.items() if len(found) == 1 and 0 < min(found) < 5 and (look[0] or 0) < 7] == []


def test_the_table_of_kinds_says_the_same(visitor):
    came(3, {"newcomer": 3})
    assert table(visitor.get(PUBLIC), "Kinds of participants named in the record") == [
        ["Newcomer with lived experience", "fewer than 5"]
    ]
