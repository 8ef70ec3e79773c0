"""The documents of a workspace's folder: as they were, if nothing has changed, else by a whole run.

What checks and renders is imported only for a whole run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.build.last import Ran, before_reading, forget, names_of, remember, state_of, unchanged
from docgen.build.locking import recorded
from docgen.build.outcome import Progress
from docgen.catalog import EVERYTHING, Selection

if TYPE_CHECKING:
    from docgen.catalog import Workspace


def build_folder(
    root: Path,
    selection: Selection = EVERYTHING,
    out: Path | None = None,
    *,
    jobs: int = 0,
    cluster: str = "",
    pdf: bool = False,
    force: bool = False,
    prune: bool = False,
    accept: Callable[[Workspace], None] | None = None,
    progress: Progress | None = None,
) -> Ran:
    """Check a workspace, and write every document of the selection that is out of date.

    ``jobs`` is how many processes work (0: as many as there are processors, and none beside this one for a few hundred
    cases); with ``cluster``, the address of a Dask scheduler, its workers do. With ``pdf``, each document that is as it
    should be gets a PDF beside it. ``accept`` may refuse a selection, once the workspace is read, by raising
    DocgenError.

    Raises:
        UnusableWorkspaceError: when the configuration or a schema is wrong.
        DocgenError: when the workspace cannot be read, or another run is writing to the same folder.
        OSError: of a file outside the output folder that was taken away while the run went on.
    """
    out = out or root / "output"
    with recorded(out) as (record, said):
        whole = selection == EVERYTHING and not force
        before = unchanged(record, root, out) if whole else None
        if before is not None:
            return _with_pdfs(before, out, jobs, force, progress) if pdf else before
        from docgen.build.whole import run_whole
        from docgen.build.work import Order

        forget(record)
        known = before_reading(root) if whole else {}
        order = Order(root, out, selection, force)
        ran, digests, titles = run_whole(
            order, record, jobs=jobs, cluster=cluster, pdf=pdf, prune=prune, accept=accept, progress=progress
        )
        ran.built.diagnostics[:0] = said
        as_it_should = whole and not said and not ran.built.count("failed") and not ran.built.gone
        # What was saved while the run went on is for the next one: this one may have read it before or after.
        if as_it_should and names_of(root) == list(known):
            remember(record, state_of(root, known | digests), ran, titles)
        return _with_pdfs(ran, out, jobs, force, progress) if pdf and not cluster else ran


def _with_pdfs(ran: Ran, out: Path, jobs: int, force: bool, progress: Progress | None) -> Ran:
    from docgen.build.pdfs import make_pdfs

    told = partial(progress, "转 PDF") if progress is not None else None
    ran.pdfs = make_pdfs(out, ran.built.ours(), jobs, told, force=force)
    return ran
