"""English formats as the user guide writes them: 2/11/2021 and 9:38 AM in tables and lists.

The day from which a person is eligible is in words (DATE_FORMAT), since readers from other
countries may take 3/4 for April 3.
"""

DATE_FORMAT = "F j, Y"
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = "F j, Y, g:i A"
PRECISE_FORMAT = "n/j/Y, g:i:s A"
SHORT_DATE_FORMAT = "n/j/Y"
SHORT_DATETIME_FORMAT = "n/j/Y, g:i A"
