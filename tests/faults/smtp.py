"""A real mail server on this machine, of changing manners."""

import socketserver
import threading
import time
from collections import Counter
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from typing import Literal

# ``cut``: takes the mail whole, and breaks off before it says so. ``slow``: thinks before each answer.
Manner = Literal["accept", "slow", "refuse", "stall", "cut"]
THINKS = 0.2


class _Talk(socketserver.StreamRequestHandler):
    """One connection, as RFC 5321 has it."""

    server: "MailServer"

    def handle(self) -> None:
        with suppress(OSError):
            if self.server.manner == "stall":
                self.server.released.wait(300)
                return
            self._say("220 here")
            while line := self.rfile.readline():
                if not self._answer(line.split(b":")[0].strip().upper()):
                    return

    def _say(self, words: str) -> None:
        time.sleep(THINKS if self.server.manner == "slow" else 0)
        self.wfile.write(f"{words}\r\n".encode())

    def _answer(self, word: bytes) -> bool:
        """Answer one line; returns whether the talk goes on."""
        if word == b"QUIT":
            self._say("221 bye")
            return False
        if word == b"RCPT TO" and self.server.manner == "refuse":
            self._say("451 not now")
        elif word == b"DATA":
            return self._take()
        else:
            self._say("250 well")
        return True

    def _take(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.server.taken.append(message_from_bytes(b"".join(lines)))
        if self.server.manner == "cut":
            return False
        self._say("250 taken")
        return True


class MailServer(socketserver.ThreadingTCPServer):
    """Listens until it is closed; ``taken`` holds each mail that came whole."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, manner: Manner) -> None:
        super().__init__(("127.0.0.1", port), _Talk)
        self.manner, self.taken, self.released = manner, list[Message](), threading.Event()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def received(self) -> Counter[str]:
        """How often each address got its mail."""
        return Counter(str(mail["To"]) for mail in self.taken)

    def names(self) -> set[tuple[str, str]]:
        """Each address with the names of its mails: mail programs show two of one name once."""
        return {(str(mail["To"]), str(mail["Message-ID"])) for mail in self.taken}

    def close(self) -> None:
        """Be gone."""
        self.released.set()
        self.shutdown()
        self.server_close()
