"""What holds for every answer and every process: headers, cookies, limits, secrets, files."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache, caches
from django.test import Client

from tests.factories import text_of
from tests.harness.html import assert_valid
from welcommune.config.cache import SharedCache
from welcommune.core.limits import times_this_minute

# Nothing here hangs on the database.
pytestmark = pytest.mark.once

HEADERS = {
    "X-Content-Type-Options": "nosniff", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SETTINGS = "from welcommune.config import settings as s; print({})"


def asked_of_settings(what: str, folder: Path, **more: str) -> str:
    """What the settings say in a process of its own."""
    environment = {"WELCOMMUNE_DATA": str(folder), "PYTHONPATH": ":".join(sys.path)} | more
    words = [sys.executable, "-c", SETTINGS.format(what)]
    return subprocess.run(words, env=environment, check=True, timeout=60, capture_output=True, text=True).stdout.strip()


def test_every_answer_has_the_headers(client: Client, network, cast, client_for):
    pages = ["/en/", "/en/", "/en/nowhere/", "/healthz", "/static/welcommune/welcommune.css", "/sitemap.xml"]
    answers = [client.get(page) for page in pages] + [client_for(cast["editor"]).get("/en/desk/")]
    for answer in answers:
        told = {name: answer.headers[name] for name in HEADERS}
        assert told == HEADERS
        assert re.fullmatch(r"(?:[a-z-]+=\(\), )+usb=\(\)", answer.headers["Permissions-Policy"])
        answer.close()
    for answer in (answers[0], answers[1], answers[-1]):
        assert sorted(answer.headers["Content-Security-Policy"].split("; ")) == sorted(CSP.split("; "))
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_no_script_reads_a_cookie_and_https_binds_them(client: Client, cast, tmp_path):
    client.force_login(cast["editor"])
    client.get("/en/desk/")
    # The client makes the session's cookie itself; the server sets that of forms.
    assert client.cookies["csrftoken"]["httponly"] is True
    assert client.cookies["csrftoken"]["samesite"] == "Lax"
    names = "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
    told = asked_of_settings(names + "s.SECURE_HSTS_SECONDS", tmp_path, WELCOMMUNE_URL="https://example.org")
    assert told == "__Host-sessionid __Host-csrftoken True True 31536000"


def test_secrets_are_read_from_files_and_their_line_end_is_none_of_them(tmp_path):
    given = {}
    values = {"WELCOMMUNE_SECRET_KEY": "k" * 50, "DATABASE_URL": "postgres://me:pass@host/base",
              "EMAIL_URL": "smtp+tls://me:word@mail:587", "WELCOMMUNE_METRICS_TOKEN": "t" * 20}  # fmt: skip
    for name, value in values.items():
        file = tmp_path / name.lower()
        file.write_text(f"{value}\n")
        given[f"{name}_FILE"] = str(file)
    what = "s.SECRET_KEY, s.DATABASES['default']['PASSWORD'], s.EMAIL_CONFIG['EMAIL_HOST_PASSWORD'], s.METRICS_TOKEN"
    assert asked_of_settings(what, tmp_path, **given) == f"{'k' * 50} pass word {'t' * 20}"


def test_a_limit_counts_across_processes(tmp_path):
    """Four processes count five hundred times each; nobody is counted as somebody else."""
    count = """
from django.core.cache import cache
for _time in range(500):
    cache.add("tries", 0, 60)
    cache.incr("tries")
"""
    environment = {
        "WELCOMMUNE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "welcommune.config.settings",
        "PYTHONPATH": ":".join(sys.path), "WELCOMMUNE_SECRET_KEY": "x",
    }  # fmt: skip
    running = [subprocess.Popen([sys.executable, "-c", count], env=environment) for _process in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
    with closing(sqlite3.connect(tmp_path / "watch" / "limits.sqlite3")) as store:
        assert store.execute("SELECT value FROM entry").fetchall() == [(2000,)]


def test_the_shared_cache_keeps_what_django_wants_of_a_cache():
    with time_machine.travel("2026-05-01T12:00Z", tick=False) as clock:
        _use_the_cache(clock)


def _use_the_cache(clock):
    assert isinstance(caches["default"], SharedCache)
    cache.set("list", [1.5, "é"], 10)
    assert (cache.get("list"), cache.get("none", 3), cache.add("list", 1)) == ([1.5, "é"], 3, False)
    assert [times_this_minute("door", "somebody") for _time in range(3)] == [1, 2, 3]
    assert times_this_minute("door", "somebody else") == 1
    assert (cache.touch("list", 100), cache.touch("none"), cache.delete("none")) == (True, False, False)
    clock.move_to("2026-05-01T12:01:05Z")
    assert (cache.get("list"), cache.add("list", 1, 5), times_this_minute("door", "somebody")) == ([1.5, "é"], False, 1)
    clock.move_to("2026-05-01T12:03Z")
    assert (cache.get("list"), cache.add("list", 1), cache.delete("list")) == (None, True, True)
    cache.set("for-ever", True, None)
    clock.move_to("2036-05-01T12:03Z")
    assert cache.get("for-ever") is True


def test_a_disk_that_takes_nothing_shuts_nobody_out(tmp_path):
    (tmp_path / "file").write_text("")
    broken = SharedCache(str(tmp_path / "file" / "limits.sqlite3"), {})
    assert (broken.incr("tries"), broken.get("tries", "nothing"), broken.add("tries", 1)) == (1, "nothing", False)


def test_who_searches_very_often_waits_a_minute_and_is_told_kindly(client: Client, network, settings):
    settings.SEARCHES_A_MINUTE = 2
    answers = [client.get("/en/search/?q=bus&region=saone-et-loire") for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "60"
    assert "Wait a minute, then search again" in text_of(answers[2])
    assert 'value="bus"' in answers[2].content.decode()
    assert_valid(answers[2].content)
    assert client.get("/en/search/").status_code == 200
    assert Client(REMOTE_ADDR="10.0.0.9").get("/en/search/?q=bus").status_code == 200


@pytest.mark.parametrize(
    ("proxies", "known"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.7"), (4, "127.0.0.1")]
)
def test_behind_proxies_the_visitor_is_who_they_noted(client: Client, db, settings, proxies: int, known: str):
    """What a visitor wrote there before the proxies did counts for nothing."""
    settings.PROXIES = proxies
    answer = client.get("/healthz", HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.7, 203.0.113.9")
    assert answer.wsgi_request.META["REMOTE_ADDR"] == known


def test_no_folder_of_files_is_served(client: Client, db):
    for root in (django_settings.MEDIA_ROOT, Path(django_settings.DATA) / "media-private", django_settings.DATA):
        kept = Path(root) / "kept.txt"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("private")
        for address in (f"/{root.name}/kept.txt", "/static/../kept.txt", f"/static/%2e%2e/{root.name}/kept.txt"):
            assert client.get(address).status_code == 404, address
        kept.unlink()
