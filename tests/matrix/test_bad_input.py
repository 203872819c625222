"""Whatever is typed or put into an address: an answer in words, nothing lost, never a failure of ours."""

from functools import cache
from typing import Any

import html5lib
import pytest

from tests.matrix.line import Line
from tests.matrix.pages import PAGES, by_name
from tests.matrix.test_access import state

LONG = "x" * 10_000
# Where each is typed into every field of its kind, no field takes it.
TEXTS = {
    "too long": LONG,
    "control": "a\x07b\x1bc",
    "override": "abc\u202edef",
    "isolate": "abc\u2066def",
    "NUL": "a\x00b",
}
DAYS = ("9999-99-99", "0000-00-00", "32.13.2022", "2022-02-30", "-1", LONG)
CLOCKS = ("25:61", "99:99:99", "noon", LONG)
NUMBERS = ("99999999999999999999999999", "-1", "1e400", "NaN", "٣٫٥", "12abc", LONG)
SOME_ID = "01890000-0000-7000-8000-000000000000"
CHOICES = ("unknown", SOME_ID, "' OR 1=1", "\x00", LONG)
FORMS = [line for line in PAGES if line.is_form]
DESK_FORMS = [line for line in FORMS if line.is_desk]
KINDS = ("text", "number", "day", "clock", "choice")
WRITTEN = {"text", "email", "search", "url", "tel", "textarea"}


class Control:
    """A field of a page as it was answered: its name, its kind, what stands in it, what is said of it."""

    def __init__(self, element: Any, page: "Page") -> None:
        self.name = element.get("name")
        self.kind = "textarea" if element.tag == "textarea" else element.get("type", element.tag)
        self.is_number = element.get("inputmode") in {"numeric", "decimal"}
        self.value = (element.text or "") if element.tag == "textarea" else element.get("value", "")
        said = element.get("aria-describedby", "").split()
        errors = [page.texts.get(name, "") for name in said if name.endswith("_error")]
        self.error = " ".join(errors).strip()


class Page:
    """The form of an answered page."""

    def __init__(self, response: Any) -> None:
        root = html5lib.parse(response.content, namespaceHTMLElements=False)
        self.texts = {e.get("id"): "".join(e.itertext()) for e in root.iter() if e.get("id") and e.tag == "p"}
        found = (e for tag in ("input", "textarea", "select") for e in root.iter(tag) if e.get("name"))
        main = next(root.iter("main"))
        # Forms beside the page's own are sent to addresses of their own; searches narrow the page, by GET.
        others = (form for form in main.iter("form") if form.get("action") or form.get("method") == "get")
        inside = set(main.iter()) - {element for form in others for element in form.iter()}
        self.controls = {c.name: c for c in (Control(e, self) for e in found if e in inside)}
        self.summary = " ".join(e.text or "" for e in main.iter("h2") if e.get("id") == "notice")
        self.said = "".join(main.itertext())

    def of_kind(self, wanted: str) -> list[str]:
        """The names of the fields that take texts, numbers, days, clock times, or one of several choices."""
        kinds = {"day": {"date"}, "clock": {"time"}, "choice": {"select", "radio", "checkbox"}}.get(wanted, WRITTEN)
        fitting = (c for c in self.controls.values() if c.kind in kinds and c.name != "csrfmiddlewaretoken")
        return [c.name for c in fitting if kinds != WRITTEN or c.is_number == (wanted == "number")]


def opened(client, line: Line, scene) -> Page:
    return Page(client.get(line.path(scene)))


@cache
def known_fields(name: str) -> dict[str, list[str]]:
    """Filled at the first look at a page: the forms of one address do not change."""
    return {}


def fields(client, line: Line, scene, kind: str) -> list[str]:
    known = known_fields(line.name)
    if kind not in known:
        page = opened(client, line, scene)
        known.update({each: page.of_kind(each) for each in KINDS})
    return known[kind]


def send(client, line: Line, scene, typed: dict[str, Any]) -> Any:
    return client.post(line.path(scene), line.data(scene) | typed)


