"""What of others' answers has room on the one page that the report has for them: counted in lines before it is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opinions.core.beside import View
from opinions.core.collected import Again, Collected, Customers, Person, Said, Team, TeamLine
from reports.pdf.printed.fitting import HEAD, SMALL, TEXT, lines

AROUND, SPARE = 28.0, 8.0  # millimeters of the heading with the words below it, and what the estimates may be wrong by
PERSON, LABEL, LINE = 16.0, 5.6, 1.8  # a person's heading with the line below it, that of a group, what is around a row
WIDE, WIDE_SMALL = 64, 70  # letters beside a picture, in a line of text and of small text
ACROSS = 110  # letters across the page, of small text
TALLY = 6.0  # a line of a count
MOST_PEOPLE = 3
# By how many of the four parts there are: how many comments, lines of the team, and answers that changed, at most.
MOST = {1: (5, 14, 5), 2: (3, 6, 3), 3: (2, 5, 2), 4: (1, 3, 1)}
LONGEST_COMMENT = 200  # letters of what someone wrote; the rest stands on the page
LEAST_ROOM = 40.0  # millimeters from which one more person is told of
ORDER = (View.DIFFERENT, View.PROBLEM, View.STRENGTH)  # what is left out last comes first


@dataclass(frozen=True, slots=True)
class Group:
    """What two people see in the same way, or differently: those rows that have room, of how many."""

    view: View
    rows: tuple[Said, ...]
    number: int


@dataclass(frozen=True, slots=True)
class PersonPart:
    person: Person
    groups: tuple[Group, ...]

    @property
    def left_out(self) -> int:
        return sum(group.number - len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of the page; what has no room is counted, and stands on the owner's own pages."""

    people: tuple[PersonPart, ...]
    more_people: int
    customers: Customers | None
    customer_comments: tuple[str, ...]
    team: Team | None
    team_lines: tuple[TeamLine, ...]
    team_comments: tuple[str, ...]
    again: Again | None
    apart: tuple[Said, ...]


def page_of(found: Collected, room: float) -> Page:
    """Return what has room in so many millimeters: customers, team and the second time first, then people by name."""
    comments, lines_of_team, changed = MOST[sum(map(bool, (found.named, found.customers, found.team, found.again)))]
    customers, team, again = found.customers, found.team, found.again
    of_customers = shortened(customers.comments[:comments]) if customers else ()
    of_team = shortened(team.comments[:comments]) if team else ()
    team_lines = team.lines[:lines_of_team] if team else ()
    apart = tuple(each for each in again.said if each.view is View.DIFFERENT)[:changed] if again else ()
    left = room - AROUND - SPARE
    left -= customers_height(customers, of_customers) + team_height(team, team_lines, of_team)
    left -= again_height(again, apart)
    number = min(len(found.named), MOST_PEOPLE, max(1, int(left / LEAST_ROOM)))
    people = []
    for place, person in enumerate(found.named[:number]):
        part = person_part(person, left / (number - place))
        people.append(part)
        left -= part_height(part)
    more = len(found.named) - number
    return Page(tuple(people), more, customers, of_customers, team, team_lines, of_team, again, apart)


def person_part(person: Person, room: float) -> PersonPart:
    """Return the rows that have room: those seen differently first, in each group the largest difference first."""
    left = room - PERSON
    rows: dict[View, list[Said]] = {view: [] for view in ORDER}
    every = {view: [each for each in person.said if each.view is view] for view in ORDER}
    for view in ORDER:
        if every[view]:
            left -= LABEL
    for view in ORDER:
        for each in every[view]:
            left -= row_height(each)
            if left < 0:
                break
            rows[view].append(each)
    return PersonPart(person, tuple(Group(view, tuple(rows[view]), len(every[view])) for view in View if every[view]))


def row_height(said: Said) -> float:
    words = sum(lines(f"12345678: {each or '123456789012'}", WIDE_SMALL) for each in (said.own, said.other))
    return LINE + lines(said.text, WIDE) * TEXT + words * SMALL


def part_height(part: PersonPart) -> float:
    return PERSON + sum(LABEL + sum(row_height(each) for each in group.rows) for group in part.groups)


def customers_height(found: Customers | None, comments: Sequence[str]) -> float:
    if found is None:
        return 0.0
    rows = sum(TALLY + (SMALL * lines(own, ACROSS) if own else 0) for own in found.own)
    return HEAD + 2 * TEXT + rows + comments_height(comments)


def team_height(found: Team | None, shown: Sequence[TeamLine], comments: Sequence[str]) -> float:
    if found is None:
        return 0.0
    rows = sum(LINE + lines(each.text, WIDE_SMALL) * SMALL for each in shown)
    return HEAD + 2 * TEXT + rows + comments_height(comments)


def again_height(found: Again | None, apart: Sequence[Said]) -> float:
    return HEAD + 2 * TEXT + sum(row_height(each) for each in apart) if found else 0.0


def comments_height(comments: Sequence[str]) -> float:
    if not comments:
        return 0.0
    return LABEL + sum(lines(comment, ACROSS) * SMALL + 0.8 for comment in comments) + 1.0


def shortened(comments: Sequence[str]) -> tuple[str, ...]:
    """Return each without line breaks, and no longer than has room."""
    found = (" ".join(comment.split()) for comment in comments)
    return tuple(each if len(each) <= LONGEST_COMMENT else each[: LONGEST_COMMENT - 1].rstrip() + "…" for each in found)


def dumbbell_places(said: Said, width: float, inset: float) -> tuple[float, float] | None:
    """Return where both answers are on a line of this width; None if one of them has no points."""
    if said.own_points is None or said.other_points is None:
        return None
    each = (width - 2 * inset) / 4
    return round(inset + said.own_points * each, 2), round(inset + said.other_points * each, 2)
