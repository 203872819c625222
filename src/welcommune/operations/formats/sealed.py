"""A stream sealed with a passphrase: AES-256-GCM in pieces, each under its number, the last one marked as the last.

After the mark of the format come 16 random bytes, from which and the passphrase scrypt makes the key. Each piece
of 64 KiB is sealed with its number and with whether it is the last, so that pieces cannot be left out, moved or
taken from another file, and a file that was cut off is told from a whole one.
"""

import hashlib
import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from welcommune.operations.formats.trouble import CUT, DAMAGED, STAYS_SEALED, BadBackup

MARK = b"welcommune sealed backup 1\n"
SALT, TAG, PIECE = 16, 16, 64 * 1024
# About a tenth of a second and 64 MB for each passphrase that somebody tries.
COST, BLOCK, MEMORY = 2**16, 8, 128 * 1024 * 1024


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    key = hashlib.scrypt(passphrase.encode(), salt=salt, n=COST, r=BLOCK, p=1, maxmem=MEMORY, dklen=32)
    return AESGCM(key)


def _nonce(number: int, *, last: bool) -> bytes:
    """Twelve bytes that no other piece under the same key has."""
    return number.to_bytes(11, "big") + bytes([last])


class SealedWriter(io.RawIOBase):
    """Seals what is written to it; ``close`` writes the last piece, and leaves the file below open."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(SALT)
        self._file, self._cipher, self._head = file, _cipher(passphrase, salt), MARK + salt
        self._waiting, self._number = bytearray(), 0
        file.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        more = bytes(data)  # type: ignore[call-overload]
        self._waiting += more
        # A piece stays behind until it is known whether it is the last one.
        while len(self._waiting) > PIECE:
            self._seal(PIECE, last=False)
        return len(more)

    def _seal(self, size: int, *, last: bool) -> None:
        piece = bytes(self._waiting[:size])
        del self._waiting[:size]
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, self._head))
        self._number += 1

    def close(self) -> None:
        if not self.closed:
            self._seal(PIECE, last=True)
        super().close()


class SealedReader(io.RawIOBase):
    """Opens what was sealed, piece by piece; raises ``BadBackup`` where a piece is not what was written."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._head = file.read(len(MARK) + SALT)
        self._next = file.read(PIECE + TAG)
        if not self._next:
            raise BadBackup(CUT)
        self._file, self._cipher = file, _cipher(passphrase, self._head[len(MARK) :])
        self._open, self._number = memoryview(b""), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        if not self._open and self._next:
            self._open_piece()
        room = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        size = min(len(room), len(self._open))
        room[:size], self._open = self._open[:size], self._open[size:]
        return size

    def _open_piece(self) -> None:
        piece, self._next = self._next, self._file.read(PIECE + TAG)
        try:
            opened = self._cipher.decrypt(_nonce(self._number, last=not self._next), piece, self._head)
        except InvalidTag as error:
            raise BadBackup(self._why(piece)) from error
        self._open, self._number = memoryview(opened), self._number + 1

    def _why(self, piece: bytes) -> str:
        """At the beginning most likely another passphrase; at the end, a piece that is not the last one."""
        if self._next:
            return DAMAGED if self._number else STAYS_SEALED
        try:
            self._cipher.decrypt(_nonce(self._number, last=False), piece, self._head)
        except InvalidTag:
            return (DAMAGED if len(piece) > TAG else CUT) if self._number else STAYS_SEALED
        return CUT
