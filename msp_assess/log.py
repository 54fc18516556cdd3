"""The log holds no secrets: an owner's link is a key, and Django names the address in its errors.

Nor whom a mail was for, whom a mail server names that refuses it.
"""

import logging
import re

TOKEN = re.compile(r"(?<=/)[\w-]{32,}")
MAILBOX = re.compile(r"[^\s<>()\[\]{}'\"`,;:=/]{1,64}@[\w.-]+")


class Formatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return MAILBOX.sub("[mailbox]", TOKEN.sub("[token]", super().format(record)))
