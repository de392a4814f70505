"""Reserves ports on this machine: the preferred one, or the next that is free."""

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
    """A reserved port: only our own processes can listen on it.

    The socket is bound but does not listen. With SO_REUSEPORT, other processes of the same user
    that set it too, as our servers do, can listen on the port. The lock file keeps other runs of
    CVMS from sharing it.
    """

    port: int
    socket: socket.socket
    lock: IO[str]

    def release(self) -> None:
        """Give the port up."""
        self.socket.close()
        self.lock.close()


def hold(preferred: int, *, tries: int = 50) -> Held:
    """Reserve `preferred` or the next free port; raise OSError if none of `tries` is free."""
    for port in range(preferred, preferred + tries):
        if held := _held(port):
            return held
    raise OSError(f"no free port from {preferred} to {preferred + tries - 1}")


def _held(port: int) -> Held | None:
    lock = (Path(tempfile.gettempdir()) / f"cvms-{os.getuid()}-{port}.lock").open("w")
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server may have just ended
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
    """Return a socket that listens on a port, which another process of ours may hold."""
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind((HERE, port))
    server.listen()
    return server


def answers(port: int) -> bool:
    """Return whether a server on this machine accepts connections on the port."""
    with socket.socket() as probe:
        return probe.connect_ex((HERE, port)) == 0
