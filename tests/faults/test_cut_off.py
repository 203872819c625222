"""What only a database server can do: break off. A process that keeps its connection must get itself another one."""

import pytest

from tests.faults.service import Client, Service, until
from tests.harness.log import errors_in
from tests.harness.stores import on_postgres

pytestmark = pytest.mark.skipif(not on_postgres(), reason="SQLite has no server that could break off")

CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
DESK = "/fr/desk/regions/saone-et-loire/"
# More than the two server workers have threads: each of their connections has been cut, and is asked again.
OFTEN = 20


def _cut(one: Service) -> None:
    """End every connection to the database, as a restart of the server does."""
    assert one.rows(CUT), "nobody was connected"
    one.store.wait_for_silence()


def test_nobody_notices_that_the_database_broke_off(service):
    one: Service = service()
    one.serve()
    person = Client(one).sign_in("facilitator")
    for path in (DESK, "/fr/", "/fr/news/"):
        assert [person.get(path).status for _time in range(OFTEN)] == [200] * OFTEN
        _cut(one)
        assert [person.get(path).status for _time in range(OFTEN)] == [200] * OFTEN
    assert errors_in(one.output) == []


def test_mail_goes_out_though_the_database_broke_off(service):
    one: Service = service()
    one.work()
    until(lambda: one.rows(CUT), "the outbox worker to be connected, and cut off")
    one.serve()
    client = Client(one)
    client.get("/en/account/sign-in/")
    assert client.post("/en/account/sign-in/", email="camille.facilitator@example.org").status == 302
    # The demonstration's own meeting is today: in the morning its guests get mails of another kind.
    sent = "SELECT count(*) FROM core_outboxmessage WHERE state = 'sent' AND kind = 'mail'"
    until(lambda: one.rows(sent) == [(1,)], f"the mail:\n{one.output[-2000:]}")
