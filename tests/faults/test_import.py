"""Server or worker killed while a list is checked or brought in: nothing half-written, and it goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

from tests.faults.service import Client, Service, moments, until

LONG, SHORT = 2100, 1100
# Opens an import of that many organisations and has it checked, or leaves the check to the worker.
OPEN = """
import json, sys
import django
django.setup()
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.tenancy import every_region
from welcommune.exchange import actions
from welcommune.network.models import Region
many = int(sys.argv[1])
lines = ["Nom;Commune;Contact;Membre", *(f"Killed {n};Ville {n};Personne {n};oui" for n in range(many))]
with every_region("a test"):
    region = Region.objects.get(slug="saone-et-loire")
    batch = actions.open_import(
        by=SYSTEM, id=new_id(), region=region, target="organisations", source="killed", name="l.csv",
        content="\\n".join(lines).encode(), language="fr",
    )
    actions.map_columns(by=SYSTEM, batch=batch, seen=batch.version, mapping=batch.mapping, purpose="x")
    actions.check_import(by=SYSTEM, batch=batch, language="fr")
print(json.dumps(str(batch.pk)))
"""
MADE = (
    "SELECT (SELECT count(*) FROM stakeholders_organisation WHERE name LIKE 'Killed %'), "
    "(SELECT count(*) FROM stakeholders_contact WHERE source = 'killed'), "
    "(SELECT count(*) FROM exchange_written)"
)


def opened(one: Service, many: int) -> str:
    """An import of that many rows, its columns named; the address of its page."""
    more = {"DJANGO_SETTINGS_MODULE": "welcommune.config.settings"}
    command = [sys.executable, "-c", OPEN, str(many)]
    done = subprocess.run(command, env=one.store.environment(**more), check=True, timeout=60, stdout=subprocess.PIPE)
    return f"/fr/desk/imports/{json.loads(done.stdout.splitlines()[-1])}/"


def state(one: Service) -> tuple[str, int, int]:
    """Where the import stands: its state, its turn, how many of its rows are checked."""
    return one.rows("SELECT state, turn, (SELECT count(*) FROM exchange_importrow) FROM exchange_import")[0]


def leases_run_out(one: Service) -> None:
    """As if two minutes had passed: what a dead worker had taken up is free again."""
    one.rows("UPDATE core_outboxmessage SET lease_until = '2000-01-01 00:00:00' WHERE lease_until IS NOT NULL")


def is_taken_up(one: Service, kind: str) -> bool:
    """Whether a worker holds this message now."""
    return one.rows(
        "SELECT count(*) FROM core_outboxmessage WHERE kind = ? AND lease_until IS NOT NULL AND state = 'queued'", kind
    ) == [(1,)]


def whole(many: int) -> list[tuple[int, int, int]]:
    """What stands in the database when each row made an organisation, a contact, a job, a seat and a key.

    What was made is noted by kind, a thousand together.
    """
    return [(many, many, 5 * -(-many // 1000))]


def test_the_worker_killed_while_it_checks_and_while_it_writes(service):
    one: Service = service()
    page = opened(one, LONG)
    one.work()
    until(lambda: state(one)[2] > 0, "the first rows to be checked")
    one.kill_worker()
    assert state(one)[0] == "checking"
    leases_run_out(one)
    one.work()
    until(lambda: state(one)[0] == "checked", "the check that another worker began anew")
    assert state(one)[2] == LONG
    one.kill_worker()

    one.serve()
    person = Client(one).sign_in("facilitator")
    person.get(page)
    assert person.post(f"{page}write/", turn=str(state(one)[1])).status == 302
    for _kill in moments(1):
        one.work()
        until(lambda: is_taken_up(one, "exchange.write_import") or state(one)[0] == "written", "the worker to begin")
        time.sleep(random.uniform(0, 1.5))  # not to wait for something: to hit another moment each time
        one.kill_worker()
        assert one.rows(MADE) == ([(0, 0, 0)] if state(one)[0] == "writing" else whole(LONG))
        leases_run_out(one)
    one.work()
    until(lambda: state(one)[0] == "written", "the list to be brought in")
    assert one.rows(MADE) == whole(LONG)
    assert one.store.damages() == []


def test_the_server_killed_while_it_writes(service):
    one: Service = service()
    page = opened(one, SHORT)
    assert state(one)[0] == "checked"
    one.serve()
    person = Client(one).sign_in("facilitator")
    for _kill in moments(1):
        person.get(page)
        confirming = threading.Thread(target=_confirm, args=(person, page, state(one)[1]), daemon=True)
        confirming.start()
        time.sleep(random.uniform(0.1, 1))  # see above
        for worker in one.server_workers:
            os.kill(worker, signal.SIGKILL)
        confirming.join(60)
        assert one.rows(MADE) == ([(0, 0, 0)] if state(one)[0] == "checked" else whole(SHORT))
        until(lambda: len(one.server_workers) == 2, "gunicorn to start other workers")
    _confirm(person, page, state(one)[1])
    assert state(one)[0] == "written"
    assert one.rows(MADE) == whole(SHORT)


def _confirm(person: Client, page: str, turn: int) -> None:
    try:
        person.post(f"{page}write/", turn=str(turn))
    except OSError:
        return


def test_what_came_in_is_undone_whole(service):
    one: Service = service()
    page = opened(one, SHORT)
    one.serve()
    person = Client(one).sign_in("facilitator")
    person.get(page)
    _confirm(person, page, state(one)[1])
    undoing = threading.Thread(target=_undo, args=(person, page), daemon=True)
    undoing.start()
    time.sleep(random.uniform(0.1, 1))  # see above
    one.kill_server()
    undoing.join(60)
    assert state(one)[0] in {"written", "undone"}
    one.serve()
    if state(one)[0] == "written":
        assert one.rows(MADE) == whole(SHORT)
        _undo(person, page)
    assert state(one)[0] == "undone"
    assert one.rows(MADE)[0][:2] == (0, 0)


def _undo(person: Client, page: str) -> None:
    try:
        person.post(f"{page}undo/")
    except OSError:
        return
