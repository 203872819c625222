"""The command ``welcommune``: demo, serve, work, migrate, load, places, import, export and what the operator needs.

``demo`` runs server and worker together; ``serve`` and ``work`` are separate processes otherwise.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django
from django.db import OperationalError
from django.utils.module_loading import import_string

from welcommune.config.environment import BadSetting

# By name: these modules read models, which exist only after the set-up below.
COMMANDS = {
    "demo": "welcommune.config.demonstration.demo",
    "serve": "welcommune.config.processes.serve",
    "work": "welcommune.config.processes.work",
    "migrate": "welcommune.config.commands.migrate",
    "load": "welcommune.config.commands.load",
    "places": "welcommune.config.files.places",
    "import": "welcommune.config.files.import_file",
    "export": "welcommune.config.files.export_file",
    "index": "welcommune.config.commands.index",
    "generate": "welcommune.config.commands.generate",
    "factfile": "welcommune.config.commands.factfile",
    "invite": "welcommune.config.commands.invite",
    "operator": "welcommune.config.commands.operator",
    "outbox": "welcommune.config.commands.outbox",
    "retain": "welcommune.config.commands.retain",
    "erasures": "welcommune.config.commands.erasures",
    "erase-again": "welcommune.config.commands.erase_again",
    "doctor": "welcommune.config.upkeep.doctor",
    "backup": "welcommune.config.upkeep.backup",
    "verify": "welcommune.config.upkeep.verify",
    "restore": "welcommune.config.upkeep.restore",
}
LAST_PORT = 65535


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="welcommune", description="Regional cooperation on welcome and integration.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="load the real network and serve it, with sign-in links for a fictitious cast")
    serve = commands.add_parser("serve", help="serve with gunicorn on $HOST and $PORT")
    serve.add_argument("--workers", type=int, default=2)
    commands.add_parser("migrate", help="bring the database and the vocabularies up to date")
    load = commands.add_parser("load", help="bring in a network file (docs/network-file.md)")
    load.add_argument("file", type=Path)
    _add_files(commands)
    commands.add_parser("index", help="make the search index anew from the records")
    generate = commands.add_parser("generate", help="make a large invented network, for measurements")
    generate.add_argument("--scale", type=float, default=1.0, help="1 is the reference load of 100 regions")
    generate.add_argument("--seed", type=int, default=7)
    factfile = commands.add_parser("factfile", help="write the factfile of a region, freezing the first one if need be")
    factfile.add_argument("region", help="the region as its address names it: saone-et-loire")
    factfile.add_argument("--lang", default="en", dest="language")
    factfile.add_argument("--output", type=Path, required=True, help="FILE.pdf, .docx, .html, .csv or .json")
    factfile.add_argument("--version", type=int, default=None, dest="number", help="the latest unless one is named")
    factfile.add_argument("--freeze", action="store_true", help="freeze a new version first, if anything has changed")
    invite = commands.add_parser("invite", help="invite a coordinator to the network: the way in for the first one")
    invite.add_argument("email")
    invite.add_argument("--language", default="en")
    operator = commands.add_parser("operator", help="let somebody see on the web how the site runs")
    operator.add_argument("email")
    operator.add_argument("--no-longer", action="store_true", help="take it away again")
    outbox = commands.add_parser("outbox", help="count the messages by state and kind")
    outbox.add_argument("--retry-dead", action="store_true", help="try again what was given up")
    retain = commands.add_parser("retain", help="let go what was kept long enough, as each day does by itself")
    retain.add_argument("--dry-run", action="store_true", help="tell what would go, and change nothing")
    commands.add_parser("erasures", help="print the identifiers of what was erased, to keep beside each backup")
    again = commands.add_parser("erase-again", help="after a backup was restored: erase what it brought back")
    again.add_argument("file", type=Path, help="what `welcommune erasures` printed before")
    commands.add_parser("work", help="send and run what is waiting in the outbox")
    _add_upkeep(commands)
    return parser


def _at_least_one(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"{given} is not a number from 1 on")
    return int(given)


def _add_upkeep(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands that keep an installation well (docs/guide-operator.md)."""
    doctor = commands.add_parser("doctor", help="say how it stands with everything, and what to do")
    doctor.add_argument("--json", action="store_true", dest="as_json", help="for machines to read")
    doctor.add_argument("--mail", default="", metavar="ADDRESS", help="send a mail there, and tell the server's answer")
    doctor.add_argument("--integrity", action="store_true", help="look for damage in the database's file; takes longer")
    backup = commands.add_parser("backup", help="write all of it into one file, while the service goes on")
    backup.add_argument("--to", type=Path, default=None, metavar="FOLDER", help="else where WELCOMMUNE_BACKUPS says")
    backup.add_argument("--keep", type=_at_least_one, default=14, metavar="N", help="remove all but the newest N (14)")
    verify = commands.add_parser("verify", help="read a backup from beginning to end")
    restore = commands.add_parser("restore", help="bring a backup back, into an empty place")
    for command in (verify, restore):
        command.add_argument("file", type=Path)
    for command in (backup, verify, restore):
        command.add_argument("--passphrase-file", type=Path, default=None, help="seals the backup, and opens it")
    restore.add_argument("--erasures", type=Path, action="append", default=[], metavar="FILE",
                         help="who was erased, besides erasures.txt beside the backup")  # fmt: skip


