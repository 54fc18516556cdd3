"""The log holds no secrets: an owner's link is a key, and Django names the address in its errors."""

import logging
import re

TOKEN = re.compile(r"(?<=/)[\w-]{32,}")


class Formatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("[token]", super().format(record))
