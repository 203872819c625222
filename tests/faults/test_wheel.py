"""The package as an operator installs it: into an empty folder, with nothing of the checkout beside it."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.faults.service import Client, Prepared, Service
from tests.faults.test_disk import Facilitator
from tests.harness.source import ROOT, tracked
from tests.harness.stores import SqliteStore

PICTURE = re.compile(r'src="(/fr/photos/[0-9a-f-]{36}\.webp)"')
CAST = """
import django; django.setup()
from django.urls import reverse
from django.utils.translation import override
from welcommune.accounts.actions import issue_sign_in_link
from welcommune.core.tenancy import every_region
from welcommune.portal.actions import create_cast
with every_region("a trial"), override("fr"):
    cast = create_cast()
    for role in ("facilitator", "editor"):
        print(reverse("accounts_enter", args=[issue_sign_in_link(cast[role])]))
"""
# What Python and people's editors leave behind.
LEFT = {".pyc"}


def _run(*words: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None) -> str:
    done = subprocess.run(
        [str(word) for word in words], env=env, cwd=cwd, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, made as ``make wheel`` makes it."""
    folder = tmp_path_factory.mktemp("dist")
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "wheel"]
    _run(*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    [made] = folder.glob("welcommune-*.whl")
    return made


@pytest.mark.once
@pytest.mark.long
def test_the_package_holds_whatever_the_source_holds(wheel):
    source = ROOT / "src"
    wanted = {str(path.relative_to(source)) for path in tracked() if path.is_relative_to(source)}
    with zipfile.ZipFile(wheel) as package:
        held = {name for name in package.namelist() if ".dist-info/" not in name and Path(name).suffix not in LEFT}
    assert held == wanted


@pytest.mark.once
@pytest.mark.long
def test_the_package_serves_from_an_empty_folder(wheel, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    empty = tmp_path / "empty"
    empty.mkdir()
    _run(sys.executable, "-m", "venv", tmp_path / "venv")
    bin = tmp_path / "venv" / "bin"
    pip = [bin / "python", "-m", "pip", "-q", "--disable-pip-version-check", "install", "--no-deps"]
    _run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "base.txt", cwd=empty)
    _run(*pip, wheel, cwd=empty)
    _run(bin / "python", "-m", "pip", "check", cwd=empty)
    store = SqliteStore(tmp_path / "data")
    env = store.environment(DJANGO_SETTINGS_MODULE="welcommune.config.settings")
    _run(bin / "welcommune", "migrate", env=env, cwd=empty)
    package = _run(bin / "python", "-c", "import welcommune; print(welcommune.__path__[0])", env=env, cwd=empty)
    file = Path(package.strip(), "exchange", "networks", "share-sira.yaml")
    assert file.is_relative_to(tmp_path / "venv")
    assert " new, 0 changed" in _run(bin / "welcommune", "load", file, env=env, cwd=empty)
    links = _run(bin / "python", "-c", CAST, env=env, cwd=empty).split()
    one = Service(tmp_path / "service", Prepared(store, dict(zip(("facilitator", "editor"), links, strict=True))))
    one.python = str(bin / "python")
    try:
        one.serve()
        _serves(one)
    finally:
        one.end()
    assert list(empty.iterdir()) == []


def _serves(one: Service) -> None:
    """Pages in six languages, a file of ours and one that somebody sent."""
    visitor = Client(one)
    for language, words in (("en", "Skip to content"), ("fr", "Aller au contenu"), ("ar", 'dir="rtl"')):
        page = visitor.get(f"/{language}/")
        assert (page.status, words in page.text) == (200, True)
    [style] = re.findall(r'href="(/static/[^"]+\.css)"', page.text)
    assert visitor.get(style).kind.startswith("text/css")
    person = Facilitator(one)
    assert person.show() == 302
    [picture] = PICTURE.findall(person.client.get(person.photo.removesuffix("photo/")).text)
    shown = person.client.get(picture)
    assert (shown.status, shown.kind) == (200, "image/webp")
