"""The first page's picture: good is up and to the right."""

from reports.pdf.document import example
from reports.templatetags.landing_words import shops_map


def test_shops_stand_by_their_scores() -> None:
    burning, calm, partner = map(example, ("bob-breakfix", "content-residential", "strategic-partner"))
    found = shops_map(burning, calm, partner)
    one, other, best = found["dots"]
    assert one["x"] < other["x"] < best["x"]
    assert min(other["y"], best["y"]) < found["yours"]["y"] < one["y"]
    assert best["x"] < found["box"]["right"]
    assert one["y"] < found["box"]["bottom"]
    assert [each["cut"] for each in found["stages"]] == list(burning.readiness.cuts)
    assert sum(each["width"] for each in found["stages"]) == found["box"]["width"]
    assert [dot["side"] for dot in (one, best)] == ["start", "end"]
