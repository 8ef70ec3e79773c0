"""Every text of every case, once, against all that is checked in texts."""

from __future__ import annotations

from docgen.catalog import Workspace
from docgen.check.glyphs import rare_characters
from docgen.check.lookups import Lists, looked_up, not_listed
from docgen.check.names import known_names, misspelt
from docgen.check.passages import passages
from docgen.check.privacy import private_numbers
from docgen.check.prose import Mixed, doubtful_wording
from docgen.check.words import unwanted_words
from docgen.model import Diagnostic


def check_texts(workspace: Workspace) -> list[Diagnostic]:
    """Names, looked-up values, words, wording, private numbers and rare characters in the texts of all cases."""
    texts = passages(workspace)
    names, found = known_names(texts)
    lists, mixed = Lists(workspace), Mixed()
    narrow = workspace.catalog.profile == "gb2312"
    for each in texts:
        found += misspelt(each, names)
        found += looked_up(each, lists)
        found += unwanted_words(each)
        found += private_numbers(each)
        found += doubtful_wording(each)
        found += mixed.told(each)
        found += rare_characters(each) if narrow else []
    return [*found, *not_listed(lists)]
