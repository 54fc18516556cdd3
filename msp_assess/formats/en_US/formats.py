"""American English: the month first, the 12-hour clock."""

DATE_FORMAT = "F j, Y"
DATETIME_FORMAT = "M j, Y, g:i A"
SHORT_DATE_FORMAT = "M j, Y"
MONTH_DAY_FORMAT = "F j"
TIME_FORMAT = "g:i A"
