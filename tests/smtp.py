"""A mail server for tests, on a real socket: it takes, refuses, asks to come back, dawdles or hangs up, per address."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import cast

from django.test import override_settings


@dataclass
class MailServer:
    """What it took, in order, and how it answers a recipient or a whole message; by default it takes everything."""

    port: int = 0
    taken: list[tuple[str, Message]] = field(default_factory=list)
    recipients: dict[str, str] = field(default_factory=dict)  # address: the answer to RCPT TO
    contents: dict[str, str] = field(default_factory=dict)  # address: the answer after the text
    hangs_up_at: set[str] = field(default_factory=set)
    greeting: str = "220 test"
    silence: float = 0.0  # seconds before each answer

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.taken]


class _Handler(socketserver.StreamRequestHandler):
    def say(self, answer: str) -> None:
        time.sleep(self.state.silence)
        self.wfile.write(answer.encode() + b"\r\n")

    def handle(self) -> None:
        self.state = cast(_Server, self.server).state
        try:
            self.say(self.state.greeting)
            self.converse()
        except OSError:
            pass  # the other side has gone

    def converse(self) -> None:
        address = ""
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                if address in self.state.hangs_up_at:
                    return
                self.say(self.state.recipients.get(address, "250 ok"))
            elif word == "DATA":
                self.say("354 go on")
                text = b""
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    text += part
                answer = self.state.contents.get(address, "250 ok")
                if answer.startswith("2"):
                    self.state.taken.append((address, message_from_bytes(text)))
                self.say(answer)
            else:
                self.say("221 bye" if word == "QUIT" else "250 ok")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    state: MailServer


@contextmanager
def mail_server(timeout: float = 5.0) -> Iterator[MailServer]:
    """Let the application send to a server of our own meanwhile."""
    state = MailServer()
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.state = state
        state.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            with smtp_at(state.port, timeout):
                yield state
        finally:
            server.shutdown()


@contextmanager
def smtp_at(port: int, timeout: float = 5.0) -> Iterator[None]:
    """Let the application send to this port of this machine, where perhaps nobody is."""
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_HOST_USER="",
        EMAIL_HOST_PASSWORD="",
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
        EMAIL_TIMEOUT=timeout,
    ):
        yield
