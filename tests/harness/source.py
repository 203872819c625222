"""The project's own files as the contracts read them: paths, functions and their lengths."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "welcommune"
NOT_OURS = {".git", ".venv", "data", "build", "dist", "__pycache__", "test-results"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that a clone holds or would hold after the next commit; all files where there is no git."""
    git = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    if (ROOT / ".git").exists():
        listing = [*git, "--cached", "--others", "--exclude-standard"]
        named = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        found = {ROOT / name for name in named.split("\0") if name}
    else:
        found = {path for path in ROOT.rglob("*") if not _is_made(path)}
    return tuple(sorted(path for path in found if path.is_file()))


def _is_made(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return any(part in NOT_OURS or part.endswith(("_cache", ".egg-info")) for part in parts)


def python_files(*folders: str) -> list[Path]:
    """Our Python files in these folders, migrations left out."""
    ours = [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]
    return [path for path in ours if any(path.is_relative_to(ROOT / folder) for folder in folders)]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@dataclass(frozen=True)
class Measured:
    """A function and its lines from ``def`` to the end, without decorators and docstring."""

    place: str
    lines: int


def functions(path: Path) -> Iterator[Measured]:
    """All functions of a file, methods and inner ones included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            first = node.body[0]
            told = span(first) if ast.get_docstring(node) is not None else 0
            yield Measured(f"{short(path)}:{node.lineno} {node.name}", span(node) - told)


def span(node: ast.stmt) -> int:
    """Lines that a statement takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def code_lines(path: Path) -> int:
    """Lines of a file without empty ones, comments and docstrings."""
    written = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    taken = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, Function | ast.ClassDef | ast.Module) and ast.get_docstring(node) is not None:
            taken |= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    lines = enumerate(written, start=1)
    return sum(1 for number, line in lines if line and not line.startswith("#") and number not in taken)


def short(path: Path) -> str:
    """The path as people name it."""
    return path.relative_to(ROOT).as_posix()


def refuse(found: Iterable[str]) -> None:
    """Fail with every line of what should not have been found."""
    lines = sorted(found)
    assert not lines, "\n".join(["", *lines])


def layers(contract: str) -> list[set[str]]:
    """The layers of a contract in ``.importlinter`` from the top, each a set of names."""
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    listed = parser[f"importlinter:contract:{contract}"]["layers"].strip().splitlines()
    return [{name.strip(" ()") for name in line.replace(":", "|").split("|")} for line in listed]


def rooms() -> list[Path]:
    """The folders of the rooms, ``core`` and ``config`` included."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
