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


def request_rate(port: int, path: str, headers: Headers, connections: int, seconds: float) -> float:
    """Requests answered per second over ``connections`` that stay open, each asking as soon as it is answered."""
    send = by_wrk if generator() == "wrk" else by_own_client
    return send(port, path, headers, connections, seconds)


def by_wrk(port: int, path: str, headers: Headers, connections: int, seconds: float) -> float:
    """One thread of wrk is enough for all connections here."""
    named = [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{max(1, round(seconds))}s"]
    address = f"http://127.0.0.1:{port}{path}"
    said = subprocess.run([*command, *named, address], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise Failed(f"{path}: {said}")
    return float(RATE.findall(said)[0])


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
            self.missing = int(length[1]) if length and not head.startswith(b"HTTP/1.1 304") else 0
        self.missing -= len(received)
        return self.missing <= 0


def by_own_client(port: int, path: str, headers: Headers, connections: int, seconds: float) -> float:
    """The same in Python: slower than wrk, so that fast pages look nearer to each other than they are."""
    named = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{named}\r\n".encode()
    answered = 0
    with selectors.DefaultSelector() as waiting:
        opened = [Connection(port, request) for _ in range(connections)]
        for connection in opened:
            waiting.register(connection.socket, selectors.EVENT_READ, connection)
        begun = time.perf_counter()
        while (passed := time.perf_counter() - begun) < seconds:
            for key, _events in waiting.select(timeout=20):
                if key.data.is_answered():
                    answered += 1
                    key.data.ask()
        for connection in opened:
            connection.socket.close()
    return answered / passed
