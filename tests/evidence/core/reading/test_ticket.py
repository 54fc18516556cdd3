"""Names of who worked are remembered as far as a menu has room."""

from evidence.core.reading.ticket import MOST_AGENTS, Loaded


def test_a_menu_has_room_for_some_names() -> None:
    loaded = Loaded()
    for number in range(MOST_AGENTS + 5):
        loaded.name_agent(f"Tech {number}")
        loaded.name_agent("Tech 0")
    assert list(loaded.agents) == [f"Tech {number}" for number in range(MOST_AGENTS)]
