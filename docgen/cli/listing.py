"""``docgen list``: the cases of a kind, the documents, the figures, or how many of each."""

from __future__ import annotations

import click

from docgen.catalog import Workspace, compiled_expression, plan, shared_names
from docgen.cli.chinese import Command
from docgen.cli.common import Console, opened, shared
from docgen.expressions import ExpressionError
from docgen.model import AbsentUsedError, DocgenError, UnknownFieldError
from docgen.report import table_text
from docgen.schemas import Record

Row = dict[str, str]


@click.command("list", cls=Command)
@click.argument("what", default="", metavar="[类别|documents|figures]")
@click.option("--where", default="", metavar="条件", help="只列符合条件的案卷，例如 '企业.质量问题'")
@shared
def command(what: str, where: str, console: Console) -> int:
    """列出案卷、文书或者数字；什么都不写，就列出各有多少。"""
    workspace = opened(console)
    if where and what not in workspace.kinds:
        raise DocgenError("--where 只能用于一类案卷，例如 docgen list enterprise --where 条件。")
    if what == "":
        rows = _overview(workspace)
    elif what == "documents":
        rows = _documents(workspace)
    elif what == "figures":
        rows = [{"名称": name, "单位": rule.unit, "口径": rule.definition}
                for name, rule in workspace.catalog.figures.items()]  # fmt: skip
    elif what in workspace.kinds:
        rows = _cases(workspace, what, where)
    else:
        names = "、".join([*workspace.kinds, "documents", "figures"])
        raise DocgenError(f"没有“{what}”这一类。可用的有：{names}。")
    if console.json:
        console.data({"schema_version": 1, "rows": rows})
    else:
        console.result(table_text(rows) if rows else "没有。")
    return 0


def _overview(workspace: Workspace) -> list[Row]:
    kinds = [{"类别": kind, "名称": node.label, "数量": str(len(workspace.cases.by_kind.get(kind, {})))}
             for kind, node in workspace.kinds.items()]  # fmt: skip
    catalog = workspace.catalog
    return [*kinds, {"类别": "documents", "名称": "文书种类", "数量": str(len(catalog.documents))},
            {"类别": "figures", "名称": "数字", "数量": str(len(catalog.figures))}]  # fmt: skip


def _documents(workspace: Workspace) -> list[Row]:
    targets, _ = plan(workspace)
    return [
        {"编号": document.id, "名称": document.title, "模板": document.template,
         "份数": str(sum(target.document.id == document.id for target in targets))}
        for document in workspace.catalog.documents.values()
    ]  # fmt: skip


def _cases(workspace: Workspace, kind: str, where: str) -> list[Row]:
    """The id and the first required text of each case, which is what people know it by."""
    node = workspace.kinds[kind]
    name = next((each for each in node.required if node.properties[each].type == "string"), "")
    day = workspace.last_day(workspace.catalog.periods.current)
    view = workspace.view(as_of=day) if day else workspace.view()
    names = shared_names(workspace, view, workspace.catalog.periods.current)
    return [{"编号": record.case.id, name or node.label: str(record.data.get(name, ""))}
            for record in view.all(kind) if not where or _holds(where, record, names)]  # fmt: skip


def _holds(where: str, record: Record, names: dict[str, object]) -> bool:
    try:
        return bool(compiled_expression(where).evaluate(names | {record.node.label: record, "this": record}))
    except AbsentUsedError:
        return False
    except (ExpressionError, UnknownFieldError) as problem:
        raise DocgenError(f"--where 的条件不能用：{problem}。") from None
