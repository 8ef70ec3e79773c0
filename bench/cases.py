"""Made-up case data: equal numbers give equal cases; none of it is the tests' or the sample's.

Every value is text, a whole number or a list of objects, so that each engine can express the work in its own way.
"""

from __future__ import annotations

import random
from typing import Any

HEAD = ("标题", "文号", "检查单位", "受检单位", "检查日期", "检查组长", "整改期限", "联系电话")
COLUMNS = ("序号", "类别", "地点", "存在问题", "依据", "整改措施", "责任人", "完成时限")
NOTES = tuple(f"情况{number:02d}" for number in range(1, 34))
FLAGS = ("表彰奖励", "投诉举报", "整改方案", "经费安排", "附件材料", "回访复查")
KINDS = ("生产", "流通", "服务", "综合")

_WHO = ("检查组", "生产车间", "质量部门", "仓储班组", "受检企业", "属地监管所", "技术人员", "化验室")
_WHEN = ("上半年", "近期", "检查期间", "交接班时", "换季以后", "整改期间", "例会以后", "设备大修后")
_WHAT = ("进货查验台账", "出厂检验记录", "计量器具", "关键工序", "不合格品", "人员培训档案", "原料仓库", "产品标识")
_HOW = (
    "已经逐项核对",
    "仍需补充完善",
    "登记不够完整",
    "按要求重新标定",
    "安排专人负责",
    "做到日清月结",
    "未见异常",
    "限期报送结果",
)
_UNITS = ("城关", "东湖", "西岭", "南塘", "北苑", "河口", "石桥", "柳林")
_NAMES = ("方样一", "卞示二", "柯例三", "祁样四", "路示五", "翁例六")


def problem_list(number: int) -> dict[str, Any]:
    """The data of one problem list, under the name that the template uses."""
    chance = random.Random(f"list {number}")
    head = {
        "标题": f"{chance.choice(_UNITS)}监管所检查发现问题清单",
        "文号": f"示检〔{chance.randint(2020, 2026)}〕{chance.randint(1, 300)}号",
        "检查单位": f"{chance.choice(_UNITS)}监管所",
        "受检单位": f'样例&范例(集团)<第{chance.randint(1, 9)}分厂> "本部"',
        "检查日期": _day(chance),
        "检查组长": chance.choice(_NAMES),
        "整改期限": _day(chance),
        "联系电话": f"0561-8{chance.randint(100000, 999999)}",
    }
    return {"清单": head | {"问题": [_problem(chance, place) for place in range(1, 13)]}}


def _problem(chance: random.Random, place: int) -> dict[str, str]:
    values = (
        str(place),
        chance.choice(KINDS),
        f"{chance.randint(1, 6)}号车间",
        _sentences(chance, 1, 3),
        f"第{chance.randint(10, 99)}条第{chance.randint(1, 4)}款",
        _sentences(chance, 1, 2) + ("（复查<30日内> & 回访）" if place % 5 == 0 else ""),
        chance.choice(_NAMES),
        _day(chance),
    )
    return dict(zip(COLUMNS, values, strict=True))


def work_summary(number: int) -> dict[str, Any]:
    """The data of one work summary: some six thousand bytes of Chinese as YAML."""
    chance = random.Random(f"summary {number}")
    summary: dict[str, Any] = {
        "标题": f"{chance.randint(2020, 2026)}年度工作总结",
        "单位": f"{chance.choice(_UNITS)}<监管>所 & {number}号专班",
        "编号": f"ZJ-{number:06d}",
        "日期": _day(chance),
        "类别": chance.choice(KINDS),
        "企业数": chance.randint(10, 400),
        "问题数": chance.randint(0, 999),
    }
    summary |= {name: _sentences(chance, 1, 1) for name in NOTES}
    summary |= {name: "是" if (number + place) % 2 else "否" for place, name in enumerate(FLAGS)}
    summary["章节"] = [
        {
            "标题": f"{word}、{chance.choice(_WHAT)}",
            "引言": _sentences(chance, 2, 3) + "。",
            "条目": [
                {"名称": f"（{place}）{chance.choice(_WHO)}", "内容": _sentences(chance, 1, 2) + "。"}
                for place in range(1, 6)
            ],
        }
        for word in "一二三四五"
    ]
    return {"总结": summary}


def _sentences(chance: random.Random, low: int, high: int) -> str:
    one = (
        f"{chance.choice(_WHEN)}{chance.choice(_WHO)}{chance.choice(_WHAT)}{chance.choice(_HOW)}"
        for _ in range(chance.randint(low, high))
    )
    return "，".join(one)


def _day(chance: random.Random) -> str:
    return f"2022-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
