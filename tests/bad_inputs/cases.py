"""Cases that do not fit their schema."""

from __future__ import annotations

from bad_inputs.changes import append, replace, write
from bad_inputs.row import Row

QY1 = "cases/enterprise/qy-001.yaml"
QY2 = "cases/enterprise/qy-002/base.yaml"
TD1 = "cases/team/td-01.yaml"
CODE = '"91340600MA0XX00156"'

ROWS = [
    Row("a required field left out", replace(QY1, "名称: 示例建材有限公司\n", ""), "DG201", QY1, ""),
    Row("a required field left empty", replace(QY1, "名称: 示例建材有限公司", "名称:"), "DG201", QY1, ""),
    Row("a required field of an item", replace(QY1, "    发现日期: 2022-08-05\n", ""), "DG201", QY1, ""),
    Row("a required field in a case of several files", replace(QY2, "专班: td-01\n", ""), "DG201", QY2, ""),
    Row("a field that a condition requires", replace(QY1, "严重程度: 较重", "严重程度: 严重"), "DG201", QY1, ""),
    Row("a number with a unit", replace(QY1, "员工人数: 86", "员工人数: 86人"), "DG202", QY1, ""),
    Row("a number with commas", replace(QY1, "1200.50", "1,200.50"), "DG202", QY1, ""),
    Row("a number in the wrong unit", replace(QY1, "1200.50", "0.12亿元"), "DG202", QY1, ""),
    Row("a number in words", replace(QY1, "员工人数: 86", "员工人数: 约八十"), "DG202", QY1, ""),
    Row("a number with an exponent", replace(QY1, "1200.50", "1.2e3"), "DG202", QY1, ""),
    Row("decimals where a whole number is wanted", replace(QY1, "员工人数: 86", "员工人数: 86.5"), "DG202", QY1, ""),
    Row("full-width digits", replace(QY1, "员工人数: 86", "员工人数: ８６"), "DG202", QY1, ""),
    Row("a value near a permitted one", replace(QY1, "严重程度: 较重", "严重程度: 较中"), "DG203", QY1, ""),
    Row("a value with words added", replace(QY1, "严重程度: 较重", "严重程度: 较重问题"), "DG203", QY1, ""),
    Row("a value far from all permitted ones", replace(QY1, "严重程度: 较重", "严重程度: 甲级"), "DG203", QY1, ""),
    Row("a field name near a known one", replace(QY1, "员工人数: 86", "员工人数量: 86"), "DG204", QY1, ""),
    Row("a field name like nothing known", append(QY1, "备忘: 样例\n"), "DG204", QY1, ""),
    Row("a field moved out one level", replace(QY1, "    严重程度: 一般\n    整改期限: 2022-08-20\n    重复于: WT-001\n", "    整改期限: 2022-08-20\n    重复于: WT-001\n严重程度: 一般\n"), "DG204", QY1, "", others=("DG201",)),
    Row("a field moved in one level", replace(QY1, "  电话: \"13800000001\"\n", "  电话: \"13800000001\"\n  年产值: 3\n"), "DG204", QY1, ""),
    Row("a field of the item moved into its steps", replace(QY1, "        事项: 整改\n", "        事项: 整改\n        整改期限: 2022-08-31\n"), "DG204", QY1, ""),
    Row("a name in traditional characters", replace(QY1, "联系人:", "聯絡人:"), "DG204", QY1, ""),
    Row("a text where a list is wanted", replace(QY1, "主要产品:\n  - 预拌混凝土", "主要产品: 预拌混凝土"), "DG205", QY1, ""),
    Row("a list where a text is wanted", replace(QY1, "名称: 示例建材有限公司", "名称:\n  - 示例建材有限公司"), "DG205", QY1, ""),
    Row("a text where fields are wanted", replace(QY1, "联系人:\n  姓名: 李示诚\n  电话: \"13800000001\"", "联系人: 李示诚"), "DG205", QY1, ""),
    Row("a list where fields are wanted", replace(QY1, "联系人:\n  姓名: 李示诚\n  电话: \"13800000001\"", "联系人:\n  - 姓名: 李示诚"), "DG205", QY1, ""),
    Row("fields where a list is wanted", replace(QY2, "联系人:\n  姓名: 王例信\n", "联系人:\n  姓名: 王例信\n主要产品:\n  名称: 电缆\n"), "DG205", QY2, ""),
    Row("fields where a number is wanted", replace(QY1, "员工人数: 86", "员工人数:\n  男: 40"), "DG205", QY1, ""),
    Row("an id of the wrong form", replace(QY1, "- 编号: WT-002", "- 编号: WT-2"), "DG206", QY1, ""),
    Row("an id in full-width letters", replace(QY1, "- 编号: WT-002", "- 编号: ＷＴ-002"), "DG206", QY1, ""),
    Row("a telephone number with blanks", replace(QY1, "13800000001", "138 0000 0001"), "DG206", QY1, ""),
    Row("a date without noughts", replace(QY1, "2022-08-03", "2022-8-3"), "DG207", QY1, ""),
    Row("a date in Chinese", replace(QY1, "2022-08-03", "2022年8月3日"), "DG207", QY1, ""),
    Row("a day that does not exist", replace(QY1, "2022-08-03", "2022-02-30"), "DG207", QY1, ""),
    Row("a date with slashes", replace(QY1, "2022-08-03", "2022/08/03"), "DG207", QY1, ""),
    Row("a date without separators", replace(QY1, "2022-08-03", "20220803"), "DG207", QY1, ""),
    Row("a date with a two-digit year", replace(QY1, "2022-08-03", "22-08-03"), "DG207", QY1, ""),
    Row("a month only", replace(QY1, "2022-08-03", "2022年8月"), "DG207", QY1, ""),
    Row("a text too long", replace(QY1, "样例企业，生产预拌混凝土。", "样例" * 40), "DG208", QY1, ""),
    Row("a text too short", replace(TD1, "姓名: 周示安", "姓名: 周"), "DG208", TD1, ""),
    Row("a number too large", replace(QY1, "员工人数: 86", "员工人数: 860000"), "DG209", QY1, ""),
    Row("a number below nought", replace(QY1, "1200.50", "-3"), "DG209", QY1, ""),
    Row("an empty list", replace(QY1, "主要产品:\n  - 预拌混凝土", "主要产品: []"), "DG213", QY1, ""),
    Row("too many items", replace(QY1, "  - 预拌混凝土", "  - 甲\n  - 乙\n  - 丙\n  - 丁"), "DG213", QY1, ""),
    Row("a computed field typed by hand", replace(QY1, "    重复于: WT-001", "    重复于: WT-001\n    状态: 销号"), "DG214", QY1, ""),
    Row("the letter O for nought in a credit code", replace(QY1, CODE, '"91340600MAOXX00156"'), "DG215", QY1, ""),
    Row("a credit code in small letters", replace(QY1, CODE, '"91340600ma0xx00156"'), "DG215", QY1, ""),
    Row("a credit code with blanks", replace(QY1, CODE, '"91340600 MA0XX0015 6"'), "DG215", QY1, ""),
    Row("a credit code too short", replace(QY1, CODE, '"91340600MA0XX0015"'), "DG215", QY1, ""),
    Row("a registration number of 15 digits", replace(QY1, CODE, '"340600000012345"'), "DG215", QY1, ""),
    Row("none of several fields", replace(QY2, "联系人:\n  姓名: 王例信\n", ""), "DG216", QY2, ""),
    Row("an item that is text", replace(QY2, "联系人:", "质量问题:\n  - WT-009\n联系人:"), "DG205", QY2, ""),
    Row("a wrong period", write("cases/period/2022-08.yaml", "起始日期: 2022-08-01\n截止日期: 2022-8-31\n"), "DG207", "cases/period/2022-08.yaml", ""),
]
