"""What of a request goes into the log."""

import logging

MOST = 200  # characters of an address: an attacker writes it, and the log keeps it
FAULT = 500  # the first status that is a fault of ours


class Brief(logging.Filter):
    """A refusal, such as of a page that is not for this role, is one line without a trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", FAULT) < FAULT:
            record.exc_info = None
        record.msg, record.args = record.getMessage()[:MOST], ()
        return True
