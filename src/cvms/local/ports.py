"""Ports on this machine: the usual one, or the next that is free."""

import socket


def free_port(preferred: int, *, tries: int = 50) -> int:
    """`preferred` or the first free one above it; OSError when none of `tries` is."""
    for port in range(preferred, preferred + tries):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port from {preferred} to {preferred + tries - 1}")


def answers(port: int) -> bool:
    """Whether something on this machine takes connections on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
