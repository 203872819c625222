"""Sets of small numbers as bits of one integer: joined, cut and counted in a few microseconds."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

# From one entry in so many on, the bits are quicker to read than their numbers.
DENSE = 128


def pack(bits: int) -> bytes:
    """A bit set as bytes: numbers one by one while they are few, else the bits themselves."""
    if bits.bit_count() * DENSE <= bits.bit_length():
        numbers = list(members(bits))
        return b"\0" + struct.pack(f"<{len(numbers)}I", *numbers)
    return b"\1" + bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def pack_numbers(numbers: Sequence[int]) -> bytes:
    """The same from numbers in rising order, each once: quicker where they are few."""
    if len(numbers) * DENSE <= (numbers[-1] + 1 if numbers else 0):
        return b"\0" + struct.pack(f"<{len(numbers)}I", *reversed(numbers))
    return pack(bits_of(numbers))


def changed(packed: bytes, more: Iterable[int], less: Iterable[int] = ()) -> bytes:
    """A packed set with ``more`` numbers in it and without others; of a few, however high, no bits are made."""
    if packed[:1] == b"\1":
        return pack((_dense(packed) | bits_of(more)) & ~bits_of(less))
    numbers = {*struct.unpack(f"<{len(packed) // 4}I", packed[1:]), *more}.difference(less)
    return pack_numbers(sorted(numbers))


def is_empty(packed: bytes) -> bool:
    """Whether a packed set has no number."""
    return len(packed) < 2


def unpack(*packed: bytes) -> int:
    """The union of packed bit sets."""
    few: set[int] = set()
    bits = 0
    for data in packed:
        if data[:1] == b"\1":
            bits |= _dense(data)
        elif data:
            few.update(struct.unpack(f"<{len(data) // 4}I", data[1:]))
    return bits | bits_of(few)


@lru_cache(maxsize=128)
def _dense(data: bytes) -> int:
    """Kept for the marks and common words that every search reads: the bytes themselves say whether it still holds."""
    return int.from_bytes(data[1:], "little")


def bits_of(numbers: Iterable[int]) -> int:
    """The bit set of some numbers."""
    found = list(numbers)
    room = bytearray(max(found, default=0) // 8 + 1)
    for number in found:
        room[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(room, "little")


def members(bits: int) -> Iterator[int]:
    """The numbers of a bit set, the highest first."""
    while bits:
        yield (number := bits.bit_length() - 1)
        bits ^= 1 << number
