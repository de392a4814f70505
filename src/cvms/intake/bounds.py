"""Limits that hold for every list, whoever calls the engine."""

FIRST_NAME_LIMIT = 40
LAST_NAME_LIMIT = 80
EMAIL_LIMIT = 254  # RFC 5321 section 4.5.3.1.3: a path is 256 octets with its angle brackets
LOCAL_PART_LIMIT = 64  # RFC 5321 section 4.5.3.1.1
TITLE_ROWS = 10  # above the headings
COLUMN_LIMIT = 16_384  # as many as a spreadsheet has
CELL_LIMIT = 131_072  # characters; the csv module's own limit, four times a spreadsheet's
UNPACKED_LIMIT = 50 * 2**20  # bytes
