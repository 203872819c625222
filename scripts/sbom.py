"""What the site is made of: docs/dependencies.md, and a bill of materials in CycloneDX 1.5 for whoever asks for one.

    python -m scripts.sbom            the bill, to the terminal
    python -m scripts.sbom FILE       the bill, to a file
    python -m scripts.sbom --page     docs/dependencies.md anew; a test compares it with the requirements

Names, versions and checksums come from the locked requirements, licences from what is installed. Only what a running
site needs is in the bill; what tests and builds need stands on the page too.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from welcommune import __version__

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;\\]+)(?P<rest>.*)$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NEEDED = re.compile(r"^[A-Za-z0-9._-]+")
FILES = {"base": "a running site", "build": "building it", "test": "tests and checks"}
OURS = "EUPL-1.2"

# What packages call their licence, as SPDX names it.
WORDS = {
    "MIT License": "MIT", "BSD": "BSD-3-Clause", "BSD License": "BSD-3-Clause", "BSD 2-Clause License": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0", "The Unlicense (Unlicense)": "Unlicense",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}  # fmt: skip
# Where a package says nothing, or too little, its licence file was read by a person.
READ = {
    "axe-playwright-python": "MIT", "colorama": "BSD-3-Clause", "data-inclusion-schema": "etalab-2.0",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1", "python-stdnum": "LGPL-2.1-or-later",
    "tatsu": "BSD-3-Clause",
}  # fmt: skip
# Free licences, all of which go with that of this project.
FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "GPL-2.0-or-later", "ISC", "LGPL-2.1-or-later",
    "LGPL-3.0-only", "MIT", "MIT-0", "MIT-CMU", "MPL-1.1", "MPL-2.0", "PSF-2.0", "Unlicense", "Zlib",
    "etalab-2.0",
}  # fmt: skip


@dataclass(frozen=True)
class Package:
    """One locked package."""

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str

    @property
    def purl(self) -> str:
        """Its name among all packages of the world."""
        return f"pkg:pypi/{self.name}@{self.version}"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def packages(file: str) -> list[Package]:
    """What one locked file lists, in the order of names."""
    text = re.sub(r"\\\n\s*", " ", (ROOT / "requirements" / f"{file}.txt").read_text(encoding="utf-8"))
    pins = filter(None, map(PIN.match, text.splitlines()))
    found = [
        Package(name := normal(pin["name"]), pin["version"], tuple(HASH.findall(pin["rest"])), licence_of(name))
        for pin in pins
    ]
    return sorted(found, key=lambda package: package.name)


@cache
def licence_of(name: str) -> str:
    """As an SPDX expression; what a package says in no known words stays as it is, and the test of licences fails."""
    if name in READ:
        return READ[name]
    told = metadata.metadata(name)
    classes = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one.startswith("License")]
    short = [line for line in (told.get("License") or "").splitlines() if 0 < len(line) < 30][:1]
    said = told.get("License-Expression") or next(iter([*short, *classes]), "unknown")
    words = WORDS.get(said, said)
    return words if names_in(words) <= FREE else WORDS.get(next(iter(classes), ""), words)


def names_in(expression: str) -> set[str]:
    """The licences that an SPDX expression names."""
    return {word for word in re.split(r"[\s()]+", expression) if word and word not in {"AND", "OR", "WITH"}}


def needs(name: str, known: set[str]) -> list[str]:
    """Those of the known packages that one needs, or uses where they are there."""
    try:
        wanted = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # for another system only
        return []
    named = {normal(match[0]) for line in wanted if (match := NEEDED.match(line))}
    return sorted(named & known)


def _component(package: Package) -> dict[str, Any]:
    single = package.licence in FREE
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "scope": "required",
        "licenses": [{"license": {"id": package.licence}} if single else {"expression": package.licence}],
        "hashes": [{"alg": "SHA-256", "content": one} for one in package.hashes],
    }


def _ties(found: list[Package]) -> Iterator[dict[str, Any]]:
    by_name = {package.name: package for package in found}
    asked = (ROOT / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
    direct = {normal(match[0]) for line in asked if (match := NEEDED.match(line))} & set(by_name)
    yield {"ref": "welcommune", "dependsOn": [by_name[name].purl for name in sorted(direct)]}
    for package in found:
        yield {"ref": package.purl, "dependsOn": [by_name[name].purl for name in needs(package.name, set(by_name))]}


def bill(now: datetime) -> dict[str, Any]:
    """The bill of materials. Its number stays the same while what it lists does."""
    found = packages("base")
    listed = " ".join(package.purl for package in found)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": uuid5(NAMESPACE_URL, f"welcommune {__version__} {listed}").urn,
        "version": 1,
        "metadata": {
            "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application", "bom-ref": "welcommune", "name": "welcommune", "version": __version__,
                "licenses": [{"license": {"id": OURS}}],
            },
        },
        "components": [_component(package) for package in found],
        "dependencies": list(_ties(found)),
    }  # fmt: skip


def page() -> str:
    """docs/dependencies.md."""
    parts = [
        "# What Welcommune is made of\n"
        "This page is made by `python -m scripts.sbom --page`; a test compares it with the locked requirements. "
        "`python -m scripts.sbom FILE` writes a bill\nof materials (CycloneDX 1.5), `make audit` looks for known "
        f"vulnerabilities. Welcommune itself is under {OURS}; every licence below is free.\n"
    ]
    seen: set[str] = set()
    for file, purpose in FILES.items():
        rows = [f"| {one.name} | {one.version} | {one.licence} |" for one in packages(file) if one.name not in seen]
        seen |= {one.name for one in packages(file)}
        parts.append("\n".join([f"\n## For {purpose}", "| package | version | licence |", "|---|---|---|", *rows, ""]))
    return "".join(parts)


def main(arguments: list[str]) -> int:
    """Write the page, or the bill."""
    if arguments == ["--page"]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    written = json.dumps(bill(datetime.now(UTC)), indent=2) + "\n"
    if arguments:
        Path(arguments[0]).write_text(written, encoding="utf-8")
    else:
        sys.stdout.write(written)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
