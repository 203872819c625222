"""The folder of backups: which files are backups, and which of them are kept."""

import re
from pathlib import Path

from welcommune.accounts.queries import erased_ids
from welcommune.operations.models import LastDone, Work

NAME = re.compile(r"welcommune-\d{8}-\d{6}\.tar\.gz(\.sealed)?")
UNFINISHED, ERASURES = ".unfinished", "erasures.txt"
# Where files of a restore wait for their place: in the data folder, so that they are moved and not copied.
RESTORING = "restoring"


def backups_in(folder: Path) -> list[Path]:
    """The youngest first: names hold the moment."""
    return sorted((path for path in folder.iterdir() if NAME.fullmatch(path.name)), reverse=True)


def superfluous(folder: Path, keep: int) -> list[Path]:
    """What is beyond the youngest ``keep``; never the one that was read back last, for it is known to be whole."""
    read = LastDone.objects.filter(work=Work.VERIFIED).values_list("about", flat=True).first() or ""
    return [path for path in backups_in(folder)[keep:] if path.name != Path(read).name]


def erasures_to_note(noted: str) -> str:
    """The list of erased accounts to keep beside backups: who is erased here, and who was noted before."""
    lines = {line.strip() for line in noted.splitlines()} | {str(identifier) for identifier in erased_ids()}
    return "".join(f"{line}\n" for line in sorted(lines - {""}))
