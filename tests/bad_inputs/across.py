"""Cases that do not fit each other, and rules of the workspace's own."""

from __future__ import annotations

from bad_inputs.changes import append, encoded, replace, several, write
from bad_inputs.row import Row

QY1 = "cases/enterprise/qy-001.yaml"
QY2 = "cases/enterprise/qy-002/base.yaml"
MORE = "cases/enterprise/qy-002/more.yaml"
TD1 = "cases/team/td-01.yaml"

ROWS = [
    Row("a name where an id is wanted", replace(QY1, "专班: td-01", "专班: 样例第一专班"), "DG301", QY1, ""),
    Row("an id in capitals", replace(QY1, "专班: td-01", "专班: TD-01"), "DG301", QY1, ""),
    Row("an id that nobody has", replace(QY1, "专班: td-01", "专班: zb-99"), "DG301", QY1, ""),
    Row("an item that does not exist", replace(QY1, "重复于: WT-001", "重复于: WT-901"), "DG301", QY1, ""),
    Row("a reference with its kind before it", replace(QY1, "专班: td-01", "专班: team/td-01"), "DG301", QY1, ""),
    Row(
        "a credit code that another case has", append(QY2, '统一社会信用代码: "91340600MA0XX00156"\n'), "DG302", QY2, ""
    ),
    Row(
        "an item's number twice in a case",
        replace(QY1, "- 编号: WT-002", "- 编号: WT-001"),
        "DG312",
        QY1,
        "",
        others=(),
    ),
    Row("an item's number twice in a case of several files", replace(MORE, "WT-004", "WT-003"), "DG312", MORE, ""),
    Row("an item's number that another case has", replace(MORE, "WT-004", "WT-001"), "DG312", MORE, ""),
    Row(
        "the same step twice",
        replace(QY1, "日期: 2022-08-20\n        事项: 整改", "日期: 2022-08-04\n        事项: 交办"),
        "DG312",
        QY1,
        "",
    ),
    Row("the same person twice", append(TD1, '  - 姓名: 周示安\n    电话: "13800000009"\n'), "DG312", TD1, ""),
    Row("a rule that is broken", replace(QY1, "日期: 2022-08-20", "日期: 2022-08-02"), "WT01", QY1, ""),
    Row(
        "a rule about an absent field",
        replace(QY1, "    整改期限: 2022-08-20\n", ""),
        "WT02",
        QY1,
        "",
        severity="warning",
    ),
    Row(
        "a rule that compares",
        replace(QY1, "整改期限: 2022-08-31", "整改期限: 2022-08-01"),
        "WT03",
        QY1,
        "",
        severity="warning",
    ),
    Row(
        "a waiver of an error",
        several(
            replace(QY1, "日期: 2022-08-20", "日期: 2022-08-02"),
            append(QY1, "豁免:\n  - 规则: WT01\n    理由: 样例理由\n"),
        ),
        "DG222",
        QY1,
        "",
        severity="warning",
        others=("WT01",),
    ),
    Row(
        "a waiver of an unknown rule",
        append(QY1, "豁免:\n  - 规则: WT99\n    理由: 样例理由\n"),
        "DG222",
        QY1,
        "",
        severity="warning",
    ),
    Row(
        "a waiver that silences nothing",
        append(QY1, "豁免:\n  - 规则: WT02\n    理由: 样例理由\n"),
        "DG222",
        QY1,
        "",
        severity="warning",
    ),
    Row(
        "a waived warning",
        several(
            replace(QY1, "    整改期限: 2022-08-20\n", ""), append(QY1, "豁免:\n  - 规则: WT02\n    理由: 样例理由\n")
        ),
        "WT02",
        QY1,
        "",
        severity="hint",
    ),
    Row("a reference into an unreadable case is not called unknown", encoded(TD1, "gb18030"), "DG101", TD1, ""),
    Row(
        "a period that has gone",
        several(
            write("cases/period/2022-09.yaml", "起始日期: 2022-09-01\n截止日期: 2022-09-30\n"),
            replace("docgen.yaml", "2022-08", "2022-07"),
        ),
        "DG325",
        "docgen.yaml",
        "",
    ),
]
