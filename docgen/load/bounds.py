"""What the quick reader and the full one both go by: how large a file may be, and what holds entries together."""

from __future__ import annotations

import re
from functools import cache

MAX_BYTES = 5 * 1024 * 1024
"""Larger files are not read."""


@cache
def run_together() -> re.Pattern[str]:
    """Two entries between braces held together: a full-width comma, a short name, and a colon, no clock's or URL's."""
    return re.compile(r"，[ \t]*([^\W\d]\w{0,7})[ \t]*(?!(?<=\d)[：:]\d)(?:：|:(?!/))")
