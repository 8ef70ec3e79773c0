"""Two revisions, or a case's history, in; what the cases say differently out, as people and programs can be told."""

from docgen.review.asked import revision
from docgen.review.change import Change, Comparison, Entry, History
from docgen.review.diff import diff
from docgen.review.history import history
from docgen.review.narrow import Wanted, wanted

__all__ = ["Change", "Comparison", "Entry", "History", "Wanted", "diff", "history", "revision", "wanted"]
