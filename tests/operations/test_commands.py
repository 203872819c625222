"""What the commands say when they cannot do their work."""

import os
import socket
import subprocess
import sys

import pytest


def run(*words, **settings):
    environment = os.environ | settings | {
        "PYTHONPATH": ":".join(sys.path), "DJANGO_SETTINGS_MODULE": "welcommune.config.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "welcommune.config.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.once
def test_a_database_that_is_away_is_told_in_a_sentence(tmp_path):
    away = f"postgres://nobody@/nothing?host={tmp_path}"
    done = run("outbox", WELCOMMUNE_DATA=str(tmp_path), DATABASE_URL=away)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (1, "", False)
    assert "The database does not answer as it should" in done.stderr
    assert "welcommune doctor tells more" in done.stderr


@pytest.mark.once
@pytest.mark.parametrize(
    ("port", "reason"), [("", "Address already in use"), ("eight", "that is no port"), ("65536", "that is no port")]
)
def test_a_port_that_cannot_be_had_is_told_before_anything_is_loaded(tmp_path, port, reason):
    with socket.create_server(("127.0.0.1", 0)) as other:
        told = port or str(other.getsockname()[1])
        done = run("demo", WELCOMMUNE_DATA=str(tmp_path / "data"), HOST="127.0.0.1", PORT=told)
    sentences = f"Nothing can be served on port {told} of 127.0.0.1: {reason}.\n"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == sentences + "Choose another port, for example: PORT=8001 make demo\n"
    assert not any((tmp_path / "data").glob("*.sqlite3*"))
