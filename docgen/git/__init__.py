"""A folder under git in; revisions, and files as they were, out. The only package that runs git.

It reads what is recorded and changes nothing: no index is refreshed, no work tree compared, no filter, hook, helper
or other program of the repository's configuration is run.
"""

from docgen.git.commits import Commit
from docgen.git.repository import Entry, FileChange, Repository, Step, open_repository, undone
from docgen.git.trouble import GitError

__all__ = ["Commit", "Entry", "FileChange", "GitError", "Repository", "Step", "open_repository", "undone"]
