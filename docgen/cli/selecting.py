"""What the command line asks for, against what there is."""

from __future__ import annotations

import datetime
from difflib import get_close_matches

from docgen.catalog import Selection, Workspace, compiled_expression, each_scope, shared_scope
from docgen.expressions import ANY, ExpressionError, unknown_names
from docgen.model import DocgenError


def refuse_wrong(workspace: Workspace, selection: Selection) -> None:
    """Raise DocgenError for a selection that names what is not there, or asks for nothing that could be."""
    known = [name for each in workspace.catalog.documents.values() for name in (each.id, each.title)]
    for name in selection.documents:
        if name not in known:
            raise DocgenError(f"没有文书“{name}”。" + _near(name, known))
    for name in selection.cases:
        if workspace.case(name.partition("#")[0]) is None:
            keys = [case.key for each in workspace.cases.by_kind.values() for case in each.values()]
            raise DocgenError(f"没有案卷“{name}”（写“类别/编号”）。" + _near(name, keys))
        if "#" in name:
            _refuse_item(workspace, name)
    periods = workspace.cases.by_kind.get(workspace.catalog.periods.kind, {})
    if selection.period and selection.period not in periods:
        raise DocgenError(f"没有期间“{selection.period}”。" + _near(selection.period, list(periods)))
    if selection.as_of:
        try:
            if datetime.date.fromisoformat(selection.as_of).isoformat() != selection.as_of:
                raise ValueError
        except ValueError:
            raise DocgenError(f"--as-of 要写成 2022-06-30 这样的日期，不能是“{selection.as_of}”。") from None
    if selection.where:
        _refuse_condition(workspace, selection.where)


def names_in(where: str) -> frozenset[str]:
    """The names that a condition of the command line uses. Raises DocgenError where it is wrong."""
    try:
        return compiled_expression(where).names
    except ExpressionError as problem:
        raise DocgenError(f"--where 的条件写得不对：{problem.message}。{problem.hint}") from None


def _refuse_condition(workspace: Workspace, where: str) -> None:
    names = names_in(where)
    scopes = [{**each_scope(workspace, each.each), **shared_scope(workspace), "this": ANY}
              for each in workspace.catalog.documents.values()]  # fmt: skip
    fitting = [scope for scope in scopes if names <= scope.keys()]
    problems = [unknown_names(compiled_expression(where).tree, scope)[0] for scope in fitting]
    if fitting and all(problems):
        raise DocgenError(f"--where 的条件写得不对：{problems[0][0].message}。{problems[0][0].hint}")
    if not fitting:
        known = sorted(set().union(*scopes))
        wrong = sorted(names - set(known)) or sorted(names)
        raise DocgenError(f"--where 里的“{'、'.join(wrong)}”，没有一种文书用得上。" + _near(wrong[0], known))


def _refuse_item(workspace: Workspace, name: str) -> None:
    """An item of a case that has none of that key."""
    key, _, item = name.partition("#")
    kind, case = key.partition("/")[0], workspace.case(key)
    known = [each for (of, _), items in workspace.index.items.items() if of == kind
             for each, (holder, _) in items.items() if holder is case]  # fmt: skip
    if item not in known:
        raise DocgenError(f"案卷 {key} 里没有“{item}”。" + _near(item, known))


def _near(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1, 0.5)
    return f"要写“{near[0]}”吗？" if near else "可用的有：" + "、".join(known[:12]) + "。" if known else ""
