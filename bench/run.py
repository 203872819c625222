"""``make bench``: measure, write ``bench/results.json`` and ``docs/performance.md``.

    .venv/bin/python bench/run.py [--postgres | --both] [--pages] [--rounds 7] [--seconds 1]

All servers run at once with the gunicorn options of ``welcommune serve``; one of them is under load at a time, in
short rounds one after the other, so that whatever else the machine does falls on all of them alike.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import report  # noqa: E402
from bench.load import generator, load  # noqa: E402
from bench.report import Figure, at_most, compared, median, rounded  # noqa: E402
from bench.server import Server, clean_environment, running  # noqa: E402

BROTLI = {"Accept-Encoding": "br"}
CONNECTIONS = (1, 8)
STARTS = 3
SLOWER = 2
BARE, HELLO = "bare view", "hello through all middleware"
LISTS = ("news, 100 rows", "meetings, 100 rows")
RENDERED = (*LISTS, "region page")
# Of the goals for starts: the server, and a second start of the demonstration.
MOST_SECONDS, MOST_SECONDS_AGAIN = 3, 5
MOST_QUERIES = {"region page": 12, **dict.fromkeys(LISTS, 6)}
Environment = dict[str, str]


@dataclass(frozen=True)
class Target:
    """One address of one server, asked with these headers; what its answer must be like."""

    name: str
    server: Server
    path: str
    headers: dict[str, str]
    status: int = 200
    # Compressed how; ``None`` where it does not matter.
    encoding: str | None = ""
    is_slow: bool = False

    def load(self, connections: int, seconds: float) -> tuple[int, float]:
        """Requests answered and seconds taken; slow pages get more time."""
        longer = seconds * SLOWER if self.is_slow else seconds
        return load(self.server.port, self.path, self.headers, connections, longer, is_slow=self.is_slow)

    def check(self) -> None:
        """What is measured must be what the name says."""
        status, headers = self.server.get(self.path, self.headers)
        found = headers.get("content-encoding", "")
        assert status == self.status, f"{self.name}: {status}"
        assert self.encoding in {None, found}, f"{self.name}: {found}"


@dataclass(frozen=True)
class Answers:
    """Requests answered, seconds that passed, and seconds of processor time that the server spent."""

    answered: int
    passed: float
    spent: float

    def __add__(self, other: "Answers") -> "Answers":
        return Answers(self.answered + other.answered, self.passed + other.passed, self.spent + other.spent)

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.answered / self.passed


Round = dict[str, Answers]


def prepared(environment: Environment) -> Any:
    """Fill the data folder in a process of its own; what it says."""
    command = [sys.executable, "-m", "bench.dataset"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def targets(stack: ExitStack, environment: Environment, said: dict[str, Any]) -> list[Target]:
    """Start the five servers; all that is measured of them."""
    pages, own = said["pages"], BROTLI | {"Cookie": said["cookie"]}
    modules = ("bench.bare", "bench.hello", "bench.uncached", "bench.missed")
    others = [stack.enter_context(running(environment, "bench.serve", name)) for name in modules]
    bare, hello, uncached, missed = others
    project = stack.enter_context(running(environment))
    bare.seconds_to("/hello/")
    hello.seconds_to("/en/hello/")
    for server in (project, uncached, missed):
        server.seconds_to(pages["home page"])
    _status, headers = project.get(pages["region page"], BROTLI)
    known = BROTLI | {"If-None-Match": headers["etag"]}
    cached = [Target(f"{name}, cached", project, path, BROTLI, encoding="br") for name, path in pages.items()]
    return [
        Target(BARE, bare, "/hello/", BROTLI),
        Target(HELLO, hello, "/en/hello/", BROTLI),
        *cached,
        *(Target(name, project, path, BROTLI, encoding=None, is_slow=True) for name, path in said["others"].items()),
        *(Target(name, project, path, own, encoding=None, is_slow=True) for name, path in said["desk"].items()),
        Target("region page, unchanged (304)", project, pages["region page"], known, status=304),
        *(Target(f"{name}, not cached", uncached, pages[name], BROTLI, is_slow=True) for name in RENDERED),
        Target(f"{LISTS[0]}, first request after a change", missed, pages[LISTS[0]], BROTLI, 200, "br", is_slow=True),
    ]


def one_round(known: list[Target], connections: int, seconds: float) -> Round:
    """Each target once, and the yardsticks once more at the end."""
    found: Round = {}
    for target in [*known, *known[:2]]:
        before = target.server.processor_seconds()
        answered, taken = target.load(connections, seconds)
        spent = target.server.processor_seconds() - before
        found[target.name] = found.get(target.name, Answers(0, 0, 0)) + Answers(answered, taken, spent)
    return found


def all_rounds(known: list[Target], rounds: int, seconds: float) -> dict[int, list[Round]]:
    """By number of connections, what each round found."""
    for target in known:
        target.check()
        target.load(8, 1)
    found: dict[int, list[Round]] = {connections: [] for connections in CONNECTIONS}
    for number in range(rounds):
        for connections, done in found.items():
            done.append(one_round(known, connections, seconds))
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return found


def goals_of(name: str) -> dict[str, float]:
    """The least ratio wanted of a page: yardstick → ratio."""
    if name.endswith(", cached"):
        return {BARE: 0.7, HELLO: 1.3}
    return {BARE: 0.1} if name in {f"{rows}, not cached" for rows in LISTS} else {}


def speed(found: dict[int, list[Round]]) -> list[Figure]:
    """Each target against both yardsticks: requests per second by round, processor time over all rounds."""
    figures = []
    for connections, rounds in found.items():
        for name, yardstick in pairs(rounds[0]):
            values, against = ([done[known].rate for done in rounds] for known in (name, yardstick))
            figures.append(compared(name, connections, values, yardstick, against, goals_of(name).get(yardstick)))
    for name, yardstick in pairs(found[8][0]):
        each, other = (milliseconds(found[8], known) for known in (name, yardstick))
        figures.append(report.cheaper(name, each, yardstick, other, goals_of(name).get(yardstick)))
    return figures


def pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """Each target with each yardstick that it is not itself."""
    return [(name, yardstick) for name in names for yardstick in (BARE, HELLO) if name != yardstick]


def milliseconds(rounds: list[Round], name: str) -> float:
    """Processor time of one request, over all rounds."""
    total = sum((done[name] for done in rounds), Answers(0, 0, 0))
    return 1000 * total.spent / total.answered


def memory(environment: Environment, pages: dict[str, str]) -> list[Figure]:
    """The processes of a server that is alone and has just answered all pages under load."""
    with running(environment) as server:
        server.seconds_to(pages["home page"])
        for path in pages.values():
            load(server.port, path, BROTLI, 8, 1)
        shared, alone = server.memory()
    return [
        at_most("memory of master and two workers after load (PSS)", shared, "MB", 150),
        Figure("the same, libraries shared with no other program", rounded(alone), "MB"),
    ]


def starts(environment: Environment, path: str, *, demo: bool) -> list[Figure]:
    """From the command to the first page; with ``demo`` from an empty folder too."""
    taken = []
    for _start in range(STARTS):
        with running(environment) as server:
            taken.append(server.seconds_to(path))
    figures = [at_most("welcommune serve, command to first page", rounded(median(taken)), "s", MOST_SECONDS)]
    return [*figures, *_demo_starts(environment, path)] if demo else figures


def _demo_starts(environment: Environment, path: str) -> list[Figure]:
    """The demonstration in an empty folder, and again in the same one."""
    words = "welcommune.config.cli", "demo"
    taken = []
    with tempfile.TemporaryDirectory(prefix="welcommune-bench-") as folder:
        for _start in range(2):
            with running(environment | {"WELCOMMUNE_DATA": f"{folder}/data"}, *words) as server:
                taken.append(rounded(server.seconds_to(path)))
    return [
        Figure("welcommune demo, from nothing to first page", taken[0], "s"),
        at_most("welcommune demo, started again, to first page", taken[1], "s", MOST_SECONDS_AGAIN),
    ]


def queries(counted: dict[str, dict[str, int]]) -> list[Figure]:
    """Queries and bytes, which do not depend on the machine."""
    figures = []
    for name, page in counted.items():
        most = MOST_QUERIES.get(name)
        words, first = f"{name}, queries when rendered", page["first"]
        figures.append(at_most(words, first, "queries", most) if most else Figure(words, first, "queries"))
        figures.append(at_most(f"{name}, queries when cached", page["second"], "queries", 1))
        figures.append(Figure(f"{name}, HTML", page["bytes"], "bytes"))
        figures.append(Figure(f"{name}, HTML with brotli", page["packed"], "bytes"))
    return figures


def measure(environment: Environment, rounds: int, seconds: float, *, pages_only: bool) -> tuple[str, list[Figure]]:
    """All figures on one database, or those of pages; and its name."""
    said = prepared(environment)
    for name in LISTS:
        assert said["figures"][name]["rows"] == 100, f"{name}: {said['figures'][name]['rows']} rows"
    figures = queries(said["figures"])
    figures += starts(environment, said["pages"]["home page"], demo="DATABASE_URL" not in environment)
    figures += memory(environment, said["pages"])
    with ExitStack() as stack:
        figures = speed(all_rounds(targets(stack, environment, said), rounds, seconds)) + figures
    # Last, because they put invented records in the place of the real ones.
    others = (
        "bench.reference", "bench.search", "bench.importing", "bench.inviting", "bench.signing", "bench.live",
        "bench.sheets",
    )  # fmt: skip
    if pages_only:
        return said["database"], figures
    return said["database"], figures + [figure for module in others for figure in told_by(module, environment)]


def told_by(module: str, environment: Environment) -> list[Figure]:
    """What a measurement in a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return [Figure(**figure) for figure in json.loads(done.stdout.splitlines()[-1])]


