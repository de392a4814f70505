"""A mail server that accepts everything at once and keeps nothing: `python -m bench.sink`.

It is so quick that only the sender's speed is measured. It prints its port, and counts the messages
it accepted: the command XCOUNT answers with the number.
"""

import argparse
import asyncio

END = b"\r\n.\r\n"
taken = 0


class Session(asyncio.Protocol):
    """One connection. With a delay, it answers each command that many seconds after it came."""

    def __init__(self, delay: float, extensions: list[str]) -> None:
        self._delay, self._extensions = delay, extensions
        self._buffer, self._in_data = b"", False
        self._free_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._answer(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._take():
            pass

    def _take(self) -> bool:
        global taken  # noqa: PLW0603 -- one process, one number
        mark = END if self._in_data else b"\r\n"
        at = self._buffer.find(mark)
        if at < 0:
            return False
        line, self._buffer = self._buffer[:at], self._buffer[at + len(mark) :]
        if self._in_data:
            self._in_data = False
            taken += 1
            self._answer(b"250 OK\r\n")
        else:
            self._command(line[:4].upper())
        return True

    def _command(self, verb: bytes) -> None:
        match verb:
            case b"EHLO":
                offers = ["sink", *self._extensions]
                lines = [f"250-{offer}" for offer in offers[:-1]] + [f"250 {offers[-1]}"]
                self._answer("".join(f"{line}\r\n" for line in lines).encode())
            case b"DATA":
                self._in_data = True
                self._answer(b"354 go\r\n")
            case b"QUIT":
                self._answer(b"221 bye\r\n")
            case b"XCOU":
                self._answer(b"250 %d\r\n" % taken)
            case _:
                self._answer(b"250 OK\r\n")

    def _answer(self, line: bytes) -> None:
        if not self._delay:
            self._transport.write(line)
            return
        loop = asyncio.get_running_loop()
        self._free_at = max(loop.time(), self._free_at) + self._delay
        loop.call_at(self._free_at, self._transport.write, line)


async def _serve(delay: float, extensions: list[str]) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Session(delay, extensions), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    """Serve until a signal ends the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--pipelining", action="store_true")
    asked = parser.parse_args()
    more = ["PIPELINING"] if asked.pipelining else []
    asyncio.run(_serve(asked.delay, ["SIZE 50000000", *more, "8BITMIME"]))


if __name__ == "__main__":
    main()
