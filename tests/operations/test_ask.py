"""The short way by which a kept page asks for its stamps: the same answers as the usual way, and no other failures."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from welcommune.core.publication import publish, read_stamps

KEYS = ("everywhere", "site", "region:one")
NEVER = "region:never"


def usual_way(keys: tuple[str, ...]) -> tuple[str, ...]:
    """What Django's cursor finds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, value FROM core_stamp")
        found = dict(cursor.fetchall())
    return tuple(found.get(key, "") for key in keys)


@pytest.mark.django_db(transaction=True)
def test_it_finds_what_the_usual_way_finds() -> None:
    """For any number of keys, known or not, again and again."""
    publish("one", everywhere=True)
    for keys in (KEYS, KEYS[:1], (*KEYS, NEVER), (NEVER,), KEYS):
        assert read_stamps(keys) == usual_way(keys)
    assert all(read_stamps(KEYS))
    before = read_stamps(KEYS)
    publish("one", everywhere=True)
    assert set(read_stamps(KEYS)).isdisjoint(before)


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_it_sees_what_that_wrote() -> None:
    """And nothing of it once it is taken back."""
    publish("one", everywhere=True)
    before = read_stamps(KEYS)
    with transaction.atomic():
        publish("one", everywhere=True)
        assert set(read_stamps(KEYS)).isdisjoint(before)
        transaction.set_rollback(True)
    assert read_stamps(KEYS) == before


@pytest.mark.django_db(transaction=True)
def test_whoever_counts_statements_counts_it() -> None:
    """The figure of statements of a kept page stays true."""
    read_stamps(KEYS)
    with CaptureQueriesContext(connection) as captured:
        read_stamps(KEYS)
    assert len(captured) == 1


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_made_anew() -> None:
    """A kept page is answered all the same."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's database cannot end a connection")
    publish("one", everywhere=True)
    before, client = read_stamps(KEYS), Client()
    assert client.get("/en/").status_code == 200
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    other.close()
    # As each request begins, and as the test client spares itself.
    connection.close_if_unusable_or_obsolete()
    assert read_stamps(KEYS) == before
    assert client.get("/en/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_failure_is_the_same_failure() -> None:
    """Whoever answers for a database that is away must know it."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_stamp RENAME TO core_away")
    try:
        with pytest.raises(DatabaseError):
            read_stamps(KEYS)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE core_away RENAME TO core_stamp")
    read_stamps(KEYS)
