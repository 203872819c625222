"""The file of a backup: whatever is wrong with it is told in a sentence, and read without a passphrase by any tar."""

import random
import tarfile
from pathlib import Path

import pytest

from welcommune.config.cli import main
from welcommune.operations.formats.container import read_members, writing
from welcommune.operations.formats.sealed import PIECE, TAG
from welcommune.operations.formats.trouble import CUT, DAMAGED, FOREIGN, IS_SEALED, STAYS_SEALED, BadBackup

WORDS = "a long passphrase for trials"
ROWS = random.Random(7).randbytes(3 * PIECE)  # what does not become smaller, so that there are several pieces


def written(file: Path, passphrase: str = "") -> Path:
    """A small file of this format."""
    with file.open("wb") as content, writing(content, passphrase) as writer:
        writer.add_json("backup.json", {"format": 1})
        writer.add("tables/core.Stamp/000001.jsonl", ROWS)
        writer.finish(rows={}, missing=[])
    return file


def trouble(file: Path, passphrase: str = "") -> str:
    """What reading the file to its end complains of; nothing where it is whole."""
    try:
        for _member in read_members(file, passphrase):
            pass
    except BadBackup as bad:
        return bad.sentence
    return ""


@pytest.mark.parametrize("passphrase", ["", WORDS], ids=["open", "sealed"])
def test_a_flipped_byte_and_a_missing_end_are_told_wherever_they_are(tmp_path, passphrase):
    file = written(tmp_path / "backup", passphrase)
    whole = file.read_bytes()
    assert trouble(file, passphrase) == ""
    # Opening a seal takes a while: that is what it is for.
    some = [30, len(whole) // 2, len(whole) - 1]
    for at in some if passphrase else [0, 4, 9, 12, *some, len(whole) - 9]:
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        # Without a seal, a byte can also say that more would come.
        assert trouble(file, passphrase) in {DAMAGED, FOREIGN, STAYS_SEALED if passphrase else CUT}, at
    for end in [43 + PIECE + TAG, len(whole) // 2, len(whole) - 1]:
        file.write_bytes(whole[:end])
        assert trouble(file, passphrase) in {CUT, DAMAGED}, end
    file.write_bytes(whole + b"more")
    assert trouble(file, passphrase) == DAMAGED


def test_another_passphrase_or_none_does_not_open_it_and_pieces_cannot_change_places(tmp_path):
    file = written(tmp_path / "backup", WORDS)
    assert (trouble(file, "another passphrase"), trouble(file)) == (STAYS_SEALED, IS_SEALED)
    whole, size = file.read_bytes(), PIECE + TAG
    first, second, third = whole[:43], whole[43 : 43 + size], whole[43 + size : 43 + 2 * size]
    file.write_bytes(first + second + whole[43 + 2 * size :])
    assert trouble(file, WORDS) == DAMAGED
    file.write_bytes(first + third + second + whole[43 + 2 * size :])
    assert trouble(file, WORDS) == STAYS_SEALED
    file.write_bytes(whole[: 43 + 2 * size])
    assert trouble(file, WORDS) == CUT


def test_any_tar_reads_what_is_not_sealed(tmp_path):
    with tarfile.open(written(tmp_path / "backup.tar.gz")) as tar:
        assert tar.getnames() == ["backup.json", "tables/core.Stamp/000001.jsonl", "manifest.json"]


def test_the_commands_tell_it_and_change_nothing(tmp_path, capsys):
    file, words = written(tmp_path / "backup", WORDS), tmp_path / "passphrase"
    words.write_text("another passphrase\n")
    for command in (["verify"], ["restore"]):
        assert main([*command, str(file), "--passphrase-file", str(words)]) == 1
        assert STAYS_SEALED in capsys.readouterr().err
    words.write_text("short\n")
    assert main(["restore", str(file), "--passphrase-file", str(words)]) == 1
    assert "needs 12 signs or more" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "nowhere")]) == 1
    assert "No such file" in capsys.readouterr().err
    (tmp_path / "letter").write_text("Dear all")
    assert main(["restore", str(tmp_path / "letter")]) == 1
    assert FOREIGN in capsys.readouterr().err
