"""What the quick reader and the full one both go by: how large a file may be, and what holds entries together."""

from __future__ import annotations

import re

MAX_BYTES = 5 * 1024 * 1024
"""Larger files are not read."""

RUN_TOGETHER = re.compile(r"，[ \t]*([^\W\d]\w{0,7})[ \t]*(?!(?<=\d)[：:]\d)(?:：|:(?!/))")
"""Two entries between braces held together: a full-width comma, a short name, and a colon, no clock's or URL's."""
