"""The story of a case over five months, as its people committed it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.review.repository import Written, git

OPENED = """\
# yaml-language-server: $schema=../../schemas/enterprise.schema.json
名称: 示例阀门有限公司
员工人数: 86
联系人: {姓名: 何示平, 电话: "0561-8880001"}
主要产品: [闸阀]
"""
ISSUE = """\
质量问题:
  - 编号: WT-001
    描述: |
      阀体壁厚有3件小于标准规定。

      进厂的铸件没有逐件测厚。
    完成时限: 2022-05-31
    整改措施:
      - 购置超声测厚仪1台。
      - 铸件逐件测厚，记录留存两年。
    办理:
      - 日期: 2022-03-20
        事项: 交办
"""
EXTENDED = (
    ISSUE.replace("2022-05-31", "2022-06-30")
    + """\
      - 日期: 2022-05-30
        事项: 延期
        说明: 测厚仪要6月中旬才能到货。
"""
)
BROKEN = EXTENDED.replace("    整改措施:", "<<<<<<< HEAD\n    整改措施:\n=======\n>>>>>>> 分支", 1)
MENDED = (
    EXTENDED.replace("逐件测厚，记录留存两年", "每批抽测20%，记录留存三年")
    + """\
      - 日期: 2022-06-20
        事项: 验收通过
"""
)
REFORMATTED = """\
质量问题:
  # 只有一条
  - 完成时限: "2022-06-30"
    编号: "WT-001"
    描述: "阀体壁厚有3件小于标准规定。\\n\\n进厂的铸件没有逐件测厚。"
    办理:
      - {事项: 交办, 日期: 2022-03-20}
      - 日期: 2022-05-30
        事项: 延期
        说明: 测厚仪要6月中旬才能到货。
      - {事项: 验收通过, 日期: 2022-06-20}
    整改措施: [购置超声测厚仪1台。, "铸件每批抽测20%，记录留存三年。"]
"""
RENAMED = (
    MENDED.replace("WT-001", "WT-101")
    + """\
  - 编号: WT-102
    描述: 与WT-101重复，登记错了。
"""
)
VOIDED = MENDED.replace("WT-001", "WT-101")
CLOSED = (
    VOIDED
    + """\
      - 日期: 2022-08-05
        事项: 销号
"""
)


def told(root: Path) -> tuple[Written, dict[str, str]]:
    """The repository, and the short names of its commits by what they did."""
    work, at = Written.begun(root), {}
    work.write("qy-001", "名称: 样例纸品厂\n员工人数: 12\n")
    work.write("qy-009", OPENED)
    at["opened"] = work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    work.write("qy-009", OPENED + ISSUE)
    at["issue"] = work.commit("2022-03-20T10:00:00+08:00", "李示二", "阀门：交办WT-001")
    work.write("qy-009", OPENED + EXTENDED)
    at["extended"] = work.commit("2022-05-30T16:20:00+08:00", "王示一", "阀门：延期")
    git(root, "tag", "延期以后")
    (root / "cases/enterprise/qy-009.yaml").unlink()
    work.write("cases/enterprise/qy-009/base.yaml", OPENED)
    work.write("cases/enterprise/qy-009/issues.yaml", EXTENDED)
    at["folder"] = work.commit("2022-06-10T09:00:00+08:00", "李示二", "拆成文件夹")
    work.write("cases/enterprise/qy-009/issues.yaml", BROKEN)
    at["broken"] = work.commit("2022-06-20T18:00:00+08:00", "赵示三", "合并")
    work.write("cases/enterprise/qy-009/issues.yaml", MENDED)
    at["mended"] = work.commit("2022-06-21T08:30:00+08:00", "赵示三", "改正合并，验收通过")
    work.write("cases/enterprise/qy-009/issues.yaml", REFORMATTED)
    at["reformatted"] = work.commit("2022-06-25T08:30:00+08:00", "李示二", "整理格式")
    work.write("cases/enterprise/qy-009/issues.yaml", RENAMED)
    at["renamed"] = work.commit("2022-07-05T08:30:00+08:00", "王示一", "改编号")
    work.write("cases/enterprise/qy-009/issues.yaml", VOIDED)
    work.write("cases/enterprise/qy-009/base.yaml", OPENED.replace("86", "92").replace("[闸阀]", "[截止阀, 闸阀]"))
    at["voided"] = work.commit("2022-07-15T08:30:00+08:00", "王示一", "删去重复的问题，更新人数")
    shutil.move(root / "cases/enterprise/qy-009", root / "cases/enterprise/qy-019")
    work.write("cases/enterprise/qy-019/base.yaml", OPENED.replace("86", "95").replace("[闸阀]", "[截止阀, 闸阀]"))
    at["moved"] = work.commit("2022-08-01T08:30:00+08:00", "李示二", "重排编号")
    work.write("cases/enterprise/qy-019/issues.yaml", CLOSED)
    work.write("docgen.yaml", "docgen: 1\nfigures: {}\nabout: {}\n")
    at["closed"] = work.commit("2022-08-05T23:30:00+08:00", "王示一", "销号")
    work.write("qy-001", "名称: 样例纸品厂\n员工人数: 15\n")
    at["other"] = work.commit("2022-08-06T00:10:00+08:00", "王示一", "纸品厂人数")
    return work, at
