"""A process that does not outlive the one that started it."""

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """End this process, if another made it by multiprocessing, as soon as that one is gone.

    The server's first process makes the ones that serve; killed, it can not end them, and they
    would go on with old code on the port.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=[parent], name="lifeline", daemon=True).start()


def _watch(parent: "multiprocessing.process.BaseProcess") -> None:
    parent.join()
    os._exit(os.EX_TEMPFAIL)  # a supervisor starts it again
