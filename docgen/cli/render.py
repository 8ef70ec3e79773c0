"""``docgen render``: one template, one data file, one document; no workspace needed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from docgen.build.writing import put, why_not
from docgen.cli.chinese import Command
from docgen.cli.common import Console, shared, unopened
from docgen.load import load
from docgen.model import Diagnostic, DocgenError, Location
from docgen.render import Properties, RenderError, compile_template


@click.command("render", cls=Command)
@click.argument("template", metavar="模板")
@click.argument("data", metavar="数据")
@click.option("-o", "--output", required=True, metavar="文件", help="写成哪个文件")
@click.option("--style", default="gb2312", type=click.Choice(["gb2312", "gbk", "founder_gbk"]),
              metavar="gb2312|gbk|founder_gbk", help="字体方案，默认 gb2312")  # fmt: skip
@shared
def command(template: str, data: str, output: str, style: str, console: Console) -> int:
    """用一份数据填一个 Word 模板。

    数据是 YAML（值都按文字）或者 JSON（数字、是否照原样）；不检查模式，只检查模板里用到的都有。
    """
    try:
        values, problems = _values(Path(data))
        if values is None:
            console.diagnostics(problems, Path())
            return 1
        compiled = compile_template(Path(template), profile=style, name=template)
        content = compiled.render(values, Properties(title=Path(output).stem))
    except RenderError as problem:
        console.diagnostics(problem.diagnostics, Path())
        return 1
    except OSError as problem:
        raise unopened(problem, output) from None
    target = Path(output)
    try:
        put(content, target, target.parent)
    except OSError as problem:
        raise DocgenError(f"“{output}”写不进去：{why_not(problem)}。") from None
    console.remark(f"已写 {output}")
    return 0


def _values(file: Path) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    content = file.read_bytes()
    if file.suffix.lower() != ".json":
        source, problems = load(content, str(file))
        return (source.data if source else None), problems
    try:
        values = json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError) as problem:
        where = Location(str(file), getattr(problem, "lineno", 1), getattr(problem, "colno", 1))
        return None, [Diagnostic("DG210", "error", "不是合格的 JSON。", where, hint="检查这一处前后的逗号、引号和括号")]
    if not isinstance(values, dict):
        return None, [Diagnostic("DG210", "error", "最外层要是一个对象（花括号）。", Location(str(file), 1, 1))]
    return values, []
