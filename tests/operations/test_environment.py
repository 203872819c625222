"""A mistake in the settings is told in a sentence that names the setting, and nothing begins with it."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

MISTAKES = {
    "number": ({"WELCOMMUNE_PROXIES": "two"}, "WELCOMMUNE_PROXIES is not a number: two. Write it like 0."),
    "yes or no": (
        {"WELCOMMUNE_DEBUG": "maybe"},
        "WELCOMMUNE_DEBUG is neither 1 nor 0: maybe. Write 1 or 0, or leave it out.",
    ),
    "word": ({"WELCOMMUNE_LOG": "xml"}, "WELCOMMUNE_LOG is not known: xml. Write json or plain."),
    "zone": ({"WELCOMMUNE_ZONE": "Mars"}, "WELCOMMUNE_ZONE is no time zone: Mars. Write it like Europe/Paris."),
    "address": (
        {"WELCOMMUNE_URL": "table.example.org"},
        "WELCOMMUNE_URL is not the address of a site: table.example.org. "
        "Write it like WELCOMMUNE_URL=https://welcommune.example.",
    ),
    "database": (
        {"DATABASE_URL": "mysql://me:secret@host/base"},
        "DATABASE_URL is not the address of a database of PostgreSQL or SQLite. "
        "Write DATABASE_URL=postgres://USER:PASSWORD@SERVER/NAME, or leave it out.",
    ),
    "no database": (
        {"DATABASE_URL": "me:secret@host"},
        "DATABASE_URL is not the address of a database of PostgreSQL or SQLite. "
        "Write DATABASE_URL=postgres://USER:PASSWORD@SERVER/NAME, or leave it out.",
    ),
    "mail": (
        {"EMAIL_URL": "mail.example.org"},
        "EMAIL_URL is not the address of a mail server. Write EMAIL_URL=smtp+tls://USER:PASSWORD@SERVER:587.",
    ),
    "file": (
        {"EMAIL_URL_FILE": "/nowhere/mail"},
        "EMAIL_URL_FILE names a file that cannot be read: /nowhere/mail (No such file or directory). "
        "Let whoever runs welcommune read it.",
    ),
    "folder": (
        {"WELCOMMUNE_DATA": "/dev/null"},
        "WELCOMMUNE_DATA names a folder that cannot be written to: /dev/null (File exists). "
        "Give it to whoever runs welcommune, or name another.",
    ),
}  # fmt: skip


def asked(folder: Path, *words: str, **given: str) -> "subprocess.CompletedProcess[str]":
    """What the command answers in a process of its own, with what is given in the environment."""
    known = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TZDIR"}}
    environment = known | {"WELCOMMUNE_DATA": str(folder), "PYTHONPATH": ":".join(sys.path)} | given
    command = [sys.executable, "-m", "welcommune.config.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_by_the_name_of_the_setting(tmp_path, name):
    given, sentence = MISTAKES[name]
    done = asked(tmp_path, "serve", **given)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{sentence}\n")


def test_the_doctor_tells_machines_of_it_too(tmp_path):
    done = asked(tmp_path, "doctor", "--json", WELCOMMUNE_PROXIES="two")
    (finding,) = json.loads(done.stdout)["findings"]
    assert (done.returncode, done.stderr) == (1, "")
    assert finding == {"level": "bad", "about": "settings", "sentence": "WELCOMMUNE_PROXIES is not a number: two.",
                       "remedy": "Write it like 0."}  # fmt: skip


def test_what_is_empty_is_left_out(tmp_path):
    done = asked(tmp_path, "doctor", "--json", DATABASE_URL="", EMAIL_URL="", WELCOMMUNE_PROXIES="", WELCOMMUNE_URL="")
    assert "SQLite answers, in WAL mode." in {one["sentence"] for one in json.loads(done.stdout)["findings"]}


def test_of_processes_that_begin_at_once_all_have_one_key(tmp_path):
    told = [sys.executable, "-c", "from welcommune.config import settings; print(settings.SECRET_KEY)"]
    environment = {"WELCOMMUNE_DATA": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    running = [subprocess.Popen(told, env=environment, stdout=subprocess.PIPE, text=True) for _number in range(4)]
    keys = {process.communicate(timeout=120)[0].strip() for process in running}
    assert keys == {(tmp_path / "secret_key").read_text()}
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
