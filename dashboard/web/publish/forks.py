"""The server of which the writing processes are forked: started by a module that reads in nothing of the program itself."""

import gc
import multiprocessing
import os
import signal
from multiprocessing import forkserver, resource_tracker

READ_IN = tuple(f"dashboard.web.publish.{name}" for name in ("seldom", "parallel", "ready"))
_ALLOCATED = 500_000
"""Objects between two searches for cycles, more than one piece rests on: pages make many objects and hardly a cycle, and the search was a
fifth of the work."""


def processes() -> int:
    """How many run at once on this machine."""
    return len(os.sched_getaffinity(0))


def make_ready() -> None:
    """Start the server, or leave it as it is. It reads in the program and the templates once for all of them, on a core of its own, while
    this process finds out what there is to write; it ends with this process, which from now on searches for cycles less often itself.
    """
    search_seldom()
    multiprocessing.set_forkserver_preload([*READ_IN])
    # It inherits what is blocked: an interruption while it reads is for this process alone, as later on. The tracker, which it starts
    # otherwise, unblocks everything.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def search_seldom() -> None:
    """Let this process search for cycles less often."""
    gc.freeze()
    gc.set_threshold(_ALLOCATED)
