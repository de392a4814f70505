"""Spanish as it is written in the United States.

A month by its name: 3/4/2021 is March to one reader and April to another.
"""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = r"j \d\e F \d\e Y, g:i a"
DAY_FORMAT = SHORT_DATE_FORMAT = "j b Y"
SHORT_DATETIME_FORMAT = "j b Y, g:i a"
PRECISE_FORMAT = "j b Y, g:i:s a"
