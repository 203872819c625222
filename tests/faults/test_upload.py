"""A gigabyte sent to the site: refused by what its head says, with nothing of it read, kept or held in memory."""

import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPResponse
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from tests.faults.service import Client, Service
from tests.faults.test_disk import Facilitator
from tests.faults.test_memory import memory

GIGABYTE = 1024**3
PIECE = bytes(64 * 1024)
# What the kernels' buffers take, and what gunicorn reads away so that the answer is heard.
MOST_TAKEN = 64 * 1024**2
# The first picture loads what draws; a file that was held whole would be more.
MOST_GROWTH = 32 * 1024**2
SECONDS = 20


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """Where files lie while they come in."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


@pytest.fixture
def one(service, uploads) -> Service:
    made: Service = service(TMPDIR=str(uploads))
    made.serve()
    return made


def _head(path: str, person: Client, size: str) -> bytes:
    cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    lines = [
        f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookies}", size,
        "Content-Type: multipart/form-data; boundary=x",
    ]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _pieces(is_chunked: bool) -> Iterator[bytes]:
    piece = b"%x\r\n%s\r\n" % (len(PIECE), PIECE) if is_chunked else PIECE
    for _number in range(GIGABYTE // len(PIECE)):
        yield piece


def _send(one: Service, head: bytes, is_chunked: bool) -> tuple[int, str, int]:
    """Send a gigabyte for as long as it is taken; returns the status, the page, and how many bytes were taken."""
    taken = 0
    with closing(socket.create_connection(("127.0.0.1", one.port), timeout=SECONDS)) as connection:
        connection.sendall(head)
        try:
            for piece in _pieces(is_chunked):
                connection.sendall(piece)
                taken += len(piece)
        except OSError:  # no more is taken
            pass
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.read().decode(), taken


SIZES = ((f"Content-Length: {GIGABYTE}", 413), ("Transfer-Encoding: chunked", 411))


@pytest.mark.once
def test_a_gigabyte_is_refused_by_its_head_and_forty_megabytes_by_the_form(one, uploads):
    person, before = Facilitator(one), memory(one)
    for size, status in SIZES:
        told, page, taken = _send(one, _head(person.photo, person.client, size), is_chunked=status == 411)
        with override("fr"):
            assert (told, f"<h1>{gettext('This is too large')}</h1>" in page) == (status, True)
        assert taken < MOST_TAKEN
        assert person.show() == 302
    words = {"credit": "Camille", "alternative_fr": "Une table", "alternative_en": "A table"}
    answer = person.client.post_file(person.photo, "photo", bytes(40 * 1024**2), **words)
    with override("fr"):
        sentence = gettext("This file is too large. Choose a picture under 12 MB.")
    assert (answer.status, sentence in answer.text) == (200, True)
    assert memory(one) - before < MOST_GROWTH
    assert list(uploads.iterdir()) == []
