"""``docgen list``: the cases of a kind, the documents, the figures, or how many of each."""

from __future__ import annotations

from collections.abc import Collection

import click

from docgen.catalog import Workspace, holds, plan, shared_names
from docgen.cli.chinese import Command
from docgen.cli.common import Console, kind_named, opened, shared
from docgen.cli.selecting import names_in
from docgen.model import DocgenError
from docgen.report import table_text

Row = dict[str, str]


@click.command("list", cls=Command)
@click.argument("what", default="", metavar="[类别|documents|figures]")
@click.option("--where", default="", metavar="条件", help="只列符合条件的案卷，写法同模板里的 if")
@shared
def command(what: str, where: str, console: Console) -> int:
    """列出案卷、文书或者数字；什么都不写，就列出各有多少。"""
    workspace = opened(console)
    what = kind_named(workspace, what)
    if where and what not in workspace.kinds:
        raise DocgenError("--where 只能用于一类案卷，例如 docgen list 类别 --where 条件。")
    if what == "":
        rows = _overview(workspace)
    elif what == "documents":
        rows = _documents(workspace)
    elif what == "figures":
        rows = [{"名称": name, "单位": rule.unit, "口径": rule.definition}
                for name, rule in workspace.catalog.figures.items()]  # fmt: skip
    elif what in workspace.kinds:
        rows = _cases(workspace, what, where)
    elif what in workspace.broken_kinds:
        raise DocgenError(f"schemas/{what}.schema.json 有错，用 docgen check 查看。")
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
    _refuse_condition(where, names.keys() | {node.label, "this"})
    found = [
        record
        for record in view.all(kind)
        if not where or holds(where, names | {record.node.label: record, "this": record})
    ]
    return [{"编号": record.case.id, name or node.label: str(record.data.get(name, ""))} for record in found]


def _refuse_condition(where: str, known: Collection[str]) -> None:
    """Raise DocgenError for a condition that is wrong, or names what is not there."""
    unknown = names_in(where) - set(known) if where else set()
    if unknown:
        raise DocgenError(
            f"--where 里没有“{'、'.join(sorted(unknown))}”这个名称，可用的有：{'、'.join(sorted(known))}。"
        )
