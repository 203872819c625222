"""Which room may import which: the contracts of ``.importlinter`` hold."""

import subprocess
import sys
from pathlib import Path

from tests.harness.source import ROOT


def test_import_contracts_hold():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    told = done.stdout.partition("Broken contracts")[2] or done.stdout
    assert done.returncode == 0, told + done.stderr
