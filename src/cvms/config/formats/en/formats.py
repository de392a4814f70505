"""As the user guide writes them."""

DAY_FORMAT = "m/d/Y"
PRECISE_FORMAT = "n/j/Y, g:i:s A"
SHORT_DATE_FORMAT = "n/j/Y"
SHORT_DATETIME_FORMAT = "n/j/Y, g:i A"
