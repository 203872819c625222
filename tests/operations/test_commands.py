"""What the commands say when they cannot do their work."""

import os
import subprocess
import sys

import pytest


@pytest.mark.once
def test_a_database_that_is_away_is_told_in_a_sentence(tmp_path):
    environment = os.environ | {
        "WELCOMMUNE_DATA": str(tmp_path), "DATABASE_URL": f"postgres://nobody@/nothing?host={tmp_path}",
        "PYTHONPATH": ":".join(sys.path), "DJANGO_SETTINGS_MODULE": "welcommune.config.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "welcommune.config.cli", "outbox"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (1, "", False)
    assert "The database does not answer as it should" in done.stderr
    assert "welcommune doctor tells more" in done.stderr
