"""Room for Python's calls in one piece.

Python keeps them in pieces of 16 KB. Where a loop happens to stand at the end of a piece, each call in it asks the
system for the next piece and gives it back: 340 times for the desk's first page, a few percent of its time, and a sixth
of the time of all tests. Mended in newer releases of Python 3.13 and 3.14, not in Debian's 3.11; see
https://github.com/python/cpython/issues/142183.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

# Of 8 bytes. Python doubles a piece until it holds the first call, with which this one fills 0.6 of 1 MB; what is left
# holds the thousand calls that Python allows. The system gives memory only to what is used of it.
SLOTS = 75_000

P = ParamSpec("P")
R = TypeVar("R")


def in_one_piece(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function with room for all that it calls; not for what a generator does after it returned."""

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=SLOTS)
    return wraps(function)(call)
