"""The commands that keep an installation well: doctor, backup, verify, restore."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import Error

from welcommune.core.errors import Refused
from welcommune.operations.actions import Contents, examine, make_backup, note_done, read_whole, restore_backup
from welcommune.operations.formats.trouble import BadBackup
from welcommune.operations.models import Work
from welcommune.operations.queries import Level

SIGNS = {Level.GOOD: "  good   ", Level.WARNING: "! warning", Level.BAD: "X BAD    "}
SHORTEST_PASSPHRASE = 12
OTHER_KEY = (
    "This place has another secret key than the backup: links in old mails do not open, and who asked for no mails "
    "is not known any more. Bring the key along: a backup with a passphrase holds it."
)


def doctor(as_json: bool, mail: str, integrity: bool) -> int:
    """Tell how it stands with everything; 1 where something is bad."""
    found = examine(integrity=integrity, mail_to=mail)
    if as_json:
        print(json.dumps({"findings": [asdict(finding) for finding in found]}, ensure_ascii=False, indent=2))
    else:
        for finding in found:
            print(f"{SIGNS[finding.level]}  {finding.about:<12} {finding.sentence}")
            if finding.remedy:
                print(f"{'':<24} → {finding.remedy}")
    return int(any(finding.level == Level.BAD for finding in found))


def backup(to: Path | None, keep: int, passphrase_file: Path | None) -> int:
    """Make a backup and tell of it; 1 where none was made, or where it lacks a file."""
    folder = (to or settings.BACKUPS).resolve()
    try:
        made = make_backup(folder=folder, keep=keep, passphrase=_passphrase(passphrase_file))
    except (Refused, OSError, Error) as error:
        sys.stderr.write(f"No backup was made. {error}\n")
        return 1
    print(f"{made.file}: {_many(made.rows, 'row')} and {_many(made.files, 'file')}, {made.size / 1e6:,.1f} MB")
    for old in made.removed:
        print(f"{old.name} was removed: it is older than the newest {keep}.")
    for name in made.missing:
        sys.stderr.write(f"A record names a file that is not there: {name}\n")
    return int(bool(made.missing))


def _passphrase(file: Path | None) -> str:
    """The first line of the file; a short one is refused, as others have time to try."""
    if file is None:
        return ""
    words = file.read_text(encoding="utf-8").splitlines()
    if not words or len(words[0].strip()) < SHORTEST_PASSPHRASE:
        raise Refused(f"The first line of {file} is the passphrase; it needs {SHORTEST_PASSPHRASE} signs or more.")
    return words[0].strip()


def verify(file: Path, passphrase_file: Path | None) -> int:
    """Read a backup from beginning to end and tell what it holds; 1 where it cannot be relied on."""
    try:
        contents = read_whole(file, _passphrase(passphrase_file))
    except (BadBackup, Refused, OSError) as error:
        sys.stderr.write(f"{file} cannot be relied on. {error}\n")
        return 1
    print(f"{file} is whole: {_told(contents)}")
    try:
        note_done(Work.VERIFIED, str(file.resolve()))
    except Error:  # Read elsewhere than where it was made, which is as good.
        print("It is not noted here, because there is no database of Welcommune.")
    return 0


def _told(contents: Contents) -> str:
    head = contents.head
    rows = sum(contents.rows.values())
    key = "with" if contents.has_key else "without"
    when = f"{head['made_at'][:16]} UTC, release {head['release']}"
    return f"{_many(rows, 'row')} and {_many(contents.files, 'file')} of {when}, {key} the secret key."


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def restore(file: Path, passphrase_file: Path | None, erasures: list[Path]) -> int:
    """Bring a backup back into an empty place and tell of it; 1 where nothing has changed."""
    try:
        done = restore_backup(file=file, passphrase=_passphrase(passphrase_file), erasures=erasures)
    except (BadBackup, Refused, OSError, Error) as error:
        sys.stderr.write(f"{file} was not restored; nothing has changed. {error}\n")
        return 1
    print(f"{file.name} is restored: {_told(done.contents)}")
    if done.erased == 1:
        print("One person who was erased since was in it, and is erased again.")
    elif done.erased:
        print(f"{done.erased} people who were erased since were in it, and are erased again.")
    if not done.same_key:
        sys.stderr.write(f"{OTHER_KEY}\n")
    print("Run welcommune migrate, then start welcommune serve and welcommune work.")
    return 0
