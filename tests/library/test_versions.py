"""Versions of a text: what changed, going back, and two editors of one article."""

import pytest

from tests.factories import fields, fill, meeting, news, notices, report, table, text_of, tree
from tests.harness.html import elements, words
from welcommune.core.access import SYSTEM
from welcommune.library.actions import write_text
from welcommune.library.prose import differences
from welcommune.library.queries import language_states

pytestmark = pytest.mark.usefixtures("scope")
TOLD = "Somebody else changed this record while you were writing. Nothing of yours is lost: compare and save."


@pytest.fixture
def desk(cast, client_for):
    return client_for(cast["facilitator"])


@pytest.fixture
def second(cast, client_for):
    return client_for(cast["editor"])


def edit(article, language="en"):
    return f"/en/desk/articles/{article.pk}/{language}/"


def current(article, language="en"):
    return article.texts.get(language=language, is_current=True)


def rewrite(article, **changes):
    text = current(article)
    told = {"title": text.title, "lead": text.lead, "parts": text.parts} | changes
    return write_text(by=SYSTEM, article=article, language="en", **told)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("one two", "one two", [("same", "one two")]),
        ("one two", "one three", [("same", "one "), ("removed", "two"), ("added", "three")]),
        ("one", "one two", [("same", "one "), ("added", "two")]),
        ("one two", "two", [("removed", "one "), ("same", "two")]),
        ("one\n\ntwo", "one\n\nthree", [("same", "one\n\n"), ("removed", "two"), ("added", "three")]),
        ("", "one", [("added", "one")]),
    ],
)
def test_the_pieces_of_a_difference(before, after, pieces):
    assert differences(before, after) == pieces


def test_a_version_shows_what_changed_against_the_one_before(network, desk):
    article = news(title="A new bus line", lead="It runs on Sundays.")
    rewrite(article, lead="It runs on Mondays.")
    page = tree(desk.get(f"{edit(article)}2/"))
    assert [words(piece) for piece in elements(page, "del")] == ["[removed: Sundays. ]"]
    assert [words(piece) for piece in elements(page, "ins")] == ["[added: Mondays. ]"]


def test_every_version_is_listed_and_the_page_of_none_is_not_found(desk):
    article = news()
    rewrite(article, lead="Changed.")
    page = desk.get(edit(article)).content.decode()
    assert [f'href="{edit(article)}{number}/"' in page for number in (1, 2, 3)] == [True, True, False]
    assert [desk.get(f"{edit(article)}{number}/").status_code for number in (1, 2, 3, 0)] == [200, 200, 404, 404]


def test_an_older_version_becomes_current_as_a_new_one(desk):
    article = news(lead="It runs on Sundays.")
    rewrite(article, lead="It runs on Mondays.")
    answer = desk.post(f"{edit(article)}1/restore/", follow=True)
    assert "The older version is current again." in text_of(answer)
    assert [(text.number, text.lead, text.is_current) for text in article.texts.order_by("number")] == [
        (1, "It runs on Sundays.", False), (2, "It runs on Mondays.", False), (3, "It runs on Sundays.", True),
    ]  # fmt: skip


def test_the_second_editor_is_told_and_sees_both_texts(desk, second):
    article = news(title="A new bus line")
    opened = fields(second.get(edit(article)))
    fill(desk, edit(article), title="A line of buses")
    answer = second.post(edit(article), opened | {"title": "A bus at last"})
    assert notices(answer) == [f"One answer needs a change {TOLD}"]
    assert table(answer, "What differs") == [["Title", "A line of buses", "A bus at last"]]
    assert (fields(answer)["title"], fields(answer)["seen"], current(article).title) == (
        "A bus at last", "2", "A line of buses",
    )  # fmt: skip
    assert second.post(edit(article), fields(answer)).status_code == 302
    assert [text.title for text in article.texts.order_by("number")] == [
        "A new bus line", "A line of buses", "A bus at last",
    ]  # fmt: skip


def test_the_second_editor_sees_both_wordings_of_a_part(desk, second):
    article = news(body="From May on.")
    opened = fields(second.get(edit(article)))
    fill(desk, edit(article), part_own="From June on.")
    answer = second.post(edit(article), opened | {"part_own": "From July on."})
    assert table(answer, "What differs") == [["In your own words", "From June on.", "From July on."]]
    assert fields(answer)["part_own"] == "From July on."


def test_what_was_written_into_a_part_stays_in_it_when_somebody_else_took_a_part_away(desk, second):
    article = report(meeting())
    opened = fields(second.get(edit(article)))
    keys = [part["key"] for part in current(article).parts]
    fill(desk, edit(article), part_convened="", part_funding="")
    typed = {"part_boilerplate": "About us, in short.", "part_funding": "The Union pays."}
    answer = second.post(edit(article), opened | typed)
    assert (answer.status_code, "part_convened" in fields(answer)) == (200, True)
    assert second.post(edit(article), fields(answer)).status_code == 302
    assert [part["key"] for part in current(article).parts] == keys
    kept = {part["key"]: part["text"] for part in current(article).parts}
    assert (kept["boilerplate"], kept["funding"]) == ("About us, in short.", "The Union pays.")


def test_a_text_in_another_language_starts_from_the_parts_of_the_first(desk):
    article = report(meeting())
    page = desk.get(edit(article, "ar"))
    assert page.status_code == 200
    shown = fields(page)
    parts = [value for name, value in shown.items() if name.startswith("part_")]
    assert (shown["title"], set(parts), len(parts)) == ("", {""}, len(current(article).parts) + 1)
    fill(desk, edit(article, "ar"), title="مائدة", part_convened="كان الجميع هناك")
    text = current(article, "ar")
    assert (text.title, text.number, [part["text"] for part in text.parts]) == ("مائدة", 1, ["كان الجميع هناك"])


def test_how_far_each_language_is(network):
    article = report(meeting())
    states = lambda: {row.language: row.state for row in language_states(article, ["fr", "en", "ar"])}  # noqa: E731
    assert states() == {"fr": "drafted", "en": "drafted", "ar": "missing"}
    rewrite(article, lead="Read and corrected.")
    assert states() == {"fr": "drafted", "en": "current", "ar": "missing"}
    text = current(article, "fr")
    write_text(by=SYSTEM, article=article, language="fr", title=text.title, lead="Relu.", parts=text.parts)
    assert states() == {"fr": "current", "en": "outdated", "ar": "missing"}


@pytest.mark.parametrize("language", ["", "xx-nonsense", "FR!"])
def test_an_address_with_a_language_that_is_none_breaks_nothing(desk, language):
    article = news()
    assert desk.get(f"/en/desk/articles/{article.pk}/{language}/").status_code in {200, 404}
    assert desk.get(f"/en/desk/articles/{article.pk}/en/999999999999999999999/").status_code == 404
