"""Bytes -> deflated bytes and their check sum; the one module that knows which library compresses.

ISA-L (``isal``) takes a sixth of the time of zlib's usual level for a document's body, which comes out a tenth larger;
zlib-ng needs half as much again for the same size. Where its wheel is missing zlib's fastest level does the same work.
What is packed once for many documents is packed as small as zlib can. Each way gives the same bytes for the same input,
but another library or version of one may give others: whoever compares documents compares their parts unpacked.
"""

from __future__ import annotations

import zlib
from typing import Any


def _library() -> Any:
    try:
        from isal import isal_zlib
    except ImportError:  # no wheel for this machine
        return zlib
    return isal_zlib


_QUICK = _library()
LIBRARY = "zlib" if _QUICK is zlib else "isal"
"""What packs the parts of each document."""
_RAW = -zlib.MAX_WBITS
_FAST, _SMALL = 1, 9


def quickly(data: bytes) -> bytes:
    """Raw deflate data, in little time: for what is in one document only."""
    packed: bytes = _QUICK.compress(data, _FAST, _RAW)
    return packed


def tightly(data: bytes) -> bytes:
    """Raw deflate data, as few bytes as can be: for what is packed once and copied."""
    return zlib.compress(data, _SMALL, _RAW)


def check_sum(data: bytes) -> int:
    """The CRC-32 that a ZIP file has of each part."""
    found: int = _QUICK.crc32(data)
    return found