def as_shown(value: str) -> str:
    """HTML has no NUL, and a single-line field no line break."""
    return value.replace("\x00", "\ufffd")


def check_refused(line: Line, scene, client, kind: str, value: str) -> None:
    names = fields(client, line, scene, kind)
    if not names:
        return
    before = state()
    response = send(client, line, scene, dict.fromkeys(names, value))
    assert response.status_code == 200
    page = Page(response)
    controls = [page.controls[name] for name in names]
    assert {c.name: c.value for c in controls if as_shown(c.value) != as_shown(value)} == {}
    assert [c.name for c in controls if not c.error] == []
    assert page.summary
    assert state() == before


# What a form refuses by itself reaches no database; only PostgreSQL takes no NUL, should one slip through.
@pytest.mark.parametrize("what", [pytest.param(it, marks=() if it == "NUL" else pytest.mark.once) for it in TEXTS])
@pytest.mark.parametrize("line", FORMS, ids=by_name)
def test_a_text_that_will_not_do(line: Line, what: str, scene, browser):
    check_refused(line, scene, browser(line.reader()), "text", TEXTS[what])


@pytest.mark.once
@pytest.mark.parametrize("line", DESK_FORMS, ids=by_name)
def test_days_and_clock_times_that_do_not_exist(line: Line, scene, browser):
    client = browser(line.reader())
    for value in DAYS:
        check_refused(line, scene, client, "day", value)
    for value in CLOCKS:
        check_refused(line, scene, client, "clock", value)


@pytest.mark.parametrize("line", DESK_FORMS, ids=by_name)
def test_numbers_that_are_none(line: Line, scene, browser):
    for value in NUMBERS:
        check_refused(line, scene, browser(line.reader()), "number", value)


@pytest.mark.parametrize("line", DESK_FORMS, ids=by_name)
def test_choices_that_nobody_offered(line: Line, scene, browser):
    client = browser(line.reader())
    # What is ticked by itself counts as ticked whatever is sent.
    ticks = {"breakouts", "announces_trainings", "announces_call", "is_sensitive", "portrays", "in_public", "is_open"}
    ticks |= {"is_in_kind", "is_public", "is_assessment_public"}
    offered = fields(client, line, scene, "choice")
    names = [name for name in offered if name not in ticks and not name.startswith("part_quote-")]
    before = state()
    for value in CHOICES if names else ():
        response = send(client, line, scene, dict.fromkeys(names, value))
        assert response.status_code == 200
        page = Page(response)
        assert [name for name in names if not page.texts.get(f"id_{name}_error")] == []
        assert page.summary
        assert state() == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1582-10-10"])
@pytest.mark.parametrize("line", DESK_FORMS, ids=by_name)
def test_days_at_the_ends_of_the_calendar(line: Line, day: str, scene, browser, undone):
    client = browser(line.reader())
    days = fields(client, line, scene, "day")
    clocks = dict.fromkeys(fields(client, line, scene, "clock"), "")
    hours = ({}, clocks | {"starts_at": "00:00"}, clocks | {"starts_at": "23:59"}) if clocks else ({},)
    for times in hours if days else ():
        with undone():
            response = send(client, line, scene, dict.fromkeys(days, day) | times)
            assert response.status_code in {200, 302}
            if response.status_code == 302:
                assert client.get(response.headers["Location"]).status_code == 200


HIDDEN = [(name, value) for name in ("id", "seen") for value in ("", "x", "\x00", "9" * 40, "-1", SOME_ID)]


@pytest.mark.parametrize("line", DESK_FORMS, ids=by_name)
def test_what_travels_hidden_with_a_form(line: Line, scene, browser, undone):
    typed = line.data(scene)
    answered = {}
    for name, value in (sent for sent in HIDDEN if sent[0] in typed):
        with undone():
            answered[name, value] = send(browser(line.reader()), line, scene, {name: value}).status_code
    assert answered == {sent: 302 if sent == ("id", SOME_ID) else 200 for sent in answered}


