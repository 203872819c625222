"""An xls as small as one can be: the container of sectors with one file, and in it one sheet of records."""

import struct

SECTOR, END, FAT, FREE = 512, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
# A shorter file would lie in the small sectors of another one.
SHORTEST = 4096


def record(kind, content=b""):
    """A record of the workbook."""
    return struct.pack("<HH", kind, len(content)) + content


def label(row, column, text):
    """A cell with a text."""
    return 0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")


def old_workbook(records, name="Feuille1"):
    """A workbook with one sheet of these records: (kind, content)."""
    begin, end = struct.pack("<HHHHII", 0x600, 0, 0, 0, 0, 0), record(0x0A)
    title = struct.pack("<BB", len(name), 0) + name.encode("latin-1")
    head = record(0x809, begin[:2] + b"\x05\0" + begin[4:])
    start = len(head) + 4 + 6 + len(title) + len(end)
    book = head + record(0x85, struct.pack("<IBB", start, 0, 0) + title) + end
    book += record(0x809, begin[:2] + b"\x10\0" + begin[4:]) + b"".join(record(*one) for one in records) + end
    return container(book.ljust(SHORTEST, b"\0"))


def container(stream):
    """The sectors: the table, the directory, then the file."""
    size = len(stream)
    stream = stream.ljust(-(-size // SECTOR) * SECTOR, b"\0")
    count = len(stream) // SECTOR
    table = [FAT, END, *range(3, count + 2), END]
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, SHORTEST, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    entries = entry("Root Entry", 5, 1, END, 0) + entry("Workbook", 2, FREE, 2, size)
    table += [FREE] * (SECTOR // 4 - len(table))
    return head + struct.pack(f"<{SECTOR // 4}I", *table) + entries.ljust(SECTOR, b"\0") + stream


def entry(name, kind, child, start, size):
    """A line of the directory."""
    title = name.encode("utf-16-le")
    head = title.ljust(64, b"\0") + struct.pack("<HBBIII", len(title) + 2, kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
