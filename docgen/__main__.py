"""The installed command, and ``python -m docgen``: a process of its own, which ends without being taken apart."""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Run the command line, and leave with its exit status."""
    # Before anything else is loaded: what is made here stays, or goes without the collector, which would look through
    # all of it for next to nothing.
    gc.set_threshold(200_000, 20, 100)
    from docgen.cli import main

    try:
        main()
    except SystemExit as problem:
        _leave(int(problem.code or 0))
        raise


def _leave(status: int) -> None:
    """End the process at once, unless something is still at work in it or watches it."""
    import atexit
    import threading

    if threading.active_count() > 1 or sys.getprofile() or sys.gettrace():
        return
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # Python's own way out says what is to be said
    os._exit(status)


if __name__ == "__main__":
    run()
