"""Check the sender's domain in DNS.

SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489 and its successor), and the name of the IP address
that mail leaves from (PTR).
"""

from collections.abc import Iterator
from typing import Any

import dkim
from checkdmarc.dmarc import check_dmarc
from checkdmarc.spf import check_spf
from checkdmarc.utils import get_base_domain
from dns.exception import DNSException
from dns.resolver import Resolver
from dns.reversename import from_address

from .findings import Finding, ok, problem, warning

_SECONDS = 5.0
_SHORT_KEY = 2048  # bits; RFC 8301 lets signers use 1024, large services ask for 2048


def spf(domain: str, resolver: Resolver) -> Iterator[Finding]:
    """Check whether the domain says which servers may send its mail."""
    found: dict[str, Any] = check_spf(domain, resolver=resolver)
    if not found["valid"]:
        yield problem(
            "SPF",
            f"{domain} has no valid SPF record: {found['error']} Publish a TXT record at {domain}"
            ' that begins with "v=spf1" and names the servers that send your mail.',
        )
        return
    if found["parsed"]["all"] in ("fail", "softfail") or found["parsed"]["redirect"]:
        yield ok("SPF", f'{domain} has "{found["record"]}".')
    else:
        yield warning("SPF", f'The SPF record of {domain} lets anybody send. End it with "-all".')


def dmarc(domain: str, return_domain: str, resolver: Resolver) -> Iterator[Finding]:
    """Check whether the domain has a policy, and whether the return path is aligned with it."""
    found: Any = check_dmarc(domain, resolver=resolver)
    if not found["valid"]:
        yield problem(
            "DMARC",
            f"{domain} has no valid DMARC record: {found['error']} Publish a TXT record at"
            f' _dmarc.{domain}, such as "v=DMARC1; p=quarantine".',
        )
        return
    if found["tags"]["p"]["value"] == "none":
        yield warning(
            "DMARC", f'The policy of {domain} is "none". Make it "quarantine" or "reject".'
        )
    else:
        yield ok("DMARC", f'{domain} has "{found["record"]}".')
    if _is_aligned(domain, return_domain, strict=found["tags"]["aspf"]["value"] == "s"):
        yield ok("Alignment", f"Returned mail goes to {return_domain}, as DMARC requires.")
    else:
        yield problem(
            "Alignment",
            f"Returned mail goes to {return_domain}, which is not aligned with {domain}, so SPF"
            f" does not count. Set CVMS_RETURN_ADDRESS to an address of {domain}.",
        )


def _is_aligned(domain: str, other: str, *, strict: bool) -> bool:
    if strict:
        return domain == other
    return bool(get_base_domain(domain) == get_base_domain(other))


def dkim_key(domain: str, selector: str, resolver: Resolver) -> Iterator[Finding]:
    """Check whether the signing key named by `selector` can be found."""
    if not selector:
        yield warning(
            "DKIM",
            "The key was not checked, since its selector is not known. Ask whoever runs the mail"
            " server, and run it again with --selector.",
        )
        return
    name = f"{selector}._domainkey.{domain}."

    def text(name: bytes | str, timeout: int = 5) -> bytes | None:  # noqa: ARG001 -- dkimpy's
        wanted = name.decode() if isinstance(name, bytes) else name
        try:
            return b"".join(resolver.resolve(wanted, "TXT", lifetime=_SECONDS)[0].strings)
        except DNSException:
            return None

    try:
        _key, bits, *_rest = dkim.load_pk_from_dns(name.encode(), dnsfunc=text)
    except (dkim.DKIMException, ValueError):
        yield problem(
            "DKIM", f"There is no key at {name} that can be read. Publish the one that signs."
        )
        return
    if bits < _SHORT_KEY:
        yield warning("DKIM", f"The key at {name} has {bits} bits. Make a new one of {_SHORT_KEY}.")
    else:
        yield ok("DKIM", f"There is a key of {bits} bits at {name}")


def name_of(address: str, resolver: Resolver) -> Iterator[Finding]:
    """Check whether an IP address has a name that leads back to it (PTR, RFC 1912, 2.1)."""
    try:
        names = [str(one.target) for one in resolver.resolve(from_address(address), "PTR")]
    except DNSException:
        names = []
    if not names:
        yield problem("PTR", f"{address} has no name. Ask your network provider for a PTR record.")
    elif not any(_leads_to(name, address, resolver) for name in names):
        yield problem(
            "PTR", f"{address} is named {names[0]}, which does not lead back to {address}."
        )
    else:
        yield ok("PTR", f"{address} is named {names[0]}")


def _leads_to(name: str, address: str, resolver: Resolver) -> bool:
    kind = "AAAA" if ":" in address else "A"
    try:
        return address in [str(one.address) for one in resolver.resolve(name, kind)]
    except DNSException:
        return False


def takes_mail(domain: str, resolver: Resolver) -> Iterator[Finding]:
    """Check whether mail to the return address can arrive (MX, or an address of the name)."""
    for kind in ("MX", "A", "AAAA"):
        try:
            if list(resolver.resolve(domain, kind, lifetime=_SECONDS)):
                yield ok("Returned mail", f"{domain} accepts mail.")
                return
        except DNSException:
            continue
    yield problem(
        "Returned mail", f"{domain} accepts no mail, so bounces are lost. Publish an MX record."
    )
