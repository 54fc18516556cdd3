"""The desk's pictures: each spot a link with its words, crowds that are counted, bars of the right length."""

from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from desk.charts import DOT, MOST, Axis, Group, Spot, scatter, side_by_side

S = "{http://www.w3.org/2000/svg}"
ACROSS = Axis("Readiness", ((0, "Break/fix"), (25, "Reactive")))
UP = Axis("Strain", ((0, "Calm"), (65, "Burning")))


def drawn(*spots: Spot) -> Element:
    root: Element = fromstring(scatter(spots, across=ACROSS, up=UP, title="Where they <stand>"))
    return root


def test_scatter_draws_each_spot_as_a_link_at_its_place() -> None:
    root = drawn(Spot(0, 100, 1, "Bob & Sons", "/a"), Spot(100, 0, 1, "Eve", "/b"))
    links = root.findall(f"{S}a")
    assert [(each.get("href"), each.get("aria-label"), each.findtext(f"{S}title")) for each in links] == [
        ("/a", "Bob & Sons", "Bob & Sons"),
        ("/b", "Eve", "Eve"),
    ]
    places = [
        (float(dot.get("cx", "")), float(dot.get("cy", "")), float(dot.get("r", ""))) for dot in root.iter(f"{S}circle")
    ]
    assert places == [(48.0, 14.0, DOT), (688.0, 514.0, DOT)]
    assert (root.get("role"), root.findtext(f"{S}title")) == ("group", "Where they <stand>")


def test_crowd_is_drawn_first_and_larger_with_its_number() -> None:
    root = drawn(Spot(10, 10, 1, "one", "/1"), Spot(50, 50, 8, "eight", "/8"), Spot(60, 60, 9000, "many", "/m"))
    links = root.findall(f"{S}a")
    assert [each.get("href") for each in links] == ["/m", "/8", "/1"]
    assert [each.findtext(f"{S}text") for each in links] == ["9000", "8", None]
    assert [float(dot.get("r", "")) for dot in root.iter(f"{S}circle")] == [MOST, 11.5, DOT]


def test_axes_name_their_stretches_where_they_begin() -> None:
    said = [each.text for each in drawn().iter(f"{S}text")]
    assert said == ["0 Break/fix", "25 Reactive", "Calm", "Burning", "0", "65", "Readiness →", "Strain →"]


def test_bars_are_as_long_as_their_points() -> None:
    groups = [
        Group("Customers", ((50, "50"), (None, "not enough answers"))),
        Group("Your time", ((100, "100"), (0, "0"))),
    ]
    root: Element = fromstring(side_by_side(groups, "AB", title="Sections"))
    widths = [float(each.get("width", "")) for each in root.findall(f"{S}rect")]
    assert widths == [292, 146, 292, 0, 292, 292, 292, 0]
    assert [each.text for each in root.findall(f"{S}text")] == [
        *("Customers", "A", "50", "B", "not enough answers"),
        *("Your time", "A", "100", "B", "0"),
    ]
