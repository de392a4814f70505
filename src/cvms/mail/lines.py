"""The lines of a mailer: connections, each in its own thread, which does not use the database."""

import threading

from .clock import boottime
from .in_hand import Done, InHand
from .outcomes import of_error
from .services import Service, connection
from .smtp import Connection, Unavailable
from .writing import Ready

_TRY_MORE_SECONDS = 60  # wait after a server refused a connection before opening more


class Lines:
    """Threads that send what is in hand; more are started when they are needed."""

    def __init__(self, in_hand: InHand, most: int) -> None:
        self._in_hand, self._most = in_hand, most
        self._threads: list[threading.Thread] = []
        self._connected: set[threading.Thread] = set()
        self._enough, self._enough_at = most, 0.0

    def grow(self, wanted: int) -> None:
        """Start lines until there are as many as wanted, within the limits."""
        if boottime() - self._enough_at > _TRY_MORE_SECONDS:
            self._enough = self._most
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        for _line in range(len(self._threads), min(wanted, self._enough)):
            thread = threading.Thread(target=self._run, name="mail line", daemon=True)
            self._threads.append(thread)
            thread.start()

    def enough(self) -> bool:
        """Open no more connections for a while; return False if there are none."""
        self._enough, self._enough_at = len(self._connected), boottime()
        return self._enough > 0

    def join(self) -> None:
        """Wait until each line has ended; call `InHand.close` first."""
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        me, way = threading.current_thread(), connection()
        done: Done | None = None
        try:
            while ready := self._in_hand.next(done):
                done = self._sent(way, ready)
                if done.unavailable:
                    self._connected.discard(me)
                    self._in_hand.finish(done)
                    return
                self._connected.add(me)
        finally:
            self._connected.discard(me)
            way.quit()

    def _sent(self, way: Connection | Service, ready: Ready) -> Done:
        try:
            return Done(ready, way.send(ready, self._in_hand.still_wanted))
        except Unavailable as error:
            return Done(ready, None, error)
        except Exception as error:  # noqa: BLE001 -- every mail backend raises its own
            way.close()
            return Done(ready, of_error(error))
