"""Reads requests as they come in, with limits, before the site hears of them."""

from __future__ import annotations

import re
from http import HTTPStatus
from time import monotonic
from typing import Any
from weakref import WeakSet

from django.conf import settings
from waitress.buffers import OverflowableBuffer
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import Error

from evidence import receiving

IN_MEMORY = 512 * 1024  # bytes of one body; more of it is in a file
LARGEST = 256 * 1024 * 1024  # bytes of a body that is read to its end, so that its sender hears why it was refused
LONGEST_HEAD = 64 * 1024  # bytes
TICKETS = re.compile(r"/a/[0-9a-f-]+/tickets/")  # where two files of tickets may come; anyone can send them
AT_ONCE = 4  # such bodies in a process: so much of its disk at most is full of what nobody may have asked for
LONGEST_WAY = 900  # seconds in which one is here, 2 Mbit/s for the largest; a slower one makes room for who comes next

large: WeakSet[Body] = WeakSet()  # those that are being read, or that the site works on


class Body(OverflowableBuffer):
    """What is sent with a request; of more than `most` bytes only the length, by which the site refuses it."""

    length = 0
    whole = False

    def __init__(self, most: int) -> None:
        super().__init__(IN_MEMORY)
        self.most, self.began = most, monotonic()

    def __len__(self) -> int:
        return self.length

    def append(self, piece: bytes) -> None:
        self.length += len(piece)
        if self.length <= self.most:
            super().append(piece)
        else:
            self.drop()

    def drop(self) -> None:
        """Forget what came; of what comes only the length counts."""
        self.close()
        self.buf, self.strbuf, self.most = None, b"", 0

    def close(self) -> None:
        super().close()
        large.discard(self)


class Crowded(Error):  # noqa: N818 -- an answer, and not raised
    """Says that too many large files are on their way, once all of this one was read, so that its sender hears it."""

    code, reason = HTTPStatus.SERVICE_UNAVAILABLE.value, HTTPStatus.SERVICE_UNAVAILABLE.phrase

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "60")]
        return f"{self.code} {self.reason}", headers, f"{self.body}\n".encode()


class Request(HTTPRequestParser):
    """Refuses what two servers may read in two ways, so that no request hides in another."""

    crowded = False
    error: Any

    def received(self, data: bytes) -> int:
        taken: int = super().received(data)
        if self.completed and self.body_rcv is not None:
            self.body_rcv.buf.whole = True
        if self.completed and self.crowded:
            self.error = self.error or Crowded(
                "Many large files are on their way. Please send yours again in a minute."
            )
        return taken

    def parse_header(self, head: bytes) -> None:
        if b"\r\n " in head or b"\r\n\t" in head:
            raise ParsingError("A header goes on in the next line")
        try:
            super().parse_header(head)
        except ValueError as error:  # such as an address with half an IPv6 host
            raise ParsingError("The address cannot be read") from error
        if "TRANSFER_ENCODING" in self.headers or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError("The length is told in two ways")
        if self.body_rcv is not None:
            body = self.body_rcv.buf = Body(settings.UPLOAD_MAX_SIZE)
            if TICKETS.fullmatch(self.path) and body.most < self.content_length <= receiving.LARGEST:
                for each in [*large] if len(large) >= AT_ONCE else ():
                    if not each.whole and each.began < monotonic() - LONGEST_WAY:
                        each.drop()
                self.crowded = len(large) >= AT_ONCE
                if not self.crowded:
                    body.most = receiving.LARGEST
                    large.add(body)
