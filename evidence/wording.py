"""Every sentence an owner reads about a file that is refused, asked about or not compared."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evidence.core.asked import Topic
from evidence.core.measures.finding import Because, Reason
from evidence.core.refusal import RefusedError, Why

Text = str | Promise

REFUSALS: Mapping[Why, Text] = {
    Why.EMPTY: _("This file is empty. Export your tickets again as CSV."),
    Why.NO_TICKETS: _("It has headings but no tickets. Export all tickets of the last three months."),
    Why.ONE_COLUMN: _("We found one column only. Choose CSV when you export."),
    Why.WORKBOOK: _("This is an Excel workbook. Export CSV from your ticket system."),
    Why.OLD_WORKBOOK: _("This is an old Excel file. Export CSV from your ticket system."),
    Why.XML_SHEET: _("This is an XML sheet (Freshdesk's .xls is one). Export CSV from your ticket system."),
    Why.WEB_PAGE: _("This is a saved web page. Export CSV from your ticket system."),
    Why.PDF: _("This is a PDF. Export CSV from your ticket system."),
    Why.JSON: _("This is JSON. Export CSV from your ticket system."),
    Why.NO_TEXT: _("We can't read this text. Export CSV from your ticket system, in UTF-8 if it asks."),
    Why.OPEN_QUOTE: _("A quote opened on line %(line)s never closes. Export again, straight from your ticket system."),
    Why.LONG_CELL: _("A cell on line %(line)s is too long. Export without the ticket's text."),
    Why.TOO_BIG: _("Export the last three months only."),
    Why.NO_DATE_COLUMN: _("Which column says when a ticket came in? We found none with dates."),
    Why.UNREADABLE_DATES: _("We couldn't read %(count)s dates, like “%(example)s” on line %(line)s."),
    Why.MIXED_ORDER: _(
        "Some dates have the day first, some the month. Export again without opening it in a spreadsheet."
    ),
    Why.NO_ENTRIES: _("We found no ticket number or no duration in the file of time entries."),
    Why.STOPPED: _("Something in this file stopped us on line %(line)s. Nothing was kept."),
}

REASONS: Mapping[Reason, Text] = {
    Reason.TIMES_OFF: _("the times may be off: the owner has to settle the zone first"),
    Reason.OPEN_QUESTION: _("an open question: %(topic)s"),
    Reason.NOT_WHOLE: _("the file doesn't hold every ticket"),
    Reason.NOT_COVERED: _("the file covers %(days)s days; %(needed)s are needed"),
    Reason.OTHER_TIME: _("the file is from another time than the answers"),
    Reason.FADES: _("the file fades into the past, as one of open or lately changed tickets does"),
    Reason.NO_DAY_AND_NIGHT: _("the tickets show no difference between day and night"),
    Reason.NO_TICKETS: _("no ticket came in during the four weeks"),
    Reason.NO_TIMES: _("the file says on which day a ticket came in, not when"),
    Reason.TYPED_TOGETHER: _("many tickets were typed in together, so nothing says when they came in"),
    Reason.DAYS_COVERED: _("the file covers %(days)s days; %(needed)s are needed"),
    Reason.NO_FINISH: _("no column says when a ticket was finished"),
    Reason.NO_CLIENT: _("no column says whose ticket it was"),
    Reason.NO_SUBJECT: _("no column says what a ticket was about, or whether it was reopened"),
    Reason.FEW_JOBS: _("%(jobs)s jobs finished at least a week before the end of the file; %(needed)s are needed"),
    Reason.NO_FIRST_ANSWER: _("no column says when somebody first answered"),
    Reason.FEW_ANSWERS: _("fewer than %(needed)s urgent tickets with a first answer in twelve weeks"),
    Reason.NO_TYPE: _("no column says what kind of work a ticket was"),
    Reason.FEW_TICKETS: _("%(tickets)s tickets in the four weeks; %(needed)s are needed"),
    Reason.FEW_FOR_SHARE: _("fewer than %(needed)s tickets"),
    Reason.NO_PLANNED: _("the file holds no planned work"),
    Reason.WORDS_UNKNOWN: _("we don't understand half of the words for kinds of work"),
    Reason.SHORT_FILE: _("needs %(days)s days and %(tickets)s tickets"),
    Reason.TOO_COARSE: _("the categories are too coarse to tell one fault from another"),
    Reason.NO_CLIENT_COLUMN: _("no column says which client a ticket was for"),
    Reason.ONE_CLIENT: _("the file names one client"),
    Reason.FEW_WEEKDAY_TICKETS: _("fewer than %(needed)s weekday tickets in full weeks"),
    Reason.THIN_WEEKS: _("a quarter of the weeks or more hold no ticket"),
    Reason.ONE_BIG_DAY: _("one day holds over a fifth of the tickets"),
    Reason.NO_HANDS: _("nothing in the file says when someone worked on a ticket"),
    Reason.PAID_ROTA: _("calls after hours go to a paid rotation or a service"),
    Reason.WHOSE_WEEKEND: _("the file doesn't say whose days they were"),
    Reason.AUTOMATIC_REPLIES: _("most first answers came within a minute, as automatic ones do"),
    Reason.NO_PRIORITY: _("no column says what was urgent"),
    Reason.BY_COUNT: _("the file holds too few hours of work, so tickets were counted"),
    Reason.PLANNED_NOT_LOGGED: _("nobody said that planned work is logged too"),
    Reason.NO_QUESTION: _("no question asks for this number"),
}

ASKS: Mapping[Topic, Text] = {
    Topic.WHICH_COLUMN: _("Which column says when a ticket came in?"),
    Topic.DAY_ORDER: _("Does the day come first in “%(column)s”, or the month?"),
    Topic.MIXED_FORMS: _("Dates in “%(column)s” are written in two ways. Did a spreadsheet change them?"),
    Topic.MIXED_OFFSETS: _("Some times in “%(column)s” name their zone, some don't. Are those your own time?"),
    Topic.DAY_NUMBERS: _("“%(column)s” holds numbers for dates. Export it again without a spreadsheet."),
    Topic.NO_AFTERNOON: _("No time in “%(column)s” is after 1 pm. Did the file lose its am and pm?"),
    Topic.UNIT: _("Is “%(column)s” in hours, minutes or seconds?"),
    Topic.ZONE: _("Are the file's times your own time, or UTC?"),
    Topic.SHIFT: _("The file's times look %(hours)s hours off. Are they your own time?"),
    Topic.CLOCKWORK: _("%(n)s tickets came in like clockwork. Did a machine write them?"),
    Topic.BURSTS: _("%(n)s tickets were typed in together. Leave them out?"),
    Topic.FUTURE: _("%(n)s tickets came in after today. Are the dates right?"),
    Topic.FINISHED_FIRST: _("%(n)s tickets were finished before they came in. Are the dates right?"),
    Topic.IDS_RESTART: _("%(n)s ticket numbers came back on another day. Do your numbers start again?"),
    Topic.TOO_MANY: _("%(a_day)s tickets a day looks bigger than your shop: is it everyone's?"),
    Topic.HOURS: _("When is your shop open?"),
    Topic.HOLIDAYS: _("Which holidays were you closed on?"),
    Topic.WHO_TYPES: _("Do you type tickets in yourselves, or do customers' emails become tickets?"),
    Topic.WHOLE: _("Is this every ticket, from everyone, from %(from)s to %(to)s?"),
}


def refusal(error: RefusedError | None) -> str:
    """Return what the owner reads about a refused file, empty for none.

    It may quote one cell, so show it to nobody else.
    """
    if error is None:
        return ""
    if error.why is Why.STOPPED and error.line is None:
        return str(_("Something in this file stopped us. Nothing was kept."))
    return str(REFUSALS[error.why]) % {"line": error.line, "count": error.count, "example": error.example}


def because(found: Because | None) -> str | None:
    return None if found is None else str(REASONS[found.reason]) % found.fields
