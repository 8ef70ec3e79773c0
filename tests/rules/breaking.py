"""The rows of ``rows.yaml``: each a case that breaks one rule, all of them in one workspace that is checked once."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.blow_up import credit_code
from docgen.catalog import open_workspace
from docgen.check import check_workspace
from docgen.figures import check_agreement
from docgen.model import Diagnostic

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PREFIX = {"enterprise": "qy", "team": "td", "meeting": "hy", "training": "px", "period": "qj", "industry": "hy",
          "cluster": "jq", "product": "cp"}  # fmt: skip
_ITEM = re.compile(r"\b(WT|HZ|CF|CS|HF|ZF|FJ|BG|GX|CD)-2022-9(\d\d)\b")


@dataclass(frozen=True)
class Row:
    """One change to a case of a kind, and the code that must come; ``number`` names its case."""

    number: int
    code: str
    kind: str
    drop: tuple[str, ...]
    set: Mapping[str, Any]

    @property
    def case(self) -> str:
        return f"{PREFIX[self.kind]}-{self.number}"

    @property
    def file(self) -> str:
        return f"cases/{self.kind}/{self.case}.yaml"

    @property
    def change(self) -> str:
        """The change in words, for the table of rules."""
        gone = [f"去掉“{_way(path)}”" for path in self.drop]
        new = [f"“{_way(path)}”写成“{_short(value)}”" for path, value in self.set.items()]
        return "，".join(gone + new)


@cache
def rows() -> list[Row]:
    """All rows, numbered from 1001."""
    listed = yaml.load((HERE / "rows.yaml").read_text("utf-8"), yaml.CBaseLoader)
    return [Row(number, row["code"], row["kind"], tuple(row.get("drop", ())), row.get("set", {}))
            for number, row in enumerate(listed, 1001)]  # fmt: skip


def base() -> dict[str, Any]:
    """The right cases by kind."""
    read: dict[str, Any] = yaml.load((HERE / "base.yaml").read_text("utf-8"), yaml.CBaseLoader)
    return read


def write(root: Path, chosen: list[Row]) -> None:
    """A workspace: the schemas and configuration of the sample, the right cases, and one case for each row."""
    shutil.copytree(ROOT / "schemas", root / "schemas")
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "cases/calendar", root / "cases/calendar")
    configuration = (ROOT / "docgen.yaml").read_text("utf-8")
    (root / "docgen.yaml").write_text(re.sub('current: ".*"', 'current: "2022-06"', configuration), "utf-8")
    right = base()
    _put(root, "period", "2022-06", right["period"])
    _put(root, "standard", "all", right["standard"])
    _put(root, "expert", "zj-901", right["expert"])
    _put(root, "expert", "zj-902", right["expert"] | {"姓名": "探示避", "回避": [
        {"企业": row.case, "事由": "顾问"} for row in chosen if row.code in ("HZ01", "CF04", "BL10")]})  # fmt: skip
    away = [{"企业": "qy-901", "事由": "顾问"}]
    _put(root, "expert", "zj-903", right["expert"] | {"姓名": "探示远", "回避": away})
    _put(root, "team", "td-901", right["team"])
    _put(root, "team", "td-902", {name: value for name, value in right["team"].items() if name not in ("专家", "出动")}
         | {"名称": "无专家专班"})  # fmt: skip
    _put(root, "training", "px-901", right["training"])
    _put(root, "meeting", "hy-901", right["meeting"])
    _put(root, "enterprise", "qy-901", _own(right["enterprise"], 9))
    for number in (801, 803):
        _put(root, "enterprise", f"qy-0{number}", _other(right["enterprise"], number))
    for row in chosen:
        _put(root, row.kind, row.case, _changed(right[row.kind], row))


def _other(enterprise: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Another enterprise with two issues that rows refer to (0801 has WT-2022-801 and the closed 803, 0803 has 802)."""
    ids = ["WT-2022-801", "WT-2022-803"] if number == 801 else ["WT-2022-802"]
    issue = enterprise["质量问题"][0]
    kept = {name: value for name, value in enterprise.items() if not isinstance(value, list) or name == "主要产品"}
    name, code = (
        ("示例探针（甲）有限公司", "91340600MA0XX00156") if number == 801 else ("样例探针有限公司", credit_code(803))
    )
    names = {"名称": name, "统一社会信用代码": code, "产品类别": "化肥", "国民经济行业代码": "2624"}
    steps = {"WT-2022-803": issue["办理"]}
    listed = [issue | {"编号": each, "严重程度": "一般", "办理": steps.get(each, [])} for each in ids]
    return kept | names | {"质量问题": listed}


def _changed(case: Mapping[str, Any], row: Row) -> dict[str, Any]:
    data = copy.deepcopy(dict(case))
    if row.kind == "meeting":
        data["期号"] = str(2 + [each.case for each in rows() if each.kind == "meeting"].index(row.case))
    for path, value in row.set.items():
        _at(data, path, lambda holder, last, value=value: _assign(holder, last, value))
    for path in row.drop:
        _at(data, path, lambda holder, last: holder.pop(last))
    return _own(data, row.number) if row.kind != "period" else data


def _own(data: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The case with item ids, a name and a credit code of its own."""
    text = _ITEM.sub(
        lambda item: f"{item[1]}-2022-{number}{item[2]}",
        yaml.dump(dict(data), Dumper=yaml.CSafeDumper, allow_unicode=True),
    )
    text = text.replace("CODE", credit_code(number)).replace("示例探针有限公司", f"示例探针{number}号有限公司")
    for name in ("探针水泥行业", "探针产业园", "名称: 探针水泥", "名称: 探针专班"):
        text = text.replace(name + "\n", f"{name}{number}\n")
    loaded: dict[str, Any] = yaml.load(text, yaml.CBaseLoader)
    return loaded


def _at(data: Any, path: str, act: Any) -> None:
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in steps:
        data = data[step]
    act(data, last)


def _assign(holder: Any, last: Any, value: Any) -> None:
    if isinstance(holder, list) and last == len(holder):
        holder.append(value)
    else:
        holder[last] = value


def _put(root: Path, kind: str, case: str, data: Mapping[str, Any]) -> None:
    file = root / "cases" / kind / f"{case}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    dumped = yaml.dump(dict(data), allow_unicode=True, sort_keys=False, Dumper=_Dumper)
    file.write_text(dumped, "utf-8")


class _Dumper(yaml.CSafeDumper):
    """No anchors: an item that two cases share is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def findings(place: Path) -> dict[str, list[Diagnostic]]:
    """What a check says of each file: of cases that are wrong in themselves (``DG``), and of those that break rules.

    Rules that read a case that is wrong in itself stay silent, so each sort has a workspace of its own.
    """
    found: dict[str, list[Diagnostic]] = {}
    for name, chosen in (("rules", [row for row in rows() if row.code[:2] != "DG"]),
                         ("wrong", [row for row in rows() if row.code[:2] == "DG"])):  # fmt: skip
        write(place / name, chosen)
        workspace = open_workspace(place / name)
        for each in [*check_workspace(workspace), *check_agreement(workspace)]:
            found.setdefault(each.location.file, []).append(each)
    return found


def _way(path: str) -> str:
    return " > ".join(f"第{int(step) + 1}项" if step.isdigit() else step for step in path.split("."))


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(f"{name}：{_short(each)}" for name, each in value.items())
    return "；".join(_short(each) for each in value) if isinstance(value, list) else str(value)