@pytest.mark.parametrize("line", DESK_FORMS, ids=by_name)
def test_nothing_at_all(line: Line, scene, browser):
    before = state()
    response = browser(line.reader()).post(line.path(scene), {})
    assert response.status_code == 200
    assert Page(response).summary
    assert state() == before


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "x", "1.5", "", "٣", "\x00", "%00", LONG])
@pytest.mark.parametrize("address", ["/fr/news/", "/fr/roundtables/"])
def test_page_numbers(address: str, page: str, browser):
    assert browser("visitor").get(address, {"page": page}).status_code == 404


@pytest.mark.parametrize(
    "query", ["country=xx", "country=\x00", f"class={LONG}", "class=%27", "text=klingon", "text=\x00", "show=x"]
)
@pytest.mark.parametrize("name", ["portal:home", "portal:regions", "portal:article", "portal:region"])
def test_filters_and_chosen_languages(name: str, query: str, scene, browser):
    line = next(line for line in PAGES if line.name == name)
    assert browser("visitor").get(f"{line.path(scene)}?{query}").status_code == 200


@pytest.mark.parametrize("language", ["xx", "klingon", "f" * 60, "fr-fr", "en_GB", "FR"])
@pytest.mark.parametrize("rest", ["", "photo/", "1/"])
def test_unknown_languages_of_an_article(rest: str, language: str, scene, browser):
    address = f"/fr/desk/articles/{scene.draft.pk}/{language}/{rest}"
    before = state()
    assert browser("coordinator").get(address).status_code == 404
    sent = {"seen": "0", "title": "x", "preview": "1"}
    assert browser("coordinator").post(address, sent).status_code in {404, 405}
    assert state() == before


@pytest.mark.parametrize(
    "address",
    [
        "/fr/desk/articles/{draft}/fr/99999999999999999999999/",
        "/fr/desk/articles/{draft}/fr/0/",
        "/fr/desk/articles/not-a-uuid/fr/",
        "/fr/desk/articles/00000000-0000-0000-0000-000000000000/fr/",
        "/fr/desk/meetings/00000000000000000000000000000000/",
        "/fr/desk/meetings/GGGGGGGG-0000-0000-0000-000000000000/",
        "/fr/desk/regions/NIL%00/",
        "/fr/desk/regions/ça/",
        "/fr/regions/saone-et-loire/roundtables/99999999999999999999999/",
        "/fr/regions/saone-et-loire/roundtables/0/",
        "/fr/regions/saone-et-loire/roundtables/-1/",
        "/fr/regions/" + "a" * 5000 + "/",
        "/fr/news/..%2f..%2fetc/",
        "/fr/photos/00000000-0000-0000-0000-000000000000.webp",
        "/xx/",
        "/fr/%FF%FE/",
    ],
)
def test_addresses_of_nothing(address: str, scene, browser):
    response = browser("coordinator").get(address.format(draft=scene.draft.pk))
    assert response.status_code == 404


@pytest.mark.parametrize("token", ["x", "a:b:c", "\x00", "%00", LONG])
def test_links_that_were_cut(token: str, browser):
    for method in ("get", "post"):
        assert getattr(browser("visitor"), method)(f"/fr/account/enter/{token}/").status_code == 410


@pytest.mark.parametrize("state_", ["", "held", "unknown", "\x00", LONG])
def test_states_that_do_not_follow(state_: str, scene, browser):
    before = state()
    response = browser("facilitator").post(f"/fr/desk/meetings/{scene.meeting.pk}/move/", {"state": state_})
    assert response.status_code == 302
    assert state() == before


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"x" * 99, b"<svg/>", b"\x00" * 5000])
def test_pictures_that_are_none(content: bytes, scene, browser):
    line = next(line for line in PAGES if line.name == "portal:photo_edit")
    sent = line.data(scene)["photo"]
    sent.file.seek(0)
    sent.file.truncate()
    sent.file.write(content)
    sent.file.seek(0)
    response = send(browser("facilitator"), line, scene, {"photo": sent})
    page = Page(response)
    assert (response.status_code, page.controls["photo"].error != "") == (200, True)
    assert page.controls["credit"].value == "Une autre"
