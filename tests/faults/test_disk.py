"""No room left on the disk, or a disk that may only be read: refused in words, nothing half-kept, and on it goes."""

import os
import resource
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.utils.translation import gettext, override

from tests.factories import picture
from tests.faults.service import Client, Service, until
from tests.faults.test_kill import ARTICLE
from tests.harness.stores import on_postgres

HOLDS = "32m"
TRIES = 30
# Of both workers.
THREADS = 8
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
# Reached at once by whatever is written into any file: what a full disk does, without one.
NOTHING = (0, resource.RLIM_INFINITY)
PUBLIC = ("/fr/", "/fr/news/", "/pl/regions/saone-et-loire/")
Do = Callable[[], object]


class Facilitator:
    """Somebody who notes what was said and adds a picture; keeps in mind what was accepted."""

    def __init__(self, one: Service) -> None:
        self.client = Client(one).sign_in("facilitator")
        page = self.client.get("/fr/desk/regions/saone-et-loire/")
        found = ARTICLE.search(page.text)
        assert found is not None
        self.photo = f"/fr{found[0]}fr/photo/"
        self.notes = f"/fr{one.meeting()}insights/new/"
        self.client.get(self.notes)
        self.accepted: set[UUID] = set()

    def note(self) -> int:
        """Note one insight; returns the status."""
        key = uuid4()
        words = f"Place {key}"
        said = {"kind": "need", "attribution": "none", "text_fr": words, "text_en": words}
        answer = self.client.post(self.notes, id=str(key), **said)
        if answer.status == 302:
            self.accepted.add(key)
        else:
            assert _is_said_clearly(answer.text)
        return answer.status

    def show(self) -> int:
        """Send a picture; returns the status."""
        words = {"credit": "Camille", "alternative_fr": "Une table", "alternative_en": "A table"}
        return self.client.post_file(self.photo, "photo", picture(), **words).status


def _is_said_clearly(page: str) -> bool:
    with override("fr"):
        return f"<h1>{gettext('Closed for a short while')}</h1>" in page and "Traceback" not in page


def _stored(one: Service) -> set[UUID]:
    rows = one.rows("SELECT CAST(id AS text) FROM meetings_insight WHERE CAST(text AS text) LIKE '%Place %'")
    return {UUID(key) for (key,) in rows}


def _files(one: Service) -> set[str]:
    media = one.store.data / "media"
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def _trial(one: Service, fill: Do, free: Do, meanwhile: Do = list) -> None:
    one.serve()
    one.work()
    person = Facilitator(one)
    assert (person.note(), person.show()) == (302, 302)
    kept = _files(one)
    fill()
    statuses = {person.note() for _time in range(TRIES)}
    assert statuses == ({302} if on_postgres() else {503}) or statuses == {302, 503}
    assert person.show() == 503
    meanwhile()
    assert [Client(one).get(path).status for path in PUBLIC] == [200] * len(PUBLIC)
    assert _files(one) == kept, "half a picture was left behind"
    free()
    _goes_on(one, person)


def _another_worker(one: Service) -> None:
    """One of the workers dies now of all times; the one in its place serves."""
    victim = one.server_workers[0]
    os.kill(victim, signal.SIGKILL)
    until(lambda: victim not in one.server_workers and len(one.server_workers) == 2, "another worker")


def _goes_on(one: Service, person: Facilitator) -> None:
    """All is as before, with nobody having started anything anew; a thread may have to be refused once to notice."""
    until(lambda: {person.note() for _time in range(THREADS)} == {302}, "all threads to notice")
    assert person.show() == 302
    assert _stored(one) == person.accepted, "accepted, and nothing else"
    assert _files(one) == {name for (name,) in one.rows("SELECT file FROM library_photo")}
    assert one.store.damages() == []
    client = Client(one)
    client.get("/en/account/sign-in/")
    assert client.post("/en/account/sign-in/", email="nour.member@example.org").status == 302
    until(lambda: any("nour.member" in file.read_text() for file in one.mails.iterdir()), "the worker to go on")


@pytest.mark.once
def test_without_room_what_is_sent_is_refused_in_words_and_nothing_is_half_kept(service):
    one: Service = service()

    def limit(most: tuple[int, int]) -> None:
        for pid in one.processes:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, most)

    _trial(one, lambda: limit(NOTHING), lambda: limit(UNLIMITED))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that holds little."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={HOLDS}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a disk, and not in every container")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


@pytest.mark.long
def test_a_disk_that_is_really_full(service, small_disk):
    one: Service = service(small_disk / "data")
    ballast = small_disk / "ballast"
    _trial(one, lambda: _fill(ballast), ballast.unlink, lambda: _another_worker(one))


def _remount(folder: Path, how: str) -> None:
    """Change how the disk may be used, as soon as nobody writes on it."""
    remount = ["mount", "-o", f"remount,{how}", str(folder)]
    until(lambda: subprocess.run(remount, check=False, capture_output=True).returncode == 0, "a disk at rest")


@pytest.mark.long
def test_a_disk_that_may_only_be_read(service, small_disk):
    one: Service = service(small_disk / "data")
    one.serve()
    person = Facilitator(one)
    one.kill_server()
    _remount(small_disk, "ro")
    one.serve()
    assert person.show() == 503
    assert Client(one).get("/fr/").status == 200, "what is on record can be read"
    _remount(small_disk, "rw")
    one.work()
    _goes_on(one, person)
