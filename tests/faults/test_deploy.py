"""What an operator copies: units, web server, and the steps of the guide; each command is one that there is."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.nginx import DEPLOY, PROGRAM, WITHOUT, Nginx
from tests.harness.source import ROOT
from welcommune.config import cli

pytestmark = pytest.mark.once
GUIDE = ROOT / "docs" / "guide-operator.md"
COMMAND = "/opt/welcommune/bin/welcommune"
STARTED = re.compile(rf"^ExecStart(?:Pre)?={COMMAND} (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
VERIFY = shutil.which("systemd-analyze")


def understood(words: list[str]) -> bool:
    """Whether the command line is one that there is."""
    try:
        cli._parser().parse_args(words)
    except SystemExit:
        return False
    return words[0] in cli.COMMANDS


def steps() -> Iterator[list[str]]:
    """The words of each line of the guide that calls ``welcommune``."""
    for block in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        lines = (shlex.split(line, comments=True) for line in block.replace("\\\n", " ").splitlines())
        yield from (words[1:] for words in lines if words[:1] == ["welcommune"])


def test_what_the_units_start_is_understood():
    started = [shlex.split(line) for path in UNITS for line in STARTED.findall(path.read_text(encoding="utf-8"))]
    assert sorted({words[0] for words in started}) == ["backup", "migrate", "serve", "work"]
    assert [words for words in started if not understood(words)] == []


def test_what_the_guide_calls_is_understood():
    called = list(steps())
    assert len(called) >= 4
    assert [words for words in called if not understood(words)] == []


@pytest.mark.skipif(VERIFY is None, reason="NOT AVAILABLE: systemd-analyze")
def test_systemd_understands_the_units(tmp_path: Path):
    for path in UNITS:
        # There is no service's program on this machine: any program that there is stands for it.
        text = path.read_text(encoding="utf-8").replace(COMMAND, shutil.which("true") or "")
        (tmp_path / path.name).write_text(text)
    told = subprocess.run(
        [str(VERIFY), "verify", "--man=no", *sorted(tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    ours = [line for line in told.stderr.splitlines() if "welcommune" in line and "User=" not in line]
    assert (ours, told.returncode) == ([], 0)


@pytest.mark.skipif(PROGRAM is None, reason=WITHOUT)
@pytest.mark.parametrize("file", ["nginx.conf", "nginx-under-a-path.conf"])
def test_nginx_understands_its_files(tmp_path: Path, file: str):
    said = Nginx(tmp_path / "nginx", file).said()
    assert ("syntax is ok" in said, "[emerg]" in said, "[warn]" in said) == (True, False, False), said


def test_the_shell_understands_the_blocks_of_the_guide_and_the_command(tmp_path: Path):
    blocks = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    for number, text in enumerate([*blocks, (DEPLOY / "welcommune").read_text(encoding="utf-8")]):
        script = tmp_path / f"{number}.sh"
        script.write_text(text)
        told = subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True, check=False)
        assert (told.returncode, told.stderr) == (0, ""), text


def test_shell_and_systemd_read_the_same_settings(tmp_path: Path):
    """systemd reads quotes as the shell does, as long as nothing in them is special to the shell."""
    text = (DEPLOY / "settings.env").read_text(encoding="utf-8")
    told = subprocess.run(
        ["sh", "-c", f"set -a; . {DEPLOY / 'settings.env'}; env"], env={}, capture_output=True, text=True, check=True
    )
    lines = [line.partition("=") for line in text.splitlines() if line and not line.startswith("#")]
    read = dict(line.partition("=")[::2] for line in told.stdout.splitlines())
    assert {name: read[name] for name, _mark, _value in lines} == {
        name: value.strip('"') for name, _mark, value in lines
    }
