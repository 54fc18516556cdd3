"""English for any country: the day first, the month as a word, the 24-hour clock."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
