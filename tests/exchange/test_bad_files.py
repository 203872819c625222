"""A bad file is refused whole, with the line and the reason of every problem, and nothing is written."""

import pytest
from django.apps import apps

from tests.exchange.test_network_file import SMALL
from welcommune.config.commands import load_network_file
from welcommune.exchange.forms.network_file import LARGEST, BadFile

NUMBERED = SMALL.strip("\n") + "\n"


def line_of(words):
    """The line that holds these words, counted from one."""
    return next(number for number, line in enumerate(NUMBERED.split("\n"), start=1) if words in line)


def rows():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


@pytest.fixture
def problems(db, tmp_path):
    """The problems of the small file with ``old`` written as ``new``; proves that nothing was written."""

    def find(old="", new="", content=None):
        path, before = tmp_path / "network.yaml", rows()
        assert old in NUMBERED
        path.write_bytes(NUMBERED.replace(old, new, 1).encode() if content is None else content)
        with pytest.raises(BadFile) as bad:
            load_network_file(path)
        assert rows() == before
        return bad.value.problems

    return find


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("name: Small", "nam: Small", "“network.nam” is not a known entry. Check the spelling."),
        ("country: fr", "county: fr", "“regions.0.county” is not a known entry. Check the spelling."),
        ("starts_on: 2021-01-01", "starts_on: soon", "“network.starts_on” must be a date such as 2021-07-01."),
        ("day: 2021-05-04", "day: 2021-02-30", "“meetings.0.day” must be a date such as 2021-07-01."),
        ("day: 2021-05-04", "day: 4 May", "“meetings.0.day” must be a date such as 2021-07-01."),
        ("number: 1", "number: first", "“meetings.0.number” must be a whole number."),
        ("kind: roundtable", "kind: party", "“meetings.0.kind” is none of the allowed words: “party”."),
        ("slug: valley", "slug: The Valley", "“regions.0.slug” is not written as it must be: “The Valley”."),
        ("language: en", "language: xx", "“organisations.0.language”: “xx” is not a language code that is known here"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_reason(problems, old, new, reason):
    assert (line_of(old), reason) in [(line, said[: len(reason)]) for line, said in problems(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("organisers: [town-hall]", "organisers: [castle]", "There is no organisation “castle” in this file."),
        (
            "{organisation: town-hall, role",
            "{organisation: castle, role",
            "There is no organisation “castle” in this file.",
        ),
        ("themes: [mobility]", "themes: [magic]", "“theme magic” is not a code of the vocabulary."),
        ("category: local_authority", "category: king", "“category king” is not a code of the vocabulary."),
        ("sources: [page]", "sources: [hearsay]", "There is no source “hearsay” in this file."),
        ("region: valley, title", "region: mountain, title", "There is no region “mountain” in this file."),
    ],
)
def test_what_leads_nowhere_is_told_with_its_line(problems, old, new, reason):
    assert problems(old, new) == [(line_of(old), reason)]


def test_an_end_before_the_start(problems):
    [(line, reason)] = problems("ends_on: 2022-12-31", "ends_on: 2020-12-31")
    assert (line, reason) == (line_of("network:"), "“network”: ends_on comes before starts_on.")


def test_a_meeting_that_ends_before_it_starts(problems):
    [found] = problems("day: 2021-05-04", "day: 2021-05-04\n    starts_at: 14:00\n    ends_at: 13:00")
    assert found == (line_of("- region: valley"), "“meetings.0”: ends_at comes before starts_at.")


def test_a_range_in_the_wrong_order(problems):
    [(line, reason)] = problems("low: 12", "low: 12, high: 3")
    assert (line, reason) == (line_of("low: 12"), "“meetings.0.counts.0”: high is smaller than low.")


@pytest.mark.parametrize("kind", ["organisations", "regions", "pilots", "resources"])
def test_a_name_that_stands_twice(problems, kind):
    entry = {
        "organisations": "  - {slug: town-hall, name: Town hall, language: en, category: local_authority}\n",
        "pilots": '  - {slug: bus, region: valley, title: Bus, starts: "2021-10"}\n',
        "resources": '  - {slug: letter, region: valley, kind: newsletter, title: {en: Letter}, dated: "2021"}\n',
        "regions": "  - {slug: valley, name: {en: Again}, country: fr, languages: [fr]}\n",
    }[kind]
    at = f"{kind}:\n"
    [(line, reason)] = problems(at, at + entry)
    name = {"organisations": "town-hall", "regions": "valley", "pilots": "bus", "resources": "letter"}[kind]
    assert (line, reason) == (line_of(at.strip()) + 2, f"“{name}” stands twice.")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("organisers: [town-hall]", "organisers: [town-hall, town-hall]", "the organiser “town-hall” stands twice"),
        ("- {low: 12, unit: people}", "- {low: 12, unit: people}\n      - {low: 9, unit: people}",
         "the count of “whole people” stands twice"),
        ("themes: [mobility]", "attribution: category", "attribution says category, but there is no category"),
        ("- {organisation: town-hall, role: facilitator}",
         "- {organisation: town-hall, role: facilitator}\n      - {organisation: town-hall, role: facilitator}",
         "the member “town-hall as facilitator” stands twice"),
        ("country: fr", "country: fr\n    classes:\n      - {scheme: programme, value: rural, for_filters: true}\n"
         "      - {scheme: eurostat, value: rural, for_filters: true}", "the class with “for_filters” stands twice"),
    ],
)  # fmt: skip
def test_entries_that_exclude_each_other(problems, old, new, reason):
    [(_line, said)] = problems(old, new)
    assert said.endswith(f": {reason}.")


