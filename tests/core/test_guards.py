"""A reading request cannot write, in whatever words."""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from welcommune.core.guards import ReadOnlyGuard, WroteOnRead
from welcommune.core.models import Stamp

STATEMENTS = [
    "INSERT INTO core_stamp (key, value) VALUES ('x', 'y')",
    "insert into core_stamp (key, value) values ('x', 'y')",
    "  \n UPDATE core_stamp SET value = 'y'",
    "DELETE FROM core_stamp",
    "INSERT INTO core_stamp (key, value) VALUES ('x', 'y') ON CONFLICT (key) DO UPDATE SET value = 'y'",
    "REPLACE INTO core_stamp (key, value) VALUES ('x', 'y')",
    "WITH gone AS (SELECT 'x' AS key) DELETE FROM core_stamp WHERE key IN (SELECT key FROM gone)",
    "WITH gone AS (DELETE FROM core_stamp RETURNING key) SELECT * FROM gone",
    "/* a hint */ UPDATE core_stamp SET value = 'y'",
    "-- a remark\nUPDATE core_stamp SET value = 'y'",
    "MERGE INTO core_stamp USING core_stamp ON true WHEN MATCHED THEN DELETE",
    "TRUNCATE core_stamp",
    "DROP TABLE core_stamp",
    "CREATE TABLE more (key text)",
    "ALTER TABLE core_stamp ADD more text",
]
CALLS = {
    "create": lambda: Stamp.objects.create(key="x", value="y"),
    "update": lambda: Stamp.objects.filter(key="site").update(value="y"),
    "delete": lambda: Stamp.objects.filter(key="site").delete(),
    "upsert": lambda: Stamp.objects.bulk_create(
        [Stamp(key="site", value="y")], update_conflicts=True, unique_fields=["key"], update_fields=["value"]
    ),
    "update or create": lambda: Stamp.objects.update_or_create(key="x", defaults={"value": "y"}),
}


def through(act, method="GET", path="/en/"):
    """What the innermost middleware answers to a view that does ``act``."""

    def view(_request):
        with transaction.atomic():
            act()
        return HttpResponse("done")

    return ReadOnlyGuard(view)(RequestFactory().generic(method, path)).content


def run(sql):
    def act():
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return act


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("sql", STATEMENTS)
def test_a_reading_request_runs_no_writing_statement(db, method, sql):
    before = sorted(Stamp.objects.values_list())
    with pytest.raises(WroteOnRead, match=f"^{method} /en/ tried: "):
        through(run(sql), method)
    assert sorted(Stamp.objects.values_list()) == before


@pytest.mark.parametrize("act", CALLS.values(), ids=list(CALLS))
def test_nor_does_it_through_a_model(db, act):
    before = sorted(Stamp.objects.values_list())
    with pytest.raises(WroteOnRead):
        through(act)
    assert sorted(Stamp.objects.values_list()) == before


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT key FROM core_stamp",
        "SELECT 'UPDATE' FROM core_stamp",
        "WITH known AS (SELECT key FROM core_stamp) SELECT * FROM known",
    ],
)
def test_a_reading_request_reads(db, sql):
    assert through(run(sql)) == b"done"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_writing_request_writes(db, method):
    assert through(CALLS["create"], method) == b"done"
    assert Stamp.objects.filter(key="x").exists()


def test_the_session_of_a_password_that_changed_may_go_while_reading(db):
    assert through(run('DELETE FROM "django_session"')) == b"done"


def test_the_guard_ends_with_the_request(db):
    with pytest.raises(WroteOnRead):
        through(CALLS["create"])
    CALLS["create"]()
    assert Stamp.objects.filter(key="x").exists()
