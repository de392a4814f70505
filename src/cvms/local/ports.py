"""Ports on this machine: the usual one, or the next that is free, held from then on."""

import fcntl
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Held:
    """A port that is ours: nobody else gets it, and our own processes listen on it.

    The socket is bound and does not listen. Its SO_REUSEPORT lets a process of the same user that
    sets it too, as our servers do, listen on the port; the lock keeps other runs of ours away,
    which would otherwise share it.
    """

    port: int
    socket: socket.socket
    lock: IO[str]

    def release(self) -> None:
        """Let others have it."""
        self.socket.close()
        self.lock.close()


def hold(preferred: int, *, tries: int = 50) -> Held:
    """Hold `preferred` or the first free port above it; OSError when none of `tries` is free."""
    for port in range(preferred, preferred + tries):
        if held := _held(port):
            return held
    raise OSError(f"no free port from {preferred} to {preferred + tries - 1}")


def _held(port: int) -> Held | None:
    lock = (Path(tempfile.gettempdir()) / f"cvms-{os.getuid()}-{port}.lock").open("w")
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # after a server that just ended
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        bound.bind((HERE, port))
    except OSError:
        bound.close()
        lock.close()
        return None
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return Held(port, bound, lock)


def listening(port: int) -> socket.socket:
    """Return a socket that listens on a port which a process of ours may hold."""
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind((HERE, port))
    server.listen()
    return server


def answers(port: int) -> bool:
    """Return whether something on this machine takes connections on the port."""
    with socket.socket() as probe:
        return probe.connect_ex((HERE, port)) == 0
