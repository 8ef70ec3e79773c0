"""``docgen new``: a case from its schema, with a comment over each field."""

from __future__ import annotations

from difflib import get_close_matches

import click

from docgen.build.writing import put, why_not
from docgen.catalog import id_problem
from docgen.cli.chinese import Command
from docgen.cli.common import Console, kind_named, opened, shared
from docgen.model import DocgenError
from docgen.schemas import skeleton


@click.command("new", cls=Command)
@click.argument("kind", metavar="类别")
@click.argument("case_id", metavar="编号")
@shared
def command(kind: str, case_id: str, console: Console) -> int:
    """按模式新建一份案卷，类别用 docgen list 查看，编号用小写字母、数字和短横。

    每一项上面都有说明，必填的有标记；暂时不填的留着不动，不影响检查。
    """
    workspace = opened(console)
    kind = kind_named(workspace, kind)
    node = workspace.kinds.get(kind)
    if kind in workspace.broken_kinds:
        raise DocgenError(f"schemas/{kind}.schema.json 有错，用 docgen check 查看，改正后再新建。")
    if node is None:
        near = get_close_matches(kind, list(workspace.kinds), 1, 0.5)
        ask = f"要写“{near[0]}”吗？" if near else f"可用的有：{'、'.join(workspace.kinds)}。"
        raise DocgenError(f"没有“{kind}”这一类案卷。{ask}")
    wrong, meant = id_problem(case_id)
    if wrong:
        raise DocgenError(wrong + (f"要写“{meant}”吗？" if meant else ""))
    file = workspace.root / "cases" / kind / f"{case_id}.yaml"
    if file.exists() or file.with_suffix("").exists():
        raise DocgenError(f"“{kind}/{case_id}”已经有了，没有改动它。")
    try:
        put(skeleton(kind, node).encode("utf-8"), file, workspace.root)
    except OSError as problem:
        raise DocgenError(f"“{file}”写不进去：{why_not(problem)}。") from None
    name = file.relative_to(workspace.root).as_posix()
    if console.json:
        console.data({"schema_version": 1, "file": name})
    else:
        console.result(f"已建 {name}。填好后用 docgen check {name} 检查。")
    return 0
