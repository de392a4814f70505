"""A name server of the tests' own, on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from dns.resolver import Resolver
from dnslib import RR, DNSRecord
from dnslib.server import BaseResolver, DNSLogger, DNSServer


class Zone(BaseResolver):
    """Answers from a zone file, and says of all else that it does not exist."""

    def __init__(self, zone: str) -> None:
        self._records = RR.fromZone(zone)

    def resolve(self, request: DNSRecord, handler: object) -> DNSRecord:
        reply = request.reply()
        here = [one for one in self._records if one.rname == request.q.qname]
        for one in here:
            if one.rtype == request.q.qtype:
                reply.add_answer(one)
        if not here:
            reply.header.rcode = 3  # NXDOMAIN
        return reply


@contextmanager
def serve(zone: str) -> Iterator[str]:
    """Serve a zone; gives ADDRESS:PORT."""
    server = DNSServer(
        Zone(zone), port=0, address="127.0.0.1", logger=DNSLogger(log="-request,-reply")
    )
    server.start_thread()
    try:
        yield f"127.0.0.1:{server.server.server_address[1]}"
    finally:
        server.stop()
        server.server.server_close()


def resolver_of(address: str) -> Resolver:
    resolver = Resolver(configure=False)
    host, _colon, port = address.partition(":")
    resolver.nameservers, resolver.port = [host], int(port)
    return resolver
