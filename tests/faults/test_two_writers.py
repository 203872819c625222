"""Many people saving at the same moment, on SQLite in one file: nobody sees an error, nothing is lost."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.faults.service import KILLS, Client, Service
from tests.harness.log import errors_in

THREADS, TEXTS = 8, 3
# Six each beside all other tests, sixty in ``make faults``.
EACH = max(6, 3 * KILLS)
# On a quiet machine under a second; the bound leaves room for tests beside this one.
LONGEST_WAIT = 20
ARTICLE = re.compile(r"/desk/articles/[0-9a-f-]{36}/")
OWN = re.compile(r'name="(part_\d+)"')


def _note(client: Client, meeting: str, writer: int) -> tuple[list[str], float]:
    """Note insights one after the other; returns what was noted, and how long the slowest took."""
    noted, slowest = list[str](), 0.0
    for turn in range(EACH):
        words, begun = f"Parole {turn} de la plume {writer}.", time.monotonic()
        answer = client.post(
            f"/fr{meeting}insights/new/", id=str(uuid4()), kind="need", attribution="none", text_fr=words, text_en=words
        )
        assert answer.status == 302, answer.text[-1500:]
        noted.append(words)
        slowest = max(slowest, time.monotonic() - begun)
    return noted, slowest


def test_eight_people_note_insights_at_once(service):
    one: Service = service()
    one.serve()
    one.work()
    meeting = one.meeting()
    person = Client(one).sign_in("facilitator")
    person.get(f"/fr{meeting}insights/new/")
    with ThreadPoolExecutor(THREADS) as crowd:
        told = list(crowd.map(lambda writer: _note(person.copy(), meeting, writer), range(THREADS)))
    wanted = sorted(words for noted, _slowest in told for words in noted)
    longest = max(slowest for _noted, slowest in told)
    print(f"{THREADS * EACH} notes by {THREADS} people at once; the longest wait was {longest:.2f} s")  # noqa: T201
    assert longest < LONGEST_WAIT
    rows = one.rows("SELECT CAST(text AS text) FROM meetings_insight WHERE CAST(text AS text) LIKE '%plume%'")
    stored = [json.loads(text) for (text,) in rows]
    assert sorted(text["fr"] for text in stored) == wanted
    shown = person.get(f"/fr{meeting}").text
    assert [words for words in wanted if shown.count(f">{words}<") != 1] == []
    assert errors_in(one.output) == []


def _write(client: Client, address: str, writer: int) -> int:
    """Write texts against the others; who was overtaken reads, compares and sends again. Returns how often."""
    overtaken = 0
    for turn in range(TEXTS):
        page = client.get(address)
        fields = {name: "" for name in OWN.findall(page.text)}
        seen, title = page.hidden("seen"), f"Titre {turn} de la plume {writer}"
        answer = client.post(address, seen=seen, title=title, lead="", **fields)
        while answer.status == 200:
            assert title in answer.text, "what was typed is lost"
            assert answer.hidden("seen") != seen, "the page does not know the newer version"
            overtaken += 1
            seen = answer.hidden("seen")
            answer = client.post(address, seen=seen, title=title, lead="", **fields)
        assert answer.status == 302, answer.text[-1500:]
    return overtaken


def test_eight_people_write_one_text_at_once(service):
    one: Service = service()
    one.serve()
    person = Client(one).sign_in("facilitator")
    found = ARTICLE.search(person.get("/fr/desk/regions/saone-et-loire/").text)
    assert found is not None
    address = f"/fr{found[0]}fr/"
    person.get(address)
    with ThreadPoolExecutor(THREADS) as crowd:
        overtaken = sum(crowd.map(lambda writer: _write(person.copy(), address, writer), range(THREADS)))
    rows = one.rows(
        "SELECT number, title, is_current FROM library_articletext WHERE language = 'fr' AND article_id = ? "
        "ORDER BY number",
        address.split("/")[4].replace("-", ""),
    )
    assert [number for number, _title, _current in rows] == list(range(1, len(rows) + 1))
    assert [number for number, _title, current in rows if current] == [len(rows)]
    wanted = {f"Titre {turn} de la plume {writer}" for turn in range(TEXTS) for writer in range(THREADS)}
    assert {title for _number, title, _current in rows[1:]} == wanted
    assert len(rows) == 1 + len(wanted), f"each text once; {overtaken} times somebody was overtaken"
    assert errors_in(one.output) == []
