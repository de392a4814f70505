"""Why a message was not delivered, in the reader's language.

A reason is kept in English; a mail server's own words stay as they are.
"""

from cvms.ui.phrases import Phrases

RETURNED = "{status} returned by the mail server"
TOLD = "{event} says the mail service"
REFUSED = "refused by the mail service"
NO_SUCH_ADDRESS = "the mail server cannot deliver to such an address"

reason_words = Phrases((RETURNED, TOLD))
