"""Reading a network file: is it well formed? Every problem is told with its line, and nothing is saved."""

import re
from collections import Counter
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError as InvalidNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from welcommune.core.errors import Refused
from welcommune.exchange.schema import MeetingEntry, NetworkFile
from welcommune.network.models import Term
from welcommune.stakeholders.models import Identifier, Organisation, compact_number

Path_ = tuple[str | int, ...]
Problem = tuple[Path_, str]
LARGEST = 5 * 1024 * 1024
MOST_ENTRIES = 500_000
NUMBER_OF_ANOTHER = gettext_lazy("“%(name)s” already has the number %(number)s. Perhaps it is the same organisation.")
# The compiled reader is ten times as fast; it is missing where PyYAML was built without its library.
Reader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(Reader):  # type: ignore[misc]
    """Dates and clock times stay as they are written: a day that does not exist is told like any other mistake."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if not tag.endswith((":timestamp", ":int"))]
        for first, known in Reader.yaml_implicit_resolvers.items()
    }


Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), [*"-0123456789"])


class BadFile(Refused):
    """The file is refused whole; ``problems`` holds a line number and a reason each."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        self.problems = sorted(problems)
        lines = [_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason} for line, reason in self.problems]
        super().__init__("\n".join(lines))


def read_network_file(path: Path) -> NetworkFile:
    """The checked content of a file; raises ``BadFile`` with every problem found."""
    if path.stat().st_size > LARGEST:
        raise BadFile([(1, _("The file is larger than 5 MB."))])
    try:
        text = path.read_text(encoding="utf-8")
        loader = Loader(text)
        root = loader.get_single_node()
        if root and _size(root, {}) >= MOST_ENTRIES:
            problem = "its references have no end, or make it too large"
            raise BadFile([(1, _("This is not YAML: %(problem)s.") % {"problem": problem})])
        content = loader.construct_document(root) if root else None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadFile([(line, _("This is not UTF-8 text. Save the file as UTF-8."))]) from error
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 1
        raise BadFile([(line, _("This is not YAML: %(problem)s.") % {"problem": error.problem})]) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise BadFile([(line, _("This is not YAML: %(problem)s.") % {"problem": error.reason})]) from error
    found = _lines(root)
    if doubled := _doubled(found):
        raise BadFile([(line, _("“%(name)s” stands twice.") % {"name": path[-1]}) for path, line in doubled])
    return _checked(content, dict(found))


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """How many entries a node holds once its references are written out; more than any file may where it is endless."""
    if id(node) not in known:
        known[id(node)] = MOST_ENTRIES
        parts: list[Any] = [*node.value] if isinstance(node, yaml.CollectionNode) else []
        inside = [part for pair in parts for part in (pair if isinstance(pair, tuple) else (pair,))]
        known[id(node)] = 1 + sum(_size(part, known) for part in inside)
    return known[id(node)]


def _checked(content: Any, lines: dict[Path_, int]) -> NetworkFile:
    try:
        network_file = NetworkFile.model_validate(content)
    except ValidationError as error:
        raise BadFile([(_line(lines, item["loc"]), _reason(item)) for item in error.errors()]) from error
    problems = [(_line(lines, place), reason) for place, reason in broken_references(network_file)]
    if problems:
        raise BadFile(problems)
    return network_file


