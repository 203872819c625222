"""Who gets what: every address of the project for every role, looked at and sent to."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from tests.harness.pages import without_a_line, without_a_route
from tests.matrix.line import ROLES, STRANGER, Line
from tests.matrix.pages import PAGES, UNPUBLISHED, by_name
from welcommune.core.models import Editable

# Which rows a rule lets through is asked on both databases in ``tests/core/test_access.py``.
pytestmark = pytest.mark.once

KEPT_BY_DJANGO = {"sessions.Session", "contenttypes.ContentType", "auth.Permission"}
MODELS = [model for model in apps.get_models(include_auto_created=True) if model._meta.label not in KEPT_BY_DJANGO]
DESK = [line for line in PAGES if line.is_desk]


def _state() -> str:
    """One statement for all tables: a count of its rows for each, and the version of each record that is edited."""
    counts = [f"SELECT '{it._meta.label}', CAST(count(*) AS text), 0 FROM {_name(it._meta.db_table)}" for it in MODELS]
    edited = [model._meta for model in MODELS if issubclass(model, Editable)]
    versions = [f"SELECT '{it.label}', CAST(id AS text), version FROM {_name(it.db_table)}" for it in edited]
    return f"{' UNION ALL '.join(counts + versions)} ORDER BY 1, 3, 2"


def _name(table: str) -> str:
    return connection.ops.quote_name(table)


STATE = _state()


def state() -> list[tuple[Any, ...]]:
    """How many rows each table has, and the version of each record that is edited."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return cursor.fetchall()


def at_the_door(response: Any) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith("/fr/account/sign-in/")


def test_every_address_has_a_line():
    assert (without_a_line(PAGES), without_a_route(PAGES)) == ([], [])


def test_every_address_has_one_line():
    assert len({line.name for line in PAGES}) == len(PAGES)


@pytest.mark.parametrize("line", PAGES + UNPUBLISHED, ids=by_name)
def test_reading(line: Line, scene, browser):
    path = line.path(scene)
    before = state()
    assert {role: browser(role).get(path).status_code for role in ROLES} == line.get
    assert browser(STRANGER).head(path).status_code == line.get[STRANGER]
    assert state() == before


@pytest.mark.parametrize("line", PAGES + UNPUBLISHED, ids=by_name)
def test_sending(line: Line, scene, browser, undone):
    path = line.path(scene)
    found, touched = {}, set()
    # Each role finds the same: what the one before did is undone.
    before = state()
    for role in ROLES:
        with undone():
            response = browser(role).post(path, line.data(scene))
            found[role] = response.status_code
            if state() != before:
                touched.add(role)
    assert found == line.post
    if line.changes:
        with_rights = {role for role in ROLES[1:] if line.post[role] == 302}
        assert touched == with_rights


@pytest.mark.parametrize("line", PAGES, ids=by_name)
def test_other_methods_are_not_allowed(line: Line, scene, browser):
    path = line.path(scene)
    role = line.reader() or "facilitator"
    # The sign-in library takes PUT for POST, and leads on, or says that it is closed, before it looks at the method.
    allowed = {200, 302, 405} if line.name.startswith(("account_", "mfa_")) else {405}
    for method in ("put", "patch", "delete"):
        assert getattr(browser(role), method)(path).status_code in allowed, method


def test_every_address_of_the_desk_is_a_page_of_the_desk(scene):
    assert [line.name for line in PAGES if "/desk/" in line.path(scene)] == [line.name for line in DESK]


@pytest.mark.parametrize("line", DESK, ids=by_name)
def test_the_desk_asks_who_is_there(line: Line, scene, browser):
    path = line.path(scene)
    assert at_the_door(browser("visitor").post(path, line.data(scene)))
    if not line.is_act:
        response = browser("visitor").get(path)
        assert at_the_door(response)
        assert response.headers["Location"].endswith(f"?next={path}")


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("portal:desk_region", lambda scene: {"region": scene.abroad.slug}),
        ("meetings:new", lambda scene: {"region": scene.abroad.slug}),
        ("meetings:record", lambda scene: {"pk": scene.foreign.pk}),
        ("meetings:attendance", lambda scene: {"pk": scene.foreign.pk}),
        ("portal:article_edit", lambda scene: {"pk": scene.foreign.report.article_id, "language": "fr"}),
    ],
)
def test_a_stranger_is_at_home_elsewhere(name: str, where: Any, scene, browser):
    path = reverse(name, kwargs=where(scene))
    found = {role: browser(role).get(path).status_code for role in ("stranger", "coordinator", "facilitator")}
    assert found == {"stranger": 200, "coordinator": 200, "facilitator": 404}


@pytest.mark.parametrize("name", ["meetings:count_remove", "meetings:participant_remove"])
def test_a_row_of_another_meeting_is_not_found(name: str, scene, browser):
    line = next(line for line in PAGES if line.name == name)
    address = reverse(name, kwargs={**line.where(scene), "pk": scene.foreign.pk})
    before = state()
    assert browser("coordinator").post(address).status_code == 404
    assert browser("stranger").post(address).status_code == 404
    assert state() == before