def own_postgres() -> str:
    """A server that ends with us, as the tests start one; never one that holds somebody's data."""
    for name in [name for name in os.environ if name.startswith("WELCOMMUNE_") or name == "DATABASE_URL"]:
        del os.environ[name]
    os.environ["WELCOMMUNE_TEST_DATABASE"] = "postgres"
    importlib.import_module("tests.database")
    return os.environ["DATABASE_URL"]


def main() -> None:
    """Measure once, write both files; with ``--both`` first on SQLite, then on PostgreSQL."""
    parser = argparse.ArgumentParser(description="Measure the pages against yardsticks on the same machine.")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--both", action="store_true", help="on SQLite, then on PostgreSQL")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1, help="of load, for each page in each round")
    parser.add_argument("--pages", action="store_true", help="pages, memory and starts only: a third of the time")
    chosen = parser.parse_args()
    told = (chosen.rounds, chosen.seconds)
    if chosen.both or not chosen.postgres:
        on_one({}, *told, pages_only=chosen.pages)
    if chosen.both or chosen.postgres:
        on_one({"DATABASE_URL": own_postgres()}, *told, pages_only=chosen.pages)


def on_one(url: Environment, rounds: int, seconds: float, *, pages_only: bool) -> None:
    """All figures on one database, from an empty data folder."""
    with tempfile.TemporaryDirectory(prefix="welcommune-bench-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        environment = clean_environment() | url
        environment |= {"WELCOMMUNE_DATA": str(data), "WELCOMMUNE_SECRET_KEY": "only-for-measuring" + "x" * 40}
        # All load comes from one address, which would be asked to wait.
        environment |= {"WELCOMMUNE_SEARCHES_A_MINUTE": str(10**9)}
        database, figures = measure(environment, rounds, seconds, pages_only=pages_only)
    conditions = report.conditions(database, generator(), rounds, seconds)
    rows = report.write(ROOT, figures, database, conditions)
    print(report.tables(rows))


if __name__ == "__main__":
    main()
