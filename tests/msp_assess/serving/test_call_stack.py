"""A loop asks the system for memory once, however deep it stands."""

from resource import RUSAGE_SELF, getrusage

from msp_assess.serving.call_stack import in_one_piece

LOOPS = 500


def asked_at(depth: int) -> int:
    """Return how often the system gave memory to a loop of calls that stands that deep."""
    if depth:
        return asked_at(depth - 1)
    before = getrusage(RUSAGE_SELF).ru_minflt
    for _ in range(LOOPS):
        abs_of(1)
    return getrusage(RUSAGE_SELF).ru_minflt - before


def abs_of(number: int) -> int:
    return abs(number)


@in_one_piece
def most_asked() -> int:
    """Return the most of any depth; frames are small, so some depth stands at the end of every small piece."""
    return max(asked_at(depth) for depth in range(600))


def test_no_depth_asks_for_memory_again_and_again() -> None:
    assert most_asked() < LOOPS / 10


def test_result_and_name_are_the_functions() -> None:
    assert in_one_piece(abs_of)(-3) == 3
    assert in_one_piece(abs_of).__name__ == "abs_of"
