"""The members of a backup: a tar in gzip, sealed or not, whose last member lists all others with their SHA-256.

Without a passphrase any ``tar`` reads it. Members: ``backup.json`` (what made it, and the columns of each table),
``files/media/…`` and ``files/private/…``, ``tables/ROOM.MODEL/NUMBER.jsonl`` (on each line a row as a JSON list), and
``manifest.json``.
"""

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from welcommune.operations.formats.sealed import MARK, SealedReader, SealedWriter
from welcommune.operations.formats.trouble import CUT, DAMAGED, FOREIGN, IS_SEALED, BadBackup

HEAD, MANIFEST = "backup.json", "manifest.json"
FORMAT = 1
# How gzip begins where it keeps no name and no time: nothing in it may be changed without being noticed.
GZIP = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
LEVEL, AT_ONCE = 6, 256 * 1024


class _Hashed:
    """A member's content, hashed as it goes by."""

    def __init__(self, content: Any) -> None:
        self._content, self._hash, self.size = content, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        piece: bytes = self._content.read(size)
        self._hash.update(piece)
        self.size += len(piece)
        return piece

    @property
    def seal(self) -> list[Any]:
        """Size and hash of what went by."""
        return [self.size, self._hash.hexdigest()]


class Writer:
    """Adds members one by one; ``finish`` adds the list of them all."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._members: dict[str, list[Any]] = {}

    def add(self, name: str, content: bytes) -> None:
        """Add bytes that are at hand."""
        self.add_file(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, content: BinaryIO, size: int) -> None:
        """Add ``size`` bytes of a file; raises ``OSError`` when it has fewer."""
        told, hashed = tarfile.TarInfo(name), _Hashed(content)
        told.size, told.mode = size, 0o600
        self._tar.addfile(told, cast(BinaryIO, hashed))
        self._members[name] = hashed.seal

    def add_json(self, name: str, content: Any) -> None:
        """Add what JSON can say."""
        self.add(name, json.dumps(content, ensure_ascii=False, indent=1).encode())

    def finish(self, **facts: Any) -> None:
        """List all members, and whatever is known only at the end."""
        self.add_json(MANIFEST, {"format": FORMAT, **facts, "members": dict(self._members)})


@contextmanager
def writing(file: BinaryIO, passphrase: str) -> Iterator[Writer]:
    """Members are added inside; the stream is whole once this has ended without an error."""
    with ExitStack() as stack:
        below: Any = stack.enter_context(SealedWriter(file, passphrase)) if passphrase else file
        packed = stack.enter_context(gzip.GzipFile("", "wb", LEVEL, below, mtime=0))
        yield Writer(stack.enter_context(tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT)))


@dataclass(frozen=True)
class Member:
    """One member while it goes by: to be read before the next one comes."""

    name: str
    size: int
    content: _Hashed

    def whole(self) -> bytes:
        """All of it; only for what is small, as parts of tables are."""
        return self.content.read(self.size)

    def json(self) -> Any:
        """What it says, where it is JSON."""
        try:
            return json.loads(self.whole())
        except ValueError as error:
            raise BadBackup(DAMAGED) from error


def read_members(path: Path, passphrase: str) -> Iterator[Member]:
    """Every member in its order; raises ``BadBackup``, at the latest at the end, for what is not as it was written."""
    try:
        with path.open("rb") as file:
            yield from _checked(_unpacked(file, passphrase))
    except EOFError as error:
        raise BadBackup(CUT) from error
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, UnicodeDecodeError) as error:
        raise BadBackup(CUT if "unexpected end" in str(error) else DAMAGED) from error


def _unpacked(file: BinaryIO, passphrase: str) -> Iterator[Member]:
    packed = _opened(file, passphrase)
    if packed.peek(len(GZIP))[: len(GZIP)] != GZIP:
        raise BadBackup(DAMAGED if passphrase else FOREIGN)
    with gzip.GzipFile(fileobj=packed, mode="rb") as plain:
        with tarfile.open(fileobj=plain, mode="r|") as tar:
            for told in tar:
                content = tar.extractfile(told)
                if content is None or not _is_tame(told.name):
                    raise BadBackup(FOREIGN)
                yield Member(told.name, told.size, _Hashed(content))
        # The end of the tar is not that of the file: what comes after it is checked by gzip and by the seal.
        while plain.read(AT_ONCE):
            pass


def _opened(file: BinaryIO, passphrase: str) -> io.BufferedReader:
    begins = file.read(len(MARK))
    file.seek(0)
    if begins != MARK:
        return cast(io.BufferedReader, file)
    if not passphrase:
        raise BadBackup(IS_SEALED)
    return io.BufferedReader(SealedReader(file, passphrase), AT_ONCE)


def _is_tame(name: str) -> bool:
    """Whether the name stays in the folder that it is written to."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _checked(members: Iterator[Member]) -> Iterator[Member]:
    """Read each to its end, and compare them all with the list at the end."""
    seen: dict[str, list[Any]] = {}
    listed: dict[str, list[Any]] | None = None
    for number, member in enumerate(members):
        if (number == 0) != (member.name == HEAD) or listed is not None:
            raise BadBackup(FOREIGN if number == 0 else DAMAGED)
        if member.name == MANIFEST:
            again = member.whole()
            listed = _members_of(again)
            yield Member(MANIFEST, member.size, _Hashed(io.BytesIO(again)))
            continue
        yield member
        while member.content.read(AT_ONCE):
            pass
        seen[member.name] = member.content.seal
    if listed is None:
        raise BadBackup(CUT)
    if seen != listed:
        raise BadBackup(DAMAGED)


def _members_of(manifest: bytes) -> dict[str, list[Any]]:
    try:
        return dict(json.loads(manifest)["members"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadBackup(FOREIGN) from error
