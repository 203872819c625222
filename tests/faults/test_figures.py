"""Figures of two workers add up to what was asked, and those of a worker that is killed are not lost."""

import os
import re
import signal
import urllib.request

import pytest

from tests.faults.service import METRICS_TOKEN, Client, Service, until

REGIONS = re.compile(r'^welcommune_requests_total{route="portal:regions",status="2xx"} (\d+)$', re.MULTILINE)


def asked(running: Service) -> int:
    """How many pages of regions the figures tell of."""
    request = urllib.request.Request(f"http://127.0.0.1:{running.port}/metrics")
    request.add_header("Authorization", f"Bearer {METRICS_TOKEN}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        found = REGIONS.search(answer.read().decode())
    return int(found[1]) if found else 0


@pytest.mark.long
def test_figures_of_two_workers_add_up_and_outlive_a_kill(service):
    running = service()
    running.serve()
    before = asked(running)
    visitor = Client(running)
    for _time in range(30):
        assert visitor.get("/en/regions/").status == 200
    assert asked(running) == before + 30
    killed = running.server_workers[0]
    os.kill(killed, signal.SIGKILL)
    until(lambda: len(running.server_workers) == 2 and killed not in running.server_workers, "another worker")
    for _time in range(10):
        assert visitor.get("/en/regions/").status == 200
    assert asked(running) == before + 40