def test_a_meeting_that_stands_twice(problems):
    again = "  - {region: valley, kind: roundtable, number: 1, day: 2021-06-01}\n"
    assert problems("meetings:\n", "meetings:\n" + again) == [
        (line_of("meetings:") + 2, "“valley roundtable 1” stands twice."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("category: local_authority", f"category: local_authority, acronym: {'x' * 41}"),
        ("category: local_authority", f"category: local_authority, town: {'x' * 121}"),
        ("number: 1", f"number: 1\n    place: {'x' * 201}"),
        ("title: Bus", f"title: {'x' * 201}"),
        ("kind: newsletter", f"kind: newsletter, series: {'x' * 121}"),
        ("name: Small", f"name: {'x' * 201}"),
    ],
)
def test_a_text_that_is_too_long_for_its_place(problems, old, new):
    assert [said.endswith(" is too long.") for _line, said in problems(old, new)] == [True]


def test_all_problems_are_told_at_once_in_the_order_of_lines(problems):
    content = NUMBERED.replace("name: Small", "nam: Small").replace("country: fr", "county: fr")
    lines = [line for line, _reason in problems(content=content.encode())]
    assert (lines, len(lines)) == (sorted(lines), 4)


def test_what_is_not_yaml(problems):
    [(line, reason)] = problems("country: fr", "country: [fr")
    assert (line >= line_of("country: fr"), reason.startswith("This is not YAML: ")) == (True, True)


@pytest.mark.parametrize(
    "content",
    [b"", b"just words", b"- a\n- list\n", b"format: 1\n", b"\x00\x01\x02", b"a: &a [*a]\n", b"? [1]\n: 2\n"],
    ids=["nothing", "words", "list", "too little", "bytes", "loop", "odd key"],
)
def test_what_is_no_network_file_at_all(problems, content):
    assert problems(content=content)[0][0] == 1


def test_a_tag_that_would_run_something(problems):
    [(line, reason)] = problems("name: Small", "name: !!python/object/apply:os.system [id]")
    assert (line, reason.startswith("This is not YAML: ")) == (line_of("name: Small"), True)


def test_what_is_not_utf_8(problems):
    content = NUMBERED.replace("The valley", "La vallée").encode("latin-1")
    assert problems(content=content) == [(line_of("The valley"), "This is not UTF-8 text. Save the file as UTF-8.")]


def test_a_file_that_is_too_large(problems):
    content = NUMBERED.encode() + b"# " + b"x" * LARGEST
    assert problems(content=content) == [(1, "The file is larger than 5 MB.")]


@pytest.mark.parametrize("dated", ["2021-13", "2021-02-30", "2021-00", "21", "soon"])
def test_a_date_known_in_part_is_a_real_one(problems, dated):
    [(line, _reason)] = problems('starts: "2021-10"', f'starts: "{dated}"')
    assert line == line_of('starts: "2021-10"')


def test_a_file_that_refers_to_itself_or_grows_without_bounds(problems):
    sentence = "This is not YAML: its references have no end, or make it too large."
    assert problems("languages: [en]", "languages: &all [*all]") == [(1, sentence)]
    levels = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    assert problems(content="\n".join(levels).encode()) == [(1, sentence)]


@pytest.mark.parametrize("character", ["\u202e", "\u2066"])
def test_characters_that_turn_the_reading_order(problems, character):
    [(line, reason)] = problems("name: Town hall", f'name: "Town{character} hall"')
    assert (line, "invisible control characters" in reason) == (line_of("name: Town hall"), True)


def test_the_same_key_twice_in_one_entry(problems):
    found = problems("country: fr", "country: fr\n    country: es")
    assert [(line, "country" in reason) for line, reason in found] == [(line_of("country: fr") + 1, True)]
