"""Dates on English pages: the British way. Django's own English is American, where 2/3/2018 is in February."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y H:i"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y H:i"
WEEKDAY_DATE_FORMAT = "l j F Y"
SHORT_MONTH_FORMAT = "M y"
LOG_DATETIME_FORMAT = "j M Y H:i:s"
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d.%m.%Y"]
FIRST_DAY_OF_WEEK = 1
