"""The same file names in each room, views that only speak HTTP, and the budgets of the house plan."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.harness.source import (
    Function,
    code_lines,
    functions,
    layers,
    python_files,
    refuse,
    rooms,
    short,
    tracked,
    tree,
)

SHELVES = set().union(*layers("shelves")) | {"__init__", "migrations", "management"}
# What lies beside the shelves: templates, assets, shipped data.
OTHER_FOLDERS = {"jinja2", "static", "templates", "networks", "__pycache__"}
DATA = {".yaml", ".json", ".csv"}
# Components that only one room draws, and pages that a library or Django asks for by name.
SHARED_TEMPLATES = {"ui", "allauth", "account", "mfa", "django"}
ERROR_PAGE = re.compile(r"[45]\d\d\.html")
NOT_IN_VIEWS = {"objects", "plain", "_base_manager", "_default_manager"}
LONGEST_FILE, LONGEST_TEMPLATE = 400, 200
LONGEST_FUNCTION, USUAL_FUNCTION, LONGEST_VIEW = 50, 20, 15
CORE_LINES = 1200

ROOMS = [room for room in rooms() if room.name not in {"core", "config"}]
SOURCE = python_files("src")
ALL = python_files("src", "tests", "bench", "scripts")
# Whole texts that a test expects are data, wherever they stand.
MEASURED = [path for path in ALL if not path.name.startswith("test_")]
VIEWS = [path for path in SOURCE if path.name == "views.py" or path.parent.name == "views"]


def holds_files(folder: Path) -> bool:
    return any(path.is_relative_to(folder) for path in tracked())


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_has_the_shelves_and_nothing_else(room):
    inside = [path for path in room.iterdir() if path.is_file() or holds_files(path)]
    folders = {path.name for path in inside if path.is_dir()}
    files = {path.stem for path in inside if path.suffix == ".py"}
    others = {path.name for path in inside if path.is_file() and path.suffix not in {".py", *DATA}}
    assert (folders - SHELVES - OTHER_FOLDERS, files - SHELVES, others) == (set(), set(), set())


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_templates_of_a_room_lie_in_a_folder_of_its_name(room):
    found = {path.name for path in (room / "jinja2").glob("*") if not ERROR_PAGE.fullmatch(path.name)}
    assert found - {room.name, *SHARED_TEMPLATES} == set()


def test_no_two_rooms_have_a_template_of_one_name():
    below = [path.parts for path in tracked() if path.suffix == ".html" and "jinja2" in path.parts]
    names = Counter("/".join(parts[parts.index("jinja2") + 1 :]) for parts in below)
    refuse(name for name, times in names.items() if times > 1)


def test_views_reach_no_rows_but_through_the_door():
    found = [
        f"{short(path)}:{node.lineno} .{node.attr}"
        for path in VIEWS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in NOT_IN_VIEWS
    ]
    refuse(found)


def longer(most: int, paths: list[Path]) -> list[str]:
    measured = (function for path in paths for function in functions(path))
    return [f"{function.place}: {function.lines} lines" for function in measured if function.lines > most]


def test_views_are_short():
    refuse(longer(LONGEST_VIEW, VIEWS))


def test_no_function_is_long():
    refuse(longer(LONGEST_FUNCTION, MEASURED))


def test_nine_of_ten_functions_are_short():
    lengths = sorted(f.lines for path in SOURCE for f in functions(path))
    assert lengths[len(lengths) * 9 // 10] <= USUAL_FUNCTION


def line_count(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def _only_names(path: Path) -> bool:
    """Whether a package's first file does no more than name what its modules have."""
    parts = tree(path).body
    return path.name == "__init__.py" and all(isinstance(it, ast.Expr | ast.ImportFrom | ast.Assign) for it in parts)


def test_no_file_is_long():
    read = (path for path in ALL if not _only_names(path))
    long = [f"{short(path)}: {n}" for path in read if (n := line_count(path)) > LONGEST_FILE]
    html = [path for path in tracked() if path.suffix == ".html" and path.is_relative_to(rooms()[0].parent)]
    long += [f"{short(path)}: {n}" for path in html if (n := line_count(path)) > LONGEST_TEMPLATE]
    refuse(long)


def test_core_stays_small():
    assert sum(code_lines(path) for path in python_files("src/welcommune/core")) <= CORE_LINES


def test_nothing_is_imported_inside_a_function():
    found = {
        f"{short(path)}:{inner.lineno}"
        for path in ALL
        for node in ast.walk(tree(path))
        if isinstance(node, Function)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    refuse(found)
