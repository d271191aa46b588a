"""What Django's Danish formats lack."""

LOG_DATETIME_FORMAT = "d.m.Y H:i:s"
SHORT_MONTH_FORMAT = "b y"
