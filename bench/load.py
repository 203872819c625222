"""Load: ``wrk`` where it is installed, else a small client of our own over kept-alive connections."""

import re
import selectors
import shutil
import socket
import subprocess
import time

HEADER_END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)", re.IGNORECASE)
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
Headers = dict[str, str]


class Failed(RuntimeError):
    """Not every request was answered as it should be."""


def generator() -> str:
    """What sends the requests."""
    return "wrk" if shutil.which("wrk") else "own client"


def load(
    port: int, path: str, headers: Headers, connections: int, seconds: float, *, is_slow: bool = False
) -> tuple[int, float]:
    """Requests answered and seconds taken over open ``connections``, each asking as soon as it is answered.

    Wrk stops in the middle of answers and does not count them: for slow pages that would be most of them.
    """
    send = by_wrk if generator() == "wrk" and not is_slow else by_own_client
    return send(port, path, headers, connections, seconds)


def by_wrk(port: int, path: str, headers: Headers, connections: int, seconds: float) -> tuple[int, float]:
    """One thread of wrk is enough for all connections here."""
    named = [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
    seconds = max(1, round(seconds))
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s"]
    address = f"http://127.0.0.1:{port}{path}"
    said = subprocess.run([*command, *named, address], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise Failed(f"{path}: {said}")
    rate = float(RATE.findall(said)[0])
    return round(rate * seconds), seconds


class Connection:
    """One kept-alive connection and what has come of the answer it waits for."""

    def __init__(self, port: int, request: bytes) -> None:
        self.request = request
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ask()

    def ask(self) -> None:
        """Send the request once more."""
        self.head, self.missing = b"", -1
        self.socket.sendall(self.request)

    def is_answered(self) -> bool:
        """Read what is there; whether the answer is complete now."""
        received = self.socket.recv(262_144)
        if not received:
            raise Failed("the server closed a connection")
        if self.missing < 0:
            self.head += received
            if HEADER_END not in self.head:
                return False
            head, _, received = self.head.partition(HEADER_END)
            if not head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3")):
                raise Failed(head.decode(errors="replace"))
            length = LENGTH.search(head)
            is_empty = head.startswith(b"HTTP/1.1 304")
            if length is None and not is_empty:
                raise Failed("an answer does not tell its length")
            self.missing = int(length[1]) if length and not is_empty else 0
        self.missing -= len(received)
        return self.missing <= 0


def by_own_client(port: int, path: str, headers: Headers, connections: int, seconds: float) -> tuple[int, float]:
    """The same in Python, to the last answer: slower than wrk, so that fast pages look nearer to each other."""
    named = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{named}\r\n".encode()
    answered = 0
    with selectors.DefaultSelector() as waiting:
        opened = [Connection(port, request) for _ in range(connections)]
        for connection in opened:
            waiting.register(connection.socket, selectors.EVENT_READ, connection)
        begun = time.perf_counter()
        while waiting.get_map():
            for key, _events in waiting.select(timeout=20):
                if key.data.is_answered():
                    answered += 1
                    if time.perf_counter() - begun < seconds:
                        key.data.ask()
                    else:
                        waiting.unregister(key.fileobj)
        passed = time.perf_counter() - begun
        for connection in opened:
            connection.socket.close()
    return answered, passed
