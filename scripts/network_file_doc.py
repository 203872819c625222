"""Writes docs/network-file.md from the schema, so that the two cannot differ. A test compares them."""

from pathlib import Path
from typing import Any

from welcommune.exchange.schema import NetworkFile

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "network-file.md"
INTRO = """# The network file
What `welcommune load FILE` reads: one YAML file in UTF-8 that holds a network, its regions, organisations, meetings, pilot actions and resources. The
shipped one, `src/welcommune/exchange/networks/share-sira.yaml`, is the example. This page is made from the schema.

**What loading does.** The file is checked whole first; a bad file is refused with every line and reason, and nothing is written. New records are
added, records that differ are changed, the rest stays untouched: loading twice changes nothing. An organisation that was merged at the desk stays
merged, and the entry that it leads to takes its seats. A meeting that was held gets its report drafted and
published, unless it has one.

**How to write it.** Texts in several languages are mappings of language code to text. Dates known in part are strings: `2020`, `2020-03`, `2020-03-22`.
What a source does not say is left out, never guessed. Sources are listed once under `sources` and referred to by their key: `sources: [key]` for the
record as a whole, or `{source: key, field: name, doubt: {en: …}}` for one field and why it may be wrong.
"""


def _type(spec: dict[str, Any]) -> str:
    if "$ref" in spec:
        name = spec["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in spec:
        return " or ".join(_type(option) for option in spec["anyOf"] if option.get("type") != "null")
    if "enum" in spec:
        return ", ".join(f"`{value}`" for value in spec["enum"] if value != "")
    if "const" in spec:
        return f"`{spec['const']}`"
    if spec.get("type") == "array":
        return f"list of {_type(spec['items'])}" if "items" in spec else "pair of numbers"
    if spec.get("type") == "object":
        extra = spec.get("additionalProperties")
        return f"texts or entries by key: {_type(extra)}" if isinstance(extra, dict) else "texts by language"
    words = {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no"}
    return spec.get("format") or words.get(spec.get("type", ""), "")


def _section(name: str, spec: dict[str, Any]) -> list[str]:
    lines = [f"\n## {name}\n"]
    if "description" in spec and not spec["description"].startswith("Unknown keys"):
        lines += [spec["description"], ""]
    lines += ["| entry | what | compulsory |", "|---|---|---|"]
    for entry, value in spec.get("properties", {}).items():
        must = "yes" if entry in spec.get("required", []) else ""
        lines.append(f"| `{entry}` | {_type(value)} | {must} |")
    return lines


def document() -> str:
    """The whole page."""
    schema = NetworkFile.model_json_schema()
    parts = _section("The file", schema)
    for name, spec in sorted(schema["$defs"].items()):
        parts += _section(name, spec)
    return INTRO + "\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
