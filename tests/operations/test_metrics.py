"""Figures for machines: behind a token, in the format of Prometheus, added up across processes."""

import re
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from welcommune.core.models import OutboxMessage
from welcommune.operations.models import LastDone, Work
from welcommune.operations.watching.counts import all_counts

TOKEN = {"HTTP_AUTHORIZATION": "Bearer the-token"}
HEAD = re.compile(r"# (?:HELP (?P<name>[a-z_]+) .+|TYPE (?P<typed>[a-z_]+) (?P<kind>counter|gauge|histogram))")
SAMPLE = re.compile(r'(?P<name>[a-z_]+)(?:\{(?P<labels>(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)+)\})? (?P<value>\S+)')
LABEL = re.compile(r'([a-z]+)="([^"]*)"')
LIMITED = """
import resource
from welcommune.operations.watching.counts import COUNTS, all_counts
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
for _time in range(50):
    COUNTS.add(("requests|portal:home|2xx", 1))
print(all_counts())
"""
COUNTING = """
from welcommune.operations.watching.counts import COUNTS
for _time in range(500):
    COUNTS.add(("requests|portal:home|2xx", 1), ("seconds_sum|made", 0.25))
"""


@pytest.fixture
def figures(settings, client: Client, db):
    """``figures()``: what ``/metrics`` tells, as {(name, labels): value}."""
    settings.METRICS_TOKEN = "the-token"

    def ask() -> dict:
        answer = client.get("/metrics", **TOKEN)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        return parsed(answer.content.decode())

    return ask


def parsed(text: str) -> dict:
    """Strictly: each family has its help, then its kind, then samples of its name, each once."""
    found, family, kinds = {}, "", Counter()
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("#"):
            head = HEAD.fullmatch(line)
            assert head, line
            family = head["name"] or head["typed"]
            kinds[family] += 1
            continue
        sample = SAMPLE.fullmatch(line)
        assert sample, line
        assert re.fullmatch(rf"{family}(_bucket|_sum|_count)?", sample["name"]), line
        key = (sample["name"], *sorted(LABEL.findall(sample["labels"] or "")))
        assert key not in found, line
        found[key] = float(sample["value"])
    assert set(kinds.values()) == {2}
    return found


def test_without_a_token_there_is_no_such_page_and_a_wrong_one_opens_nothing(client: Client, db, settings):
    assert client.get("/metrics", **TOKEN).status_code == 404
    settings.METRICS_TOKEN = "the-token"
    for wrong in ({}, {"HTTP_AUTHORIZATION": "Bearer the-toke"}, {"HTTP_AUTHORIZATION": "the-token"}):
        answer = client.get("/metrics", **wrong)
        assert (answer.status_code, answer.content) == (401, b"")
    assert client.post("/metrics", **TOKEN).status_code == 405


def test_requests_are_counted_by_route_and_class_and_kept_pages_apart(figures, client: Client, network):
    before = Counter(figures())
    for path in ("/en/regions/", "/en/regions/", "/en/regions/", "/en/nowhere/"):
        client.get(path)
    now = Counter(figures())
    now.subtract(before)
    told = {key: value for key, value in now.items() if "_total" in key[0] and value}
    route = "welcommune_requests_total"
    assert told == {
        (route, ("route", "portal:regions"), ("status", "2xx")): 3, (route, ("route", "none"), ("status", "4xx")): 1,
        (route, ("route", "metrics"), ("status", "2xx")): 1, ("welcommune_kept_pages_total",): 2,
    }  # fmt: skip
    seconds = "welcommune_request_seconds"
    assert now[(f"{seconds}_count", ("kind", "kept"))] == 2
    assert now[(f"{seconds}_bucket", ("kind", "kept"), ("le", "+Inf"))] == 2
    assert 0 < now[(f"{seconds}_sum", ("kind", "kept"))] < 1
    # Each class of the histogram holds those below it.
    bounds = [value for key, value in figures().items() if key[:2] == (f"{seconds}_bucket", ("kind", "made"))]
    assert bounds == sorted(bounds)
    assert len(bounds) == 11


def test_what_waits_the_size_the_space_and_the_backup_are_told(figures):
    long_ago = timezone.now() - timedelta(hours=1)
    for state, kind in (("queued", "mail"), ("queued", "mail"), ("dead", "meetings.letter")):
        OutboxMessage.objects.create(state=state, kind=kind, next_try_at=long_ago)
    assert ("welcommune_backup_age_seconds",) not in figures()
    LastDone.objects.create(work=Work.BACKUP, at=long_ago)
    told = figures()
    many = "welcommune_outbox_messages"
    assert told[(many, ("kind", "mail"), ("state", "queued"))] == 2
    assert told[(many, ("kind", "meetings.letter"), ("state", "dead"))] == 1
    assert 3600 <= told[("welcommune_outbox_oldest_seconds",)] < 3700
    assert 3600 <= told[("welcommune_backup_age_seconds",)] < 3700
    assert told[("welcommune_database_bytes",)] > 100_000
    assert told[("welcommune_free_bytes",)] > 0
    assert told[("welcommune_database_up",)] == 1
    assert told[("welcommune_build_info", ("release", django_settings.RELEASE))] == 1


@pytest.mark.once
def test_a_disk_without_room_is_no_reason_not_to_answer(tmp_path):
    # "-B": a compiled file cut off by the limit would break whatever is started in this checkout afterwards.
    words = [sys.executable, "-B", "-c", LIMITED]
    environment = {
        "WELCOMMUNE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "welcommune.config.settings",
        "PYTHONPATH": ":".join(sys.path), "WELCOMMUNE_SECRET_KEY": "x",
    }  # fmt: skip
    done = subprocess.run(words, env=environment, check=True, timeout=60, capture_output=True, text=True)
    assert done.stdout == "{}\n"
    assert [path.name for path in (tmp_path / "watch" / "counts").iterdir()] == ["lock"]


@pytest.mark.once
def test_figures_of_processes_add_up_and_outlive_them(tmp_path, settings):
    settings.DATA = tmp_path
    environment = {
        "WELCOMMUNE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "welcommune.config.settings",
        "PYTHONPATH": ":".join(sys.path), "WELCOMMUNE_SECRET_KEY": "x",
    }  # fmt: skip
    for _round in range(2):
        running = [subprocess.Popen([sys.executable, "-c", COUNTING], env=environment) for _process in range(2)]
        assert [process.wait(60) for process in running] == [0, 0]
    assert all_counts() == {"requests|portal:home|2xx": 2000, "seconds_sum|made": 500.0}
    # Those of the first round are put together: there are not ever more files.
    assert len(list((tmp_path / "watch" / "counts").iterdir())) <= 4
