"""What Django's Danish formats lack."""

LOG_DATETIME_FORMAT = "d.m.Y H:i:s"
WEEKDAY_DATE_FORMAT = "l j. F Y"
SHORT_MONTH_FORMAT = "b y"
