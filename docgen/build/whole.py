"""A whole run, once it is known that something has changed: read, check, build, in as many processes as that takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from docgen.build.last import Ran
from docgen.build.outcome import Progress
from docgen.build.pools import Here, Pool, Processes, cores
from docgen.build.record import BuildRecord
from docgen.build.run import BATCH, Run, batched
from docgen.build.work import Order, Workplace
from docgen.catalog import CONFIGURATION, Row, Target, UnusableWorkspaceError, Workspace
from docgen.check import Apart, across, check_settings, in_order
from docgen.model import Diagnostic
from docgen.render import check_templates

ALONE = 400
"""Up to so many cases are not worth the start of another process."""
Accept = Callable[[Workspace], None]


def run_whole(
    order: Order,
    record: BuildRecord,
    *,
    jobs: int,
    cluster: str,
    pdf: bool,
    prune: bool,
    accept: Accept | None,
    progress: Progress | None,
) -> tuple[Ran, dict[str, str], dict[str, str]]:
    """The run, the SHA-256 of the case files that were read one by one, and the titles of documents by id.

    Raises:
        UnusableWorkspaceError: when the configuration or a schema is wrong.
        DocgenError: when the workspace cannot be read, or ``accept`` refuses the selection.
        OSError: of a file outside the output folder that was taken away while the run went on.
    """
    workplace, progress = Workplace(order), progress or (lambda *_: None)
    pool = _pool(workplace, jobs, cluster)
    try:
        ran, digests = _run(workplace, pool, record, prune, accept, progress)
        if pdf and cluster:
            from docgen.build.pdfs import make_pdfs_on  # only where PDFs are wanted

            ran.pdfs = make_pdfs_on(pool, ran.built.ours(), partial(progress, "转 PDF"))
    finally:
        pool.close()
    return ran, digests, {each.id: each.title for each in workplace.workspace.catalog.documents.values()}


def _pool(workplace: Workplace, jobs: int, cluster: str) -> Pool:
    if cluster:
        from docgen.build.cluster import Cluster

        return Cluster(workplace, cluster)
    few = len(workplace.workspace.entries.entries) <= ALONE
    jobs = jobs or (1 if few else cores())
    return Processes(workplace, jobs) if jobs > 1 else Here(workplace)


def _run(
    workplace: Workplace, pool: Pool, record: BuildRecord, prune: bool, accept: Accept | None, progress: Progress
) -> tuple[Ran, dict[str, str]]:
    workspace, order = workplace.workspace, workplace.order
    # Before the first other process is forked from this one: it then finds the templates compiled.
    of_templates = check_templates(workspace)
    rows = _read(workspace, pool, progress)
    pool.everywhere(Workplace.take, rows)
    if accept is not None:
        accept(workspace)
    digests = {row.entry.files[0]: row.digest for row in rows if len(row.entry.files) == 1}
    del rows
    findings = check_settings(workspace)
    refuse_unusable(in_order(findings))
    aparts, planned = _examined(workspace, pool, progress)
    findings = in_order(findings + across(workspace, aparts)) + of_templates
    later = [each for apart in aparts for each in apart.later] if order.day(workspace) else []
    del aparts
    run = Run(workspace, order, pool, record, progress)
    run.learn(list(dict.fromkeys(findings)))
    return Ran(run.make(planned, prune), findings, later, order.day(workspace)), digests


def _examined(workspace: Workspace, pool: Pool, progress: Progress) -> tuple[list[Apart], list[tuple[Target, bool]]]:
    """Every case, judged by itself where it was read, and the documents that are due."""
    batches = dict(enumerate(_readable(workspace)))
    if workspace.about is not None:
        batches[-1] = [workspace.about.key]
    found: list[Apart] = []
    planned: list[tuple[Target, bool]] = []
    readable = [case.key for cases in workspace.cases.by_kind.values() for case in cases.values()]
    for _, (aparts, targets) in pool.each(Workplace.examine, batches.items()):
        found += aparts
        planned += targets
        progress("检查", min(len(found), len(readable)), len(readable))
    order = {key: number for number, key in enumerate(readable)}
    return sorted(found, key=lambda each: order.get(each.key, -1)), planned


def _readable(workspace: Workspace) -> Iterator[list[str]]:
    """The keys of the cases that could be read, in the batches in which they were read."""
    cases = workspace.cases.by_kind
    for batch in batched(workspace.entries.entries):
        yield [entry.key for entry in batch if entry.id in cases.get(entry.kind, ())]


def _read(workspace: Workspace, pool: Pool, progress: Progress) -> list[Row]:
    entries = workspace.entries.entries
    found: dict[int, list[Row]] = {}
    for done, (number, rows) in enumerate(pool.each(Workplace.read, enumerate(batched(entries))), 1):
        found[number] = rows
        progress("读取", min(done * BATCH, len(entries)), len(entries))
    return [row for number in sorted(found) for row in found[number]]


def refuse_unusable(findings: list[Diagnostic]) -> None:
    """Raise UnusableWorkspaceError when the configuration or a schema is wrong: nothing can be judged by them."""
    wrong = [each for each in findings if each.severity == "error"
             and (each.location.file == CONFIGURATION or each.location.file.startswith("schemas/"))]  # fmt: skip
    if wrong:
        raise UnusableWorkspaceError(wrong, f"配置或者模式有 {len(wrong)} 处错误，先改正再生成。")
