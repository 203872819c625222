"""Processes killed in the middle of their work: nothing half-saved, nothing twice, no mail lost."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from uuid import UUID, uuid4

import pytest

from tests.faults.service import Client, Service, descendants, is_alive, moments, until
from tests.harness.demo import Demo
from tests.harness.log import errors_in

ARTICLE = re.compile(r"/desk/articles/[0-9a-f-]{36}/")
PART = re.compile(r'name="(part_\d+)"')
SECONDS_TO_END = 40


# Killed while people write.


class Writer(threading.Thread):
    """Somebody who notes quotes with consent and keeps texts, and sends again whatever got no answer."""

    def __init__(self, client: Client, meeting: str, article: str) -> None:
        super().__init__(daemon=True)
        self.client, self.meeting, self.article = client, meeting, article
        self.enough = threading.Event()
        self.accepted: dict[UUID, str] = {}
        self.titles: list[str] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        """Write until it is enough."""
        while not self.enough.is_set():
            try:
                self._note()
                self._keep()
            except Exception as error:
                self.wrong.append(repr(error))
                return

    def _note(self) -> None:
        key = uuid4()
        words = f"Parole {key}"
        said = {"text_fr": words, "text_en": f"{words} (en)", "kind": "quote", "attribution": "none"}
        consent = {"consent_given_on": "2021-07-01", "consent_how": "formulaire signé"}
        address = f"/fr{self.meeting}insights/new/"
        answer = self.client.insist(lambda: self.client.post(address, id=str(key), **said, **consent))
        if answer.status != 302:
            self.wrong.append(f"{answer.status} for {words}")
        self.accepted[key] = words

    def _keep(self) -> None:
        title = f"Titre {len(self.titles)}"
        page = self.client.insist(lambda: self.client.get(self.article))
        fields = {name: f"{title}, {name}" for name in PART.findall(page.text)}
        seen = page.hidden("seen")
        send = {"seen": seen, "title": title, "lead": title, **fields}
        answer = self.client.insist(lambda: self.client.post(self.article, **send))
        if answer.status != 302:
            self.wrong.append(f"{answer.status} for {title}")
        self.titles.append(title)


@pytest.fixture
def written(service):
    """A service with somebody writing; yields both, and checks at the end what stands in the database."""
    one: Service = service()
    one.serve()
    person = Client(one).sign_in("facilitator")
    found = ARTICLE.search(person.get("/fr/desk/regions/saone-et-loire/").text)
    assert found is not None
    meeting = one.meeting()
    person.get(f"/fr{meeting}insights/new/")
    writer = Writer(person, meeting, f"/fr{found[0]}fr/")
    writer.start()
    yield one, writer
    _let_write(writer, 2)
    writer.enough.set()
    writer.join(60)
    assert not writer.is_alive()
    assert writer.wrong == []
    _stands_whole(one, writer)


def _let_write(writer: Writer, more: int) -> None:
    """Wait until the person has finished ``more`` further rounds."""
    wanted = len(writer.titles) + more
    until(lambda: len(writer.titles) >= wanted or writer.wrong, f"{more} rounds of writing")
    assert writer.wrong == []


def _stands_whole(one: Service, writer: Writer) -> None:
    """Every accepted form is there once, with all that came with it."""
    rows = one.rows(
        "SELECT CAST(i.id AS text), CAST(i.text AS text), c.given_how, (SELECT count(*) FROM core_auditevent a "
        "WHERE a.object_id = i.id AND a.verb = 'meetings.note_insight') FROM meetings_insight i "
        "LEFT JOIN meetings_quoteconsent c ON c.insight_id = i.id WHERE CAST(i.text AS text) LIKE '%Parole %'"
    )
    stored = {UUID(key): (json.loads(text), how, logged) for key, text, how, logged in rows}
    assert len(rows) == len(stored)
    assert stored.keys() == writer.accepted.keys(), "accepted, and nothing else"
    for key, words in writer.accepted.items():
        assert stored[key] == ({"fr": words, "en": f"{words} (en)"}, "formulaire signé", 1)
    texts = one.rows(
        "SELECT number, title, lead, CAST(parts AS text), is_current FROM library_articletext "
        "WHERE article_id = ? AND language = 'fr' ORDER BY number",
        writer.article.split("/")[4].replace("-", ""),
    )
    assert [number for number, *_rest in texts] == list(range(1, len(texts) + 1))
    assert [title for _number, title, *_rest in texts[1:]] == writer.titles
    assert [bool(current) for *_rest, current in texts] == [False] * len(writer.titles) + [True]
    for _number, title, lead, parts, _current in texts[1:]:
        assert lead == title
        assert all(part["text"].startswith(f"{title}, ") for part in json.loads(parts) if part.get("text"))
    assert one.store.damages() == []


def test_server_workers_killed_while_somebody_writes(written):
    one, writer = written
    for _turn in moments(2):
        _let_write(writer, 1)
        time.sleep(random.uniform(0, 0.2))  # not to wait for something: to hit another moment each time
        victim = random.choice(one.server_workers)
        os.kill(victim, signal.SIGKILL)
        until(lambda victim=victim: not is_alive(victim), "the killed worker to be gone")
        until(lambda: len(one.server_workers) == 2, "gunicorn to start another worker")


def test_the_whole_server_killed_while_somebody_writes(written):
    one, writer = written
    for _turn in moments(1):
        _let_write(writer, 1)
        time.sleep(random.uniform(0, 0.2))  # see above
        one.kill_server()
        one.serve()


def test_an_unfinished_sign_in_is_not_half_done(service):
    one: Service = service()
    one.serve()
    for role in ("facilitator", "editor", "coordinator")[: len(moments(1))]:
        client = Client(one)
        client.get(one.links[role])
        pressing = threading.Thread(target=_press, args=(client, one.links[role]), daemon=True)
        pressing.start()
        time.sleep(random.uniform(0, 0.05))  # see above
        one.kill_server()
        pressing.join(60)
        one.serve()
        language = one.links[role].split("/")[1]
        fresh = Client(one)
        link = fresh.get(one.links[role])
        # Either nothing has happened, and the link still signs in; or all has, and it is used up.
        assert link.status in {200, 410}
        if link.status == 200:
            assert fresh.post(one.links[role]).status == 302
        else:
            client = client if "sessionid" in client.cookies else fresh
        if "sessionid" in client.cookies:
            assert client.get(f"/{language}/desk/").status == 200


def _press(client: Client, link: str) -> None:
    try:
        client.post(link)
    except OSError:
        return


# Mails.

CAST = [
    "camille.facilitator@example.org", "eloi.editor@example.org", "ines.coordinator@example.org",
    "nour.member@example.org", "odile.auditor@example.org", "basile.assessor@example.org",
]  # fmt: skip
QUEUE = """
import django
django.setup()
from django.db import transaction
from welcommune.core.outbox import queue
with transaction.atomic():
    for number in range(150):
        queue("mail", {"to": f"mail-{number}@example.org", "subject": "Table", "body": f"Body {number} whole."})
