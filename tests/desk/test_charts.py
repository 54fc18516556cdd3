"""The desk's picture of sections: bars of the right length."""

from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from desk.charts import Group, side_by_side
from tests.painted import unpainted

S = "{http://www.w3.org/2000/svg}"


def test_bars_are_as_long_as_their_points() -> None:
    groups = [
        Group("Customers", ((50, "50"), (None, "not enough answers"))),
        Group("Your time", ((100, "100"), (0, "0"))),
    ]
    root: Element = fromstring(side_by_side(groups, "AB", title="Sections"))
    widths = [float(each.get("width", "")) for each in root.findall(f"{S}rect")]
    assert unpainted(root) == []
    assert widths == [292, 146, 292, 0, 292, 292, 292, 0]
    assert [each.text for each in root.findall(f"{S}text")] == [
        *("Customers", "A", "50", "B", "not enough answers"),
        *("Your time", "A", "100", "B", "0"),
    ]
