"""Documents in the output folder -> a PDF beside each, made anew where the document has changed since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docgen.build.outcome import Built
from docgen.build.writing import file_digest, put, remove, staging, why_not
from docgen.model import Diagnostic, Location
from docgen.pdf import Converted, OfficeError, came_from, convert, is_untouched

if TYPE_CHECKING:
    from docgen.build.pools import Pool
    from docgen.build.work import Workplace

_AT_ONCE = 48
"""Documents that a worker of a pool converts with one start of LibreOffice."""


@dataclass
class Pdfs:
    """What became of the PDFs of one run: names of those written, how many were up to date, and what went wrong."""

    written: list[str] = field(default_factory=list)
    current: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)


def pdf_name(output: str) -> str:
    """The PDF of a document: the same name with another ending."""
    return str(PurePosixPath(output).with_suffix(".pdf"))


def make_pdfs(
    out: Path,
    docx: Sequence[str],
    jobs: int = 0,
    progress: Callable[[int, int], None] | None = None,
    *,
    force: bool = False,
) -> Pdfs:
    """Convert the documents (names below ``out``) whose PDF is missing or was made of other bytes.

    A PDF that docgen did not make, or that was changed since, stays unless ``force``. What cannot be made becomes a
    diagnostic; what was made before that stays. ``progress(done, total)`` counts the documents to convert.
    """
    made = Pdfs()
    due = [output for output in docx if _is_due(output, out, made, force)]
    try:
        with closing(convert([(out / output, output) for output in due], jobs=jobs)) as converting:
            names = {out / output: output for output in due}
            for number, each in enumerate(converting, 1):
                _place(each, names[each.docx], out, made)
                if progress is not None:
                    progress(number, len(due))
    except OfficeError as problem:
        made.diagnostics.append(problem.diagnostic)
    except OSError as problem:
        message = f"转 PDF 用的临时文件夹不能用：{why_not(problem)}。"
        made.diagnostics.append(Diagnostic("DG620", "error", message, hint="腾出磁盘，或者用环境变量 TMPDIR 换一个"))
    return made


def make_pdfs_on(
    pool: Pool, docx: Sequence[str], progress: Callable[[int, int], None] | None = None
) -> Pdfs:  # fmt: skip
    """The same by the workers of a pool, one LibreOffice each, in the output folder that they share."""
    batches = [list(docx[start : start + _AT_ONCE]) for start in range(0, len(docx), _AT_ONCE)]
    found: dict[int, Pdfs] = {}
    done = 0
    for number, each in pool.each(_make_some, enumerate(batches)):
        found[number] = each
        done += len(batches[number])
        if progress is not None:
            progress(done, len(docx))
    made = Pdfs(current=sum(each.current for each in found.values()))
    for number in sorted(found):
        made.written += found[number].written
        made.diagnostics += found[number].diagnostics
    made.diagnostics = list(dict.fromkeys(made.diagnostics))
    return made


def _make_some(workplace: Workplace, docx: list[str]) -> Pdfs:
    return make_pdfs(workplace.order.out, docx, 1, force=workplace.order.force)


def drop_pdf(output: str, out: Path, built: Built) -> None:
    """Remove the PDF of a document that is removed, if docgen made it and nobody changed it. Raises OSError."""
    name = pdf_name(output)
    if came_from(out / name) and is_untouched((out / name).read_bytes()):
        remove(out / name, out)
        built.pruned.append(name)
    elif (out / name).exists():
        message = f"“{name}”没有跟着 Word 文件删除：它不是 docgen 转的，或者转出以后改过。"
        hint = "不要了就自行删除"
        built.diagnostics.append(Diagnostic("DG608", "warning", message, Location(name), hint=hint))


def _is_due(output: str, out: Path, made: Pdfs, force: bool) -> bool:
    name = pdf_name(output)
    try:
        source = came_from(out / name)
        if source and source == file_digest(out / output):
            made.current += 1
            return False
        if force or not (out / name).exists() or (source and is_untouched((out / name).read_bytes())):
            return True
    except OSError as problem:
        made.diagnostics.append(_unwritable(name, problem))
        return False
    message = f"“{name}”不是 docgen 上次转出的内容，可能有人改过或者签过，没有覆盖。"
    hint = "移走它再转，或者用 --force 覆盖"
    made.diagnostics.append(Diagnostic("DG605", "error", message, Location(name), hint=hint))
    return False


def _place(each: Converted, output: str, out: Path, made: Pdfs) -> None:
    name = pdf_name(output)
    if each.problem is not None:
        made.diagnostics.append(each.problem)
        return
    try:
        put(each.pdf, out / name, out, staging(out))
    except OSError as problem:
        made.diagnostics.append(_unwritable(name, problem))
        return
    made.written.append(name)


def _unwritable(name: str, problem: OSError) -> Diagnostic:
    return Diagnostic("DG606", "error", f"“{name}”写不进去：{why_not(problem)}。", Location(name))
