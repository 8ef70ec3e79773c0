"""The workspace's own templates, with its own cases: merged cells, headers, notes, split runs, look-ups and figures.

docgen renders as building does: a fresh view of the cases for each document. docxtpl gets the same values as plain
dictionaries, filled before it is timed, and docgen's filters in a stock Jinja environment.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import IO, Any

from bench.files import OUT, ROOT, write_json
from bench.race import race
from bench.result import Entry, Row, entries, pairs
from bench.texts import lines
from bench.workers import EngineError, Worker

DOCUMENTS = 6
"""So many cases of each document take turns, from all over the year."""


@cache
def _opened() -> tuple[Any, dict[str, list[Any]]]:
    """The sample workspace, and its targets by document."""
    from docgen.catalog import open_workspace, plan

    workspace = open_workspace(ROOT)
    found: dict[str, list[Any]] = {}
    for target in plan(workspace)[0]:
        if target.problem is None:
            found.setdefault(target.document.id, []).append(target)
    return workspace, found


def _target(asked: Sequence[Any]) -> Any:
    name, number = asked
    return _opened()[1][name][number]


def _names(target: Any) -> dict[str, Any]:
    """Everything that the target's template sees, in a view of its own."""
    from docgen.catalog import target_names
    from docgen.figures import figures_for
    from docgen.schemas import Cases

    workspace = _opened()[0]
    view = workspace.view(target.day)
    figures = figures_for(workspace, view, target)
    names = dict(target_names(workspace, view, target))
    return names | ({"figures": figures, "cases": Cases(view)} if figures is not None else {})


def docgen(folder: str) -> Callable[[Any], bytes]:
    """Renders ``[document, number of the target]`` with the templates of a folder."""
    from docgen.render import compile_template

    profile = _opened()[0].catalog.profile
    compiled = cache(lambda name: compile_template(Path(folder, name), profile=profile))

    def render(asked: Any) -> bytes:
        target = _target(asked)
        made: bytes = compiled(target.document.template).render(_names(target))
        return made

    return render


def docxtpl(folder: str) -> Callable[[Any], bytes]:
    """The same through docxtpl, from plain dictionaries."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    environment = _stock_environment()
    contexts: dict[str, dict[str, Any]] = {}

    def render(asked: Any) -> bytes:
        target, context = _target(asked), contexts.setdefault(str(asked), {})
        if not context:
            memory: dict[int, Any] = {}
            context.update({name: _plain(value, memory) for name, value in _names(target).items()})
        document, out = DocxTemplate(Path(folder, target.document.template)), io.BytesIO()
        document.render(context, jinja_env=environment, autoescape=True)
        document.save(out)
        return out.getvalue()

    return render


class _Filled(dict[str, Any]):
    """A record as a dictionary, each field put in when it is first asked for."""

    def __init__(self, record: Any, memory: dict[int, Any]) -> None:
        super().__init__()
        self._record, self._memory = record, memory

    def __missing__(self, name: str) -> Any:
        self[name] = _plain(self._record.lookup(name), self._memory)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return True

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self._record)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Filled) and self._record == other._record

    def __bool__(self) -> bool:
        return True


def _plain(value: Any, memory: dict[int, Any]) -> Any:
    if isinstance(value, list):
        return [_plain(each, memory) for each in value]
    if not hasattr(value, "lookup") or isinstance(value, (int, float, str)) or hasattr(value, "figure"):
        return value
    if id(value) not in memory:
        memory[id(value)] = _Filled(value, memory)
    return memory[id(value)]


def _stock_environment() -> Any:
    """Jinja as docxtpl's users have it, with docgen's filters: the templates use them."""
    from jinja2 import Environment
    from jinja2.runtime import Undefined

    from docgen.expressions import Environment as Own
    from docgen.expressions import printable
    from docgen.model import Absent

    class Stock(Environment):
        def getattr(self, obj: Any, attribute: str) -> Any:
            found = super().getattr(obj, attribute)
            if not isinstance(found, Undefined):
                return found
            # Figures, and fields that are not filled in, stay what they are.
            return obj.lookup(attribute) if hasattr(obj, "lookup") else obj if isinstance(obj, Absent) else found

    own, stock = Own(), Stock(autoescape=True, finalize=printable)
    stock.filters |= own.filters
    stock.tests |= own.tests
    return stock


def own_templates(rounds: int, block: float, log: IO[str]) -> list[Row]:
    """A row for each of the workspace's templates."""
    folder = OUT / "own"
    folder.mkdir(parents=True, exist_ok=True)
    workspace, targets = _opened()
    asked = [
        (name, number)
        for name in workspace.catalog.documents
        for number in range(0, len(targets.get(name, ())), max(1, len(targets.get(name, ())) // DOCUMENTS))[:DOCUMENTS]
    ]
    write_json(folder / "cases.json", asked)
    with ExitStack() as stack:
        workers = {}
        for name in ("docxtpl", "docgen"):
            command = [sys.executable, "-m", "bench.worker", f"bench.own_templates:{name}"]
            workers[name] = Worker(command, ROOT / "templates", folder / "cases.json", ROOT, log)
            stack.callback(workers[name].close)
        return [
            _one(document, [at for at, (name, _) in enumerate(asked) if name == document.id], workers, rounds, block)
            for document in workspace.catalog.documents.values()
        ]


def _one(document: Any, only: list[int], workers: dict[str, Worker], rounds: int, block: float) -> Row:
    """One template; ``only`` are the places of its cases."""
    row = Row(f"own_{document.id}", document.title, "毫秒/份")
    if not only:
        row.missing = "样例里没有这种文书"
        return row
    texts: dict[str, list[str]] = {}
    turns = {}
    failed: list[Entry] = []
    for name, worker in workers.items():
        try:
            made = OUT / "own" / f"{document.id}-{name}.docx"
            worker.dump(only[0], made)
            texts[name] = lines(made.read_bytes())
            worker.run(len(only), only=only)
            speed = worker.run(len(only), only=only)[0] / 1000
        except (EngineError, ValueError) as problem:
            failed.append(Entry(name, note=f"没有测：{problem}"))
            continue
        turns[name] = partial(worker.run, len(only) * max(1, round(block / speed / len(only))), only=only)
    times = race(turns, rounds)
    row.entries = entries(times, "docxtpl", {"docxtpl": _difference(texts)}) + failed
    row.ratios = pairs(times, [("docxtpl", "docgen")])
    return row


def _difference(texts: dict[str, list[str]]) -> str:
    if len(texts) < 2 or texts["docgen"] == texts["docxtpl"]:
        return ""
    missing = sum(each not in texts["docxtpl"] for each in texts["docgen"])
    return f"docxtpl 的文字与 docgen 的有 {missing} 段不同"
