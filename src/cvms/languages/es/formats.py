"""Spanish formats as public services in the United States write them.

Numbers have a decimal point and thousands commas, and times 12 hours. Months are always names:
3/4/2021 is in March in English, but in April in Spanish-speaking countries.
"""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = r"j \d\e F \d\e Y, g:i a"
SHORT_DATE_FORMAT = "j b Y"
SHORT_DATETIME_FORMAT = "j b Y, g:i a"
PRECISE_FORMAT = "j b Y, g:i:s a"