def _add_files(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands that bring files of known formats in, and write them."""
    places = commands.add_parser("places", help="bring in an official list of places (docs/places.md)")
    places.add_argument("file", type=Path)
    places.add_argument("--country", default="", help="two letters; where given, only places of this country")
    places.add_argument("--source", default="", help="where the list comes from and its licence, as shown under maps")
    places.add_argument("--vintage", default="", help="the year of the list; else the one in its name")
    brought = commands.add_parser("import", help="bring in actions or funding (docs/formats.md)")
    brought.add_argument("format", help="its name, for example data-inclusion")
    brought.add_argument("file", type=Path)
    brought.add_argument("--region", required=True, help="the region that the records belong to")
    brought.add_argument("--dry-run", action="store_true", help="report what would happen, and change nothing")
    written = commands.add_parser("export", help="write what is public in a known format (docs/formats.md)")
    written.add_argument("format", help="its name, for example data-inclusion")
    written.add_argument("--region", default="", help="one region only")
    written.add_argument("--output", type=Path, default=None, help="a file; without it to the terminal")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    chosen = vars(_parser().parse_args(arguments))
    name = chosen.pop("command")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcommune.config.settings")
    if name == "demo":
        os.environ.setdefault("WELCOMMUNE_DEMO", "1")
        os.environ.setdefault("WELCOMMUNE_LOG", "plain")
        port = os.environ.get("PORT", "8000")
        # What is no port is told by the demonstration itself, in words about the port.
        if port.isdigit() and int(port) <= LAST_PORT:
            os.environ.setdefault("WELCOMMUNE_URL", f"http://127.0.0.1:{port}")
    try:
        django.setup()
    except BadSetting as bad:
        return _not_set_up(bad, as_json=chosen.get("as_json", False))
    try:
        code: int = import_string(COMMANDS[name])(**chosen)
    except OperationalError as error:
        sys.stderr.write(f"The database does not answer as it should: {str(error).strip()}\n")
        sys.stderr.write("See that it runs and that DATABASE_URL names it; welcommune doctor tells more.\n")
        return 1
    return code


def _not_set_up(bad: BadSetting, *, as_json: bool) -> int:
    """Tell of a setting with which nothing can begin, as ``welcommune doctor --json`` tells of all else."""
    if as_json:
        found = {"level": "bad", "about": "settings", "sentence": bad.sentence, "remedy": bad.remedy}
        print(json.dumps({"findings": [found]}, ensure_ascii=False, indent=2))
    else:
        sys.stderr.write(f"{bad}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
