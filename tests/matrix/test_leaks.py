"""What is private in a region stays there: every page that others can reach is read for it."""

import re

import pytest
from django.test import Client

from tests.matrix.crawl import Answer, ask, crawl
from tests.matrix.line import Line
from tests.matrix.pages import PAGES, UNPUBLISHED, by_name
from tests.matrix.scene import Scene, secrets_of
from welcommune.core.models import AuditEvent, OutboxMessage

# Texts that the region's own desk has no more: the person took the quote back; and what few people thought.
TAKEN_BACK = (
    "withdrawn quote", "person who withdrew", "original of a withdrawn quote", "what should be different",
)  # fmt: skip
# Shown to those who hold a signed link, and to nobody else.
OWN_PAGES = {
    "meetings:certificate", "meetings:dates_answer", "meetings:group", "meetings:group_notes", "meetings:checked_in",
    "accounts_enter", "network:invited", "network:invited_refuse", "portal:subscription_change", "meetings:answer",
    "meetings:minutes_read", "meetings:minutes_read_file", "meetings:owner", "meetings:place",
}  # fmt: skip
LINES = [line for line in (*PAGES, *UNPUBLISHED) if line.name not in OWN_PAGES]


def leaks(answers: list[Answer], scene: Scene) -> list[str]:
    known = secrets_of(scene).items()
    return [f"{answer.path}: {what}" for answer in answers for what, text in known if answer.holds(text)]


def starts(scene: Scene) -> list[str]:
    """The addresses of all lines, the private ones too."""
    return [line.path(scene, language) for line in LINES for language in ("fr", "ar")]


@pytest.mark.once
@pytest.mark.parametrize("role", ["visitor", "stranger"])
def test_nothing_leaks_to(role, scene, browser):
    answers = crawl(browser(role), starts(scene))
    assert len(answers) > 120
    assert leaks(answers, scene) == []
    # What may be known was met on the way: the crawl has read the right pages.
    assert any(answer.holds("Amina Publique") for answer in answers)
    assert [answer.path for answer in answers if answer.status >= 500] == []


@pytest.mark.once
@pytest.mark.parametrize("role", ["visitor", "stranger"])
def test_nothing_leaks_to_who_sends_a_form(role, scene, browser, undone):
    answers = []
    for line in LINES:
        with undone():
            answers.append(ask(browser(role), line.path(scene), "post", line.data(scene)))
    assert leaks(answers, scene) == []


OTHER_METHODS = ("head", "options", "put", "delete")


@pytest.mark.once
@pytest.mark.parametrize(("role", "methods"), [("stranger", OTHER_METHODS), ("operator", ("get", "put"))])
def test_nothing_leaks_by_any_method(role, methods, scene, browser, undone):
    """Whoever runs the site sees no more of what people keep there than any other stranger, but the own address."""
    answers: list[Answer] = []
    for line in (line for line in LINES if line.is_private or line.is_desk or "operations" in line.name):
        path = line.path(scene)
        with undone():
            answers += [ask(browser(role), path, method) for method in methods]
    assert [leak for leak in leaks(answers, scene) if not leak.endswith(f"e-mail of {role}")] == []


@pytest.mark.once
@pytest.mark.parametrize("role", ["member", "facilitator", "coordinator"])
def test_public_pages_tell_the_region_no_more_than_others(role, scene, browser):
    lines = [line for line in LINES if line.get["visitor"] == 200 and not line.name.startswith("account")]
    answers = [ask(browser(role), line.path(scene, language)) for line in lines for language in ("fr", "en")]
    assert leaks(answers, scene) == []


def test_their_own_facilitator_sees_them_at_the_desk(scene, browser):
    desk = [line.path(scene) for line in (*PAGES, *UNPUBLISHED) if line.is_desk and line.get["facilitator"] == 200]
    answers = crawl_desk(browser("facilitator"), desk)
    shown = {what for what, text in scene.hidden.items() if any(answer.holds(text) for answer in answers)}
    assert shown == set(scene.hidden) - set(TAKEN_BACK)


def crawl_desk(client: Client, start: list[str]) -> list[Answer]:
    """The pages themselves and those of the desk that they link to."""
    answers = [ask(client, path) for path in start]
    beyond = {link for answer in answers for link in answer.links if "/fr/desk/" in link} - set(start)
    return answers + [ask(client, path) for path in sorted(beyond)]


@pytest.mark.once
@pytest.mark.parametrize("line", [line for line in LINES if line.is_private], ids=by_name)
def test_a_stranger_learns_nothing_from_a_foreign_address(line: Line, scene, browser):
    """A record that is there answers as one that is not."""
    missing = {name: _other(value) for name, value in line.where(scene).items()}
    there, nowhere = line, Line(line.name, lambda _scene: missing, line.get, line.post)
    method = "post" if line.is_act else "get"
    first, second = (ask(browser("stranger"), each.path(scene), method) for each in (there, nowhere))
    assert first.status == second.status == (405 if line.get["visitor"] == 405 and not line.is_act else 404)
    assert first.text.partition("<main")[2] == second.text.partition("<main")[2]


def _other(value):
    """An argument of the same kind that names nothing."""
    if isinstance(value, str):
        return value if len(value) == 2 else "nowhere"
    return value if isinstance(value, int) else type(value)(int=5)


def test_a_leak_is_found(scene):
    told = {what: Answer("/fr/", 200, f"<p>{text.lower()}</p>", ()) for what, text in secrets_of(scene).items()}
    assert leaks(list(told.values()), scene) == [f"/fr/: {what}" for what in told]


def test_neither_log_nor_outbox_holds_them(scene):
    kept = [str(row) for row in (*AuditEvent.objects.values(), *OutboxMessage.objects.values())]
    assert kept
    assert [what for what, text in secrets_of(scene).items() if any(text in row for row in kept)] == []


def searched(client: Client, text: str, where: str) -> str:
    """The results for the secret letters of a text, as one reads them; the form with the query left out."""
    answer = client.get(f"/fr/{where}", {"q": text.rpartition("-")[2].partition("@")[0]}).content.decode()
    found = answer.partition('<ol class="entries">')[2].partition("</ol>")[0]
    return found + "".join(re.findall(r'<p class="lead">.*?</p>', answer.partition('id="results"')[2]))


@pytest.mark.parametrize(
    ("role", "where"), [("visitor", "search/"), ("stranger", "search/"), ("stranger", "desk/search/")]
)
def test_the_search_finds_nothing_private_for(role, where, scene, browser):
    client = browser(role)
    known = scene.hidden | scene.personal
    assert {what: said for what, text in known.items() if (said := searched(client, text, where))} == {}


@pytest.mark.parametrize("role", ["facilitator", "coordinator"])
def test_the_search_of_their_own_desk_finds_drafts_quotes_and_contacts(role, scene, browser):
    found = {what for what, text in scene.hidden.items() if searched(browser(role), text, "desk/search/")}
    others = {"title of a portrait", "what a portrait tells", "what was said in a group", "the twin of an action"}
    others |= {"an action noted as another", "contact name", "contact address", "function of a contact"}
    assert found == {"draft title", "draft lead", "draft body", "quote without consent"} | others


def test_a_member_finds_what_members_may_open(scene, browser):
    found = {what for what, text in scene.hidden.items() if searched(browser("member"), text, "desk/search/")}
    assert found == {"quote without consent", "what was said in a group"}
