"""The installed command, and ``python -m docgen``: a process of its own, which ends without being taken apart."""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Run the command line, and leave with its exit status."""
    # Before anything else is loaded: modules and templates are made once and stay, looking through them finds nothing.
    gc.set_threshold(50_000, 20, 100)
    from docgen.cli import main

    try:
        main()
    except SystemExit as problem:
        _leave(int(problem.code or 0))
        raise


def _leave(status: int) -> None:
    """End the process at once, unless something is still at work in it or watches it."""
    import threading

    if threading.active_count() > 1 or "multiprocessing.util" in sys.modules or sys.getprofile() or sys.gettrace():
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # Python's own way out says what is to be said
    os._exit(status)


if __name__ == "__main__":
    run()
