"""Arguments in, bytes out: how git is started so that it obeys its user and not the repository.

A repository's own configuration (``.git/config``, ``.gitattributes``) may come from a stranger, and can name programs.
Only commands that read recorded objects are used, each of which needs no filter, text conversion or external diff;
what they might still start is switched off here: the file monitor, hooks, signature checks, pagers, fetching of
missing objects (and with it transports, ssh and credential helpers). The configuration of the user and of the computer
stays in force, because trust in folders (``safe.directory``) is stated there. Of the environment only the choice of
these files is kept: ``GIT_DIR`` and its like, set where docgen is run by a hook, would lead to another repository.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from docgen.git.trouble import no_git, said_by_git, too_slow

TIMEOUT = 120
"""Seconds that one answer of git may take."""

_NOTHING = "/dev/null"  # git for Windows knows it by this name too
_KEPT = ("GIT_EXEC_PATH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={_NOTHING}",
    f"core.attributesFile={_NOTHING}",
    "core.pager=cat",
    "core.quotePath=false",
    "core.askPass=",
    "core.sshCommand=false",
    "credential.helper=",
    "protocol.allow=never",
    "log.showSignature=false",
    "log.follow=false",
    "i18n.logOutputEncoding=UTF-8",
    "diff.renames=false",
    "diff.external=",
    f"diff.orderFile={_NOTHING}",
    "diff.ignoreSubmodules=all",
    "submodule.recurse=false",
    "safe.bareRepository=explicit",
    "gc.auto=0",
    "maintenance.auto=false",
)


def environment(top: Path) -> dict[str, str]:
    """The environment that git runs in. ``GIT_WORK_TREE`` overrules ``core.worktree`` without touching the check
    of who owns the repository (naming ``GIT_DIR`` would skip it); the ceiling keeps git from looking further up."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_") or name in _KEPT}
    return kept | {
        "LC_ALL": "C",
        "LANGUAGE": "",
        "GIT_WORK_TREE": str(top),
        "GIT_CEILING_DIRECTORIES": str(top.parent),
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": _NOTHING,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_PAGER": "cat",
    }


def program(top: Path) -> str:
    """The git on the user's path. Raises GitError.

    Folders named relatively are left out, and so is a git inside the repository: Windows would look there first.
    """
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if Path(folder).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or not Path(found).is_absolute() or Path(found).is_relative_to(top):
        raise no_git()
    return found


def command(top: Path, arguments: Sequence[str]) -> list[str]:
    """The words of the command line. Raises GitError."""
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    return [program(top), "--no-pager", "--no-replace-objects", *settings, *arguments]


def run(top: Path, arguments: Sequence[str], quiet: bool = False) -> bytes | None:
    """What git prints; with ``quiet``, ``None`` where it says no without a word. Raises GitError."""
    try:
        done = subprocess.run(
            command(top, arguments), cwd=top, env=environment(top), stdin=subprocess.DEVNULL, capture_output=True,
            timeout=TIMEOUT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise too_slow(TIMEOUT) from None
    except OSError:
        raise no_git() from None
    if done.returncode == 0:
        return done.stdout
    words = done.stderr.decode("utf-8", "replace")
    if quiet and "fatal:" not in words:
        return None
    raise said_by_git(words, str(top))
