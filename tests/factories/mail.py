"""A real mail server on this machine: it speaks SMTP over a socket and keeps what it was sent."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Talk(socketserver.StreamRequestHandler):
    """One connection: enough of RFC 5321 for smtplib."""

    def handle(self) -> None:
        self._say("220 test")
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._say("354 go on")
                self._take()
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            elif verb == b"RCPT" and self.server.refuses:
                self._say("550 no such box")
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines = [line.removeprefix(b".") for line in iter(self.rfile.readline, b".\r\n")]
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self._say("250 kept")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Post(socketserver.ThreadingTCPServer):
    """The server: ``letters`` in the order in which they came; ``refuses`` sends every letter back."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[EmailMessage] = []
        self.refuses = False

    def told(self) -> list[tuple[str, str, str]]:
        """(to, subject, text) of every letter, with plain spaces and line ends."""
        found = ((letter["To"], letter["Subject"].strip(), letter.get_content()) for letter in self.letters)
        return [tuple(part.replace("\xa0", " ").replace("\r\n", "\n") for part in letter) for letter in found]


@contextmanager
def post_office(settings) -> Iterator[Post]:
    """The server, running, and Django's settings turned to it."""
    with Post() as post:
        thread = threading.Thread(target=post.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = post.server_address
        try:
            yield post
        finally:
            post.shutdown()
            thread.join()