def _lines(node: yaml.Node | None, path: Path_ = ()) -> list[tuple[Path_, int]]:
    """Every path in the document with its line, counted from one."""
    if node is None:
        return []
    found: list[tuple[Path_, int]] = [(path, node.start_mark.line + 1)]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found.append(((*path, key.value), key.start_mark.line + 1))
            found.extend(entry for entry in _lines(value, (*path, key.value)) if entry[0] != (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            found.extend(_lines(value, (*path, index)))
    return found


def _doubled(found: list[tuple[Path_, int]]) -> list[tuple[Path_, int]]:
    """Keys that stand twice in one entry, with the line of the last; what lies within them is not named again."""
    counted = Counter(path for path, _number in found)
    return [(path, line) for path, line in dict(found).items() if counted[path] > 1 and counted[path[:-1]] == 1]


def _line(lines: dict[Path_, int], place: tuple[Any, ...]) -> int:
    """The line of the nearest known part of ``place``."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _reason(item: Any) -> str:
    name = ".".join(str(part) for part in item["loc"])
    sentences = {
        "missing": _("“%(name)s” is missing."),
        "extra_forbidden": _("“%(name)s” is not a known entry. Check the spelling."),
        "string_type": _("“%(name)s” must be text."),
        "string_too_long": _("“%(name)s” is too long."),
        "string_too_short": _("“%(name)s” is empty."),
        "string_pattern_mismatch": _("“%(name)s” is not written as it must be: “%(value)s”."),
        "literal_error": _("“%(name)s” is none of the allowed words: “%(value)s”."),
        "int_parsing": _("“%(name)s” must be a whole number."),
        "date_from_datetime_parsing": _("“%(name)s” must be a date such as 2021-07-01."),
        "date_parsing": _("“%(name)s” must be a date such as 2021-07-01."),
        "date_type": _("“%(name)s” must be a date such as 2021-07-01."),
    }
    value = str(item.get("input", ""))[:60]
    if item["type"] in sentences:
        return sentences[item["type"]] % {"name": name, "value": value}
    return _("“%(name)s”: %(problem)s.") % {"name": name, "problem": item["msg"].removeprefix("Value error, ")}


def broken_references(content: NetworkFile) -> list[Problem]:
    """Slugs, source keys and codes that do not fit together."""
    organisations = [entry.slug for entry in content.organisations]
    regions = [entry.slug for entry in content.regions]
    codes = {f"{vocabulary} {code}" for vocabulary, code in Term.objects.values_list("vocabulary", "code")}
    return [
        *_twice("organisations", organisations),
        *_twice("regions", regions),
        *_twice("pilots", [entry.slug for entry in content.pilots]),
        *_twice("resources", [entry.slug for entry in content.resources]),
        *_twice("meetings", [_meeting_name(entry) for entry in content.meetings]),
        *_strangers(
            _organisations_named(content), organisations, _("There is no organisation “%(name)s” in this file.")
        ),
        *_strangers(_regions_named(content), regions, _("There is no region “%(name)s” in this file.")),
        *_strangers(_sources_named(content), content.sources, _("There is no source “%(name)s” in this file.")),
        *_strangers(_terms_named(content), codes, _("“%(name)s” is not a code of the vocabulary.")),
        *_bad_numbers(content),
    ]


def _twice(kind: str, slugs: list[str]) -> list[Problem]:
    doubled = [index for index, slug in enumerate(slugs) if slug in slugs[:index]]
    return [((kind, index, "slug"), _("“%(name)s” stands twice.") % {"name": slugs[index]}) for index in doubled]


def _bad_numbers(content: NetworkFile) -> list[Problem]:
    """Numbers that cannot be one, and such as another organisation has, in the register or further up in the file."""
    rows = Identifier.objects.order_by("pk").values_list("scheme", "value", "organisation__slug")
    owners = {(scheme, value): slug for scheme, value, slug in rows}
    merged = Organisation.objects.filter(merged_into__isnull=False).order_by("pk")
    leads = dict(merged.values_list("slug", "merged_into__slug"))
    found: list[Problem] = []
    for index, entry in enumerate(content.organisations):
        for place, number in enumerate(entry.identifiers):
            try:
                key = number.scheme, compact_number(number.scheme, number.value)
            except InvalidNumber as error:
                found.append((("organisations", index, "identifiers", place), error.messages[0]))
                continue
            owner = owners.setdefault(key, entry.slug)
            if owner != _lasting(entry.slug, leads):
                told = {"name": owner, "number": key[1]}
                found.append((("organisations", index, "identifiers", place), NUMBER_OF_ANOTHER % told))
    return found


def _lasting(slug: str, leads: Mapping[str, str]) -> str:
    """The address that an address leads to, at the end of all merges."""
    while slug in leads:
        slug = leads[slug]
    return slug


def _meeting_name(entry: MeetingEntry) -> str:
    return f"{entry.region or ''} {entry.kind} {entry.number or entry.day}".strip()


def _strangers(named: list[tuple[Path_, str]], known: Container[str], sentence: str) -> list[Problem]:
    return [(place, sentence % {"name": name}) for place, name in named if name not in known]


def _organisations_named(content: NetworkFile) -> list[tuple[Path_, str]]:
    named: list[tuple[Path_, str | None]] = [
        (("network", "partners", index), entry.organisation) for index, entry in enumerate(content.network.partners)
    ]
    for r, region in enumerate(content.regions):
        named += [(("regions", r, "members", index), entry.organisation) for index, entry in enumerate(region.members)]
    for m, meeting in enumerate(content.meetings):
        named += [(("meetings", m, "organisers", index), slug) for index, slug in enumerate(meeting.organisers)]
        named += [(("meetings", m, "insights", i), entry.organisation) for i, entry in enumerate(meeting.insights)]
    for p, pilot in enumerate(content.pilots):
        named += [(("pilots", p), slug) for slug in (pilot.lead, *pilot.partners)]
    named += [(("resources", index), entry.publisher) for index, entry in enumerate(content.resources)]
    named += [(("organisations", index, "parent"), entry.parent) for index, entry in enumerate(content.organisations)]
    return [(place, slug) for place, slug in named if slug]


def _regions_named(content: NetworkFile) -> list[tuple[Path_, str]]:
    named: list[tuple[Path_, str | None]] = [(("pilots", i), entry.region) for i, entry in enumerate(content.pilots)]
    named += [(("resources", index), entry.region) for index, entry in enumerate(content.resources)]
    named += [(("organisations", index, "steward"), entry.steward) for index, entry in enumerate(content.organisations)]
    for index, meeting in enumerate(content.meetings):
        named += [(("meetings", index), slug) for slug in (meeting.region, *meeting.regions)]
    return [(place, slug) for place, slug in named if slug]


def _sources_named(content: NetworkFile) -> list[tuple[Path_, str]]:
    named: list[tuple[Path_, str]] = []
    for kind in ("organisations", "regions", "meetings", "pilots", "resources"):
        for index, entry in enumerate(getattr(content, kind)):
            named += [((kind, index, "sources"), claim.source) for claim in entry.claims]
    for r, region in enumerate(content.regions):
        named += [(("regions", r, "codes", i), entry.source) for i, entry in enumerate(region.codes) if entry.source]
        classes = enumerate(region.classes)
        named += [(("regions", r, "classes", i), entry.source) for i, entry in classes if entry.source]
    named += [(("network", "sources"), claim.source) for claim in content.network.claims]
    return named


def _terms_named(content: NetworkFile) -> list[tuple[Path_, str]]:
    named: list[tuple[Path_, str, str | None]] = [
        (("organisations", index, "category"), "category", entry.category)
        for index, entry in enumerate(content.organisations)
    ]
    for index, organisation in enumerate(content.organisations):
        named += [(("organisations", index, "themes"), "theme", theme) for theme in organisation.themes]
    for m, meeting in enumerate(content.meetings):
        named += [(("meetings", m, "categories", i), "category", e.category) for i, e in enumerate(meeting.categories)]
        named += [(("meetings", m, "counts", i), "category", e.category) for i, e in enumerate(meeting.counts)]
        for i, insight in enumerate(meeting.insights):
            named.append((("meetings", m, "insights", i), "category", insight.category))
            named += [(("meetings", m, "insights", i, "themes"), "theme", theme) for theme in insight.themes]
    for p, pilot in enumerate(content.pilots):
        named += [(("pilots", p, "themes"), "theme", theme) for theme in pilot.themes]
    for r, resource in enumerate(content.resources):
        named += [(("resources", r, "themes"), "theme", theme) for theme in resource.themes]
    return [(place, f"{vocabulary} {code}") for place, vocabulary, code in named if code]
