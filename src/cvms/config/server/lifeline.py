"""End this process when the process that started it has ended."""

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """End this process, if multiprocessing started it, as soon as its parent has ended.

    The server's first process starts the ones that serve. If it is killed it cannot end them, and
    they would keep the port with old code.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=[parent], name="lifeline", daemon=True).start()


def _watch(parent: "multiprocessing.process.BaseProcess") -> None:
    parent.join()
    os._exit(os.EX_TEMPFAIL)  # so that a supervisor restarts it
