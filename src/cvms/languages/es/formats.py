"""Spanish as public services in the United States write it: their points, commas and 12 hours.

A month by its name wherever it is: beside English pages 3/4/2021 is March to one reader and
April, as in the countries they come from, to another.
"""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = r"j \d\e F \d\e Y, g:i a"
SHORT_DATE_FORMAT = "j b Y"
SHORT_DATETIME_FORMAT = "j b Y, g:i a"
PRECISE_FORMAT = "j b Y, g:i:s a"
