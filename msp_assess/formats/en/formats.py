"""English for everybody: the day first, the month as a word, the clock of 24 hours."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
