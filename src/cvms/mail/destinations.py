"""The destination of a message, to which pace and pauses apply: the domain of its address."""

EVERYTHING = "*"  # the destination of all mail: our own mail server

# The domains of one provider are one destination, which has the name of the first.
_PROVIDERS = (
    ("gmail.com", "googlemail.com"),
    ("outlook.com", "hotmail.com", "live.com", "msn.com"),
    ("yahoo.com", "ymail.com", "rocketmail.com", "aol.com"),
    ("icloud.com", "me.com", "mac.com"),
)
_PROVIDER_OF = {domain: domains[0] for domains in _PROVIDERS for domain in domains}


def destination_of(address: str) -> str:
    """Return the domain of an address in lower case, or the main domain of its provider."""
    domain = address.rpartition("@")[2].lower()
    return _PROVIDER_OF.get(domain, domain)