"""


def _sent(one: Service) -> Counter[str]:
    """How often each address got its mail whole."""
    found: Counter[str] = Counter()
    for file in one.mails.iterdir():
        for mail in file.read_text(encoding="utf-8", errors="replace").split("-" * 79 + "\n"):
            address = re.search(r"^To: (\S+)", mail, re.MULTILINE)
            if address and len(mail.partition("\n\n")[2].strip()) > 5:
                found[address[1]] += 1
    return found


def _leases_run_out(one: Service) -> None:
    """As if two minutes had passed: what a dead worker had taken up is free again."""
    one.rows("UPDATE core_outboxmessage SET lease_until = '2000-01-01 00:00:00' WHERE lease_until IS NOT NULL")


def _all_sent(one: Service) -> bool:
    return one.rows("SELECT count(*) FROM core_outboxmessage WHERE state <> 'sent'") == [(0,)]


def test_the_outbox_worker_killed_again_and_again_loses_no_mail(service):
    one: Service = service()
    more = {"DJANGO_SETTINGS_MODULE": "welcommune.config.settings"}
    subprocess.run([sys.executable, "-c", QUEUE], env=one.store.environment(**more), check=True, timeout=60)
    wanted = {f"mail-{number}@example.org" for number in range(150)}
    for reached in (30, 70, 120):
        one.work()
        until(lambda reached=reached: sum(_sent(one).values()) >= reached, f"{reached} mails")
        one.kill_worker()
        _leases_run_out(one)
    one.work()
    until(lambda: _all_sent(one), "the last mails")
    sent = _sent(one)
    assert wanted - sent.keys() == set(), "lost"
    assert sum(sent.values()) <= 150 + 3, "at most one twice for each kill"
    assert one.rows("SELECT count(*) FROM core_outboxmessage WHERE payload <> '{}'") == [(0,)], "addresses are kept"


def test_codes_are_mailed_though_server_and_worker_are_killed(service):
    one: Service = service()
    one.serve()
    one.work()
    for number, address in enumerate(CAST):
        client = Client(one)
        client.insist(lambda client=client: client.get("/en/account/sign-in/"))
        answer = client.insist(
            lambda client=client, address=address: client.post("/en/account/sign-in/", email=address)
        )
        assert answer.status == 302, answer.text[-1500:]
        if number in {1, 4}:
            one.kill_worker()
            one.kill_server()
            _leases_run_out(one)
            one.serve()
            one.work()
    until(lambda: _all_sent(one), "the last mails")
    assert set(CAST) - _sent(one).keys() == set()


# Publishing, in every process at once.


def _asks(one: Service, path: str, times: int) -> list[str]:
    """The page as a stranger gets it, each time over a new connection."""
    return [Client(one).get(path).text for _time in range(times)]


def test_what_is_published_is_new_in_every_process_at_once(service):
    one: Service = service()
    one.serve()
    person = Client(one).sign_in("facilitator")
    person.get("/fr/desk/regions/saone-et-loire/news/new/")
    form = {"dated": "2026-01-02", "title": "Une nouvelle toute fraîche", "lead": "", "body": "Texte."}
    kept = person.post("/fr/desk/regions/saone-et-loire/news/new/", id=str(uuid4()), **form)
    assert kept.status == 302
    paths = ("/fr/", "/fr/news/", "/fr/regions/saone-et-loire/")
    first, second = one.server_workers
    for path in paths:
        assert not any(form["title"] in page for page in _each_alone(one, path, first, second))
    assert person.post(f"{kept.location}publish/").status == 302
    for path in paths:
        pages = _asks(one, path, 40) + _each_alone(one, path, first, second)
        assert all(form["title"] in page for page in pages), f"{path} is old somewhere"
    assert person.post(f"{kept.location}withdraw/").status == 302
    for path in paths:
        pages = _asks(one, path, 40) + _each_alone(one, path, first, second)
        assert not any(form["title"] in page for page in pages), f"{path} is old somewhere"


def _each_alone(one: Service, path: str, first: int, second: int) -> list[str]:
    """What each worker serves while the other one is held."""
    pages = []
    for held in (first, second):
        os.kill(held, signal.SIGSTOP)
        try:
            pages += _asks(one, path, 2)
        finally:
            os.kill(held, signal.SIGCONT)
    return pages


# The demo begins and ends cleanly.


def _ends(demo: Demo, number: signal.Signals, whole_group: bool) -> None:
    """Told once, it ends in time and leaves no process."""
    family = descendants(demo.process.pid)
    assert len(family) >= 4, "server, two server workers, outbox worker"
    (os.killpg if whole_group else os.kill)(demo.process.pid, number)
    assert demo.process.wait(SECONDS_TO_END) == 0, demo.output[-2000:]
    until(lambda: not any(is_alive(pid) for pid in family), "the children to be gone", 2)
    assert errors_in(demo.output) == []


def test_demo_ends_on_sigterm_and_a_second_start_uses_the_same_data(prepared):
    demo = Demo(prepared.store)
    try:
        demo.wait()
        until(lambda: len(descendants(demo.process.pid)) >= 4, "all processes")
        _ends(demo, signal.SIGTERM, whole_group=False)
        _starts_again(demo)
    finally:
        demo.stop()


def _starts_again(demo: Demo) -> None:
    """The second start loads nothing; then ended as Ctrl-C does. How soon it answers is measured in ``bench``."""
    articles = "SELECT count(*), max(changed_at) FROM library_article"
    before = demo.store.rows(articles)
    demo.start()
    demo.wait()
    assert " new" not in demo.output, "nothing is loaded twice"
    assert demo.link("facilitator")
    assert demo.store.rows(articles) == before
    until(lambda: len(descendants(demo.process.pid)) >= 4, "all processes")
    _ends(demo, signal.SIGINT, whole_group=True)


def test_demo_ends_on_sigint(prepared):
    demo = Demo(prepared.store)
    try:
        demo.wait()
        until(lambda: len(descendants(demo.process.pid)) >= 4, "all processes")
        _ends(demo, signal.SIGINT, whole_group=False)
    finally:
        demo.stop()
