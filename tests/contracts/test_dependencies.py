"""What the site is made of is told, free, and listed as CycloneDX wants it."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scripts.sbom import FILES, FREE, PAGE, bill, main, names_in, packages, page

MADE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
# What the schema of CycloneDX 1.5 demands and allows for the parts that we write.
COMPONENT = {"type", "bom-ref", "name", "version", "purl", "scope", "licenses", "hashes"}
SERIAL = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def test_the_page_of_dependencies_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m scripts.sbom --page"


@pytest.mark.parametrize("file", FILES)
def test_every_licence_is_known_and_free(file: str):
    told = {package.name: package.licence for package in packages(file)}
    assert {name: said for name, said in told.items() if not said or names_in(said) - FREE} == {}


def test_the_bill_holds_to_cyclonedx():
    made = bill(MADE)
    assert set(made) == {
        "bomFormat",
        "specVersion",
        "serialNumber",
        "version",
        "metadata",
        "components",
        "dependencies",
    }
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.5", 1)
    assert SERIAL.fullmatch(made["serialNumber"])
    assert made["metadata"]["timestamp"] == "2026-01-02T03:04:05Z"
    assert made["metadata"]["component"]["type"] == "application"
    for part in made["components"]:
        assert set(part) == COMPONENT
        assert (part["type"], part["scope"]) == ("library", "required")
        assert part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}" == part["bom-ref"]
        assert [set(one) in ({"license"}, {"expression"}) for one in part["licenses"]] == [True]
        assert part["hashes"]
        assert all(re.fullmatch("[0-9a-f]{64}", one["content"]) and one["alg"] == "SHA-256" for one in part["hashes"])


def test_the_bill_ties_each_part_to_what_it_needs():
    made = bill(MADE)
    names = [part["bom-ref"] for part in made["components"]]
    assert len(set(names)) == len(names)
    ties = {tie["ref"]: tie["dependsOn"] for tie in made["dependencies"]}
    assert list(ties) == ["welcommune", *names]
    assert {ref for needed in ties.values() for ref in needed} <= set(names)
    by_name = {ref.partition("@")[0].rpartition("/")[2]: needed for ref, needed in ties.items()}
    assert any(ref.startswith("pkg:pypi/sqlparse@") for ref in by_name["django"])
    # Nothing is in the bill that nobody needs.
    assert set(names) == {ref for needed in ties.values() for ref in needed}


def test_the_command_writes_the_same_bill_each_time(tmp_path: Path):
    files = [tmp_path / "first.json", tmp_path / "second.json"]
    assert [main([str(file)]) for file in files] == [0, 0]
    first, second = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    assert first["serialNumber"] == second["serialNumber"] == bill(MADE)["serialNumber"]
    assert first["components"] == second["components"]
