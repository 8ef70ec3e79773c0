"""The texts of one case against all that is checked in texts.

Most texts of a case are right: what shows that nothing is wrong in any of them is asked first, of all of them at once.
"""

from __future__ import annotations

from docgen.check.glyphs import rare_characters, some_rare
from docgen.check.lookups import Lists, Unlisted, looked_up
from docgen.check.names import Names, misspelt
from docgen.check.passages import Joined, Telling
from docgen.check.plans import Gathered
from docgen.check.privacy import looks_private, private_numbers
from docgen.check.prose import doubtful_wording, mixed_numbers
from docgen.check.words import unwanted_words
from docgen.model import Diagnostic


def check_texts_of(
    tell: Telling, met: Gathered, names: Names, lists: Lists, narrow: bool
) -> tuple[list[Diagnostic], list[Unlisted]]:
    """What is wrong in the texts of a case, and the values in it that are looked up and not listed.

    ``narrow`` is whether its documents are set in fonts that have the characters of GB 2312 only.
    """
    found: list[Diagnostic] = []
    unlisted: list[Unlisted] = []
    for each in met.special:
        node = each[1].node
        if node.lookup:
            said, unknown = looked_up(tell, each, lists)
            found += said
            unlisted += unknown
        if node.words:
            found += unwanted_words(tell, each)
    whole = "\n".join([each[0] for each in met.prose])
    if whole:
        found += _prose(tell, Joined(met.prose, whole), names)
    if narrow and (some_rare(whole) or some_rare("\n".join([each[0] for each in met.other]))):
        for each in (*met.prose, *met.other):
            found += rare_characters(tell, each)
    return found, unlisted


def _prose(tell: Telling, texts: Joined, names: Names) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for each in texts.at(names.near(texts.whole)):
        found += misspelt(tell, each, names)
    for each in texts.at(looks_private(texts.whole)):
        found += private_numbers(tell, each)
    found += doubtful_wording(tell, texts)
    if "余" in texts.whole:
        found += mixed_numbers(tell, texts.met)
    return found
