"""Where a message goes, as far as pace and pauses are concerned: the domain of its address."""

EVERYTHING = "*"  # for matters of the mail server that takes all our mail

# Domains of one provider answer alike and count together. Each is named by its first.
_PROVIDERS = (
    ("gmail.com", "googlemail.com"),
    ("outlook.com", "hotmail.com", "live.com", "msn.com"),
    ("yahoo.com", "ymail.com", "rocketmail.com", "aol.com"),
    ("icloud.com", "me.com", "mac.com"),
)
_PROVIDER_OF = {domain: domains[0] for domains in _PROVIDERS for domain in domains}


def destination_of(address: str) -> str:
    """Return the domain of an address, lower case, or the main domain of its provider."""
    domain = address.rpartition("@")[2].lower()
    return _PROVIDER_OF.get(domain, domain)
