"""What a part's program made -> the part's bytes, looked at only as far as compiling could not prove it right.

`settle` decides when a template is compiled; `finish` does the rest, where there is a rest.
"""

from __future__ import annotations

from typing import NamedTuple

from docgen.model import Diagnostic
from docgen.render.finish import Ids, finish

MAX_UNREAD = 9_000_000
"""Bytes up to which no limit of libxml2 (10 million for one text) can be met, so that it need not be asked."""


class Ending(NamedTuple):
    """How to end a part.

    ``proven``: well-formed whatever the data. ``numbered``: its ids were given out when the template was compiled.
    Where both hold, only ``signs`` in the part tell that it must be read; without them it is as Word wants it once each
    of ``mends`` (what is found, what stands there instead) is made and ``left_out`` is taken away.
    """

    proven: bool = False
    numbered: bool = False
    signs: tuple[bytes, ...] = ()
    mends: tuple[tuple[bytes, bytes], ...] = ()
    left_out: tuple[bytes, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether no rendering can be wrong."""
        return self.proven and self.numbered and not self.signs

    def end(self, xml: str, label: str, ids: Ids, foreign: bool = False) -> tuple[bytes, list[Diagnostic]]:
        """The part's bytes and what is wrong with it; ``foreign``: a value brought XML that is not of our making."""
        try:
            data = xml.encode()
        except UnicodeEncodeError:  # half a surrogate pair, which lxml does not take either
            data = b""
        if foreign or not self.proven or not self.numbered or len(data) > MAX_UNREAD or self._shown(data):
            return finish(data, label, None if self.numbered and not foreign else ids)
        for sign, mended in self.mends:
            data = data.replace(sign, mended)
        for each in self.left_out:
            data = data.replace(each, b"")
        return data, []

    def _shown(self, data: bytes) -> bool:
        return any(sign in data for sign in self.signs)
