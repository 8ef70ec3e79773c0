"""``docgen log`` and ``docgen diff`` over the story of a case: what is printed was written from the story, by hand."""

from __future__ import annotations

import json
from typing import Any

from tests.cli.typed import docgen
from tests.review.conftest import Story

WHOLE = """\
企业 qy-019 示例阀门有限公司 的修改记录，新的在前

{closed}  2022-08-05 23:30  王示一  销号
  质量问题 WT-101
    新增  办理 2022-08-05 销号                              cases/enterprise/qy-019/issues.yaml:19:9
    算出  整改状态：验收通过 → 销号

{moved}  2022-08-01 08:30  李示二  重排编号
  由 enterprise/qy-009 改名而来，内容有八成以上相同，看作改名。
  修改  员工人数：92 → 95                                      cases/enterprise/qy-019/base.yaml:3:1

{voided}  2022-07-15 08:30  王示一  删去重复的问题，更新人数
  修改  员工人数：86 → 92                                      cases/enterprise/qy-009/base.yaml:3:1
  新增  主要产品 第1项：截止阀                                 cases/enterprise/qy-009/base.yaml:5:8
  算出  问题数：2 → 1
  删除  质量问题 WT-102                                  原 cases/enterprise/qy-009/issues.yaml:19:5
        描述：与WT-101重复，登记错了。

{renamed}  2022-07-05 08:30  王示一  改编号
  质量问题 WT-101
    修改  编号：WT-001 → WT-101                              cases/enterprise/qy-009/issues.yaml:2:5
  新增  质量问题 WT-102                                     cases/enterprise/qy-009/issues.yaml:19:5
        描述：与WT-101重复，登记错了。
  算出  问题数：1 → 2

{mended}  2022-06-21 08:30  赵示三  改正合并，验收通过
  质量问题 WT-001
    修改  整改措施 第2项                                    cases/enterprise/qy-009/issues.yaml:10:9
          原：铸件逐件测厚，记录留存两年。
          现：铸件每批抽测20%，记录留存三年。
    新增  办理 2022-06-20 验收通过                          cases/enterprise/qy-009/issues.yaml:17:9
    算出  整改状态：延期 → 验收通过

{broken}  2022-06-20 18:00  赵示三  合并
  cases/enterprise/qy-009/issues.yaml:8:1  DG707 警告  版本 {broken}（2022-06-20）里的这个文件读不出来，没有比较：这里留着合并冲突的标记“<<<<<<<”。

{extended}  2022-05-30 16:20  王示一  阀门：延期
  质量问题 WT-001
    修改  完成时限：2022-05-31 → 2022-06-30                        cases/enterprise/qy-009.yaml:12:5
    新增  办理 2022-05-30 延期                                     cases/enterprise/qy-009.yaml:19:9
          说明：测厚仪要6月中旬才能到货。
    算出  整改状态：交办 → 延期

{issue}  2022-03-20 10:00  李示二  阀门：交办WT-001
  新增  质量问题 WT-001                                             cases/enterprise/qy-009.yaml:7:5
        描述：阀体壁厚有3件小于标准规定。 进厂的铸件没有逐件测厚。
        完成时限：2022-05-31
        整改措施：
        - 购置超声测厚仪1台。
        - 铸件逐件测厚，记录留存两年。
        办理：
        - 日期 2022-03-20，事项 交办
  算出  问题数：0 → 1

{opened}  2022-03-01 09:00  王示一  建档
  新增  企业 qy-009 示例阀门有限公司                                cases/enterprise/qy-009.yaml:2:1
        名称：示例阀门有限公司
        员工人数：86
        主要产品：闸阀
        另有 1 个字段

共 8 次提交有修改，1 次读不出来；另有 2 次提交没有改动内容（{reformatted}、{folder} 由一个文件改为文件夹）。
"""  # noqa: E501
STATE = """\
企业 qy-019 示例阀门有限公司 > WT-101 > 整改状态 的修改记录，新的在前

{closed}  2022-08-05 23:30  王示一  销号
  质量问题 WT-101
    算出  整改状态：验收通过 → 销号

{mended}  2022-06-21 08:30  赵示三  改正合并，验收通过
  质量问题 WT-001
    算出  整改状态：延期 → 验收通过

{broken}  2022-06-20 18:00  赵示三  合并
  cases/enterprise/qy-009/issues.yaml:8:1  DG707 警告  版本 {broken}（2022-06-20）里的这个文件读不出来，没有比较：这里留着合并冲突的标记“<<<<<<<”。

{extended}  2022-05-30 16:20  王示一  阀门：延期
  质量问题 WT-001
    算出  整改状态：交办 → 延期

{issue}  2022-03-20 10:00  李示二  阀门：交办WT-001
  质量问题 WT-001
    算出  整改状态：交办

共 4 次提交有修改，1 次读不出来；另有 2 次提交没有改动内容（{reformatted}、{folder} 由一个文件改为文件夹）。
"""  # noqa: E501
AUGUST = """\
{moved}（2022-08-01 08:30 李示二） → {closed}（2022-08-05 23:30 王示一）

企业 qy-019 示例阀门有限公司
  质量问题 WT-101
    新增  办理 2022-08-05 销号                              cases/enterprise/qy-019/issues.yaml:19:9
    算出  整改状态：验收通过 → 销号

其他文件
  修改  配置（about）                                                                    docgen.yaml

共 1 个案卷有变化：修改 1 个；另有 1 个别的文件有变化。
"""


def said(story: Story, *words: str) -> tuple[int, str]:
    done = docgen(*words, cwd=story[0].root)
    assert done.stderr == ""
    return done.returncode, done.stdout


def printed(story: Story, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(story, *words, "--format", "json")[1])
    return found


def test_the_history_of_the_case_is_as_the_story_goes(story: Story) -> None:
    assert said(story, "log", "enterprise/qy-019") == (1, WHOLE.format(**story[1]))


def test_the_history_of_a_computed_field_follows_an_item_under_its_older_key(story: Story) -> None:
    assert said(story, "log", "enterprise/qy-019#WT-101.整改状态") == (1, STATE.format(**story[1]))


def test_the_history_of_a_field_names_the_days_and_values(story: Story) -> None:
    found = printed(story, "log", "企业/qy-019.员工人数")
    told = [(entry["time"][:10], [(each["before"], each["after"]) for each in entry["changes"]])
            for entry in found["entries"] if entry["changes"]]  # fmt: skip
    assert told == [("2022-08-01", [(92, 95)]), ("2022-07-15", [(86, 92)]), ("2022-03-01", [(None, 86)])]
    assert (found["case"], found["item"], found["fields"]) == ("enterprise/qy-019", None, ["员工人数"])


def test_the_history_as_json_has_every_commit_once(story: Story) -> None:
    found = printed(story, "log", "enterprise/qy-019")
    at = story[1]
    names = ["closed", "moved", "voided", "renamed", "mended", "broken", "extended", "issue", "opened"]
    assert [entry["commit"][:8] for entry in found["entries"]] == [at[name] for name in names]
    assert [entry["commit"][:8] for entry in found["unchanged"]] == [at["reformatted"], at["folder"]]
    assert found["unchanged"][1]["notes"] == ["由一个文件改为文件夹"]
    [broken] = found["entries"][5]["diagnostics"]
    assert (broken["code"], broken["line"], found["entries"][5]["changes"]) == ("DG707", 8, [])
    assert found["entries"][6]["changes"][0] == {
        "kind": "changed",
        "case": "enterprise/qy-009",
        "item": "WT-001",
        "path": ["质量问题", "WT-001", "完成时限"],
        "label": "企业 qy-009 示例阀门有限公司 > 质量问题 WT-001 > 完成时限",
        "before": "2022-05-31",
        "after": "2022-06-30",
        "file": "cases/enterprise/qy-009.yaml",
        "line": 12,
        "computed": False,
    }


def test_the_history_may_be_cut_by_number_and_by_day(story: Story) -> None:
    first = printed(story, "log", "enterprise/qy-019", "-n", "2")
    assert [entry["subject"] for entry in first["entries"]] == ["销号", "重排编号"]
    assert first["more"] is True
    since = printed(story, "log", "enterprise/qy-019", "--since", "2022-08-01")
    assert [entry["subject"] for entry in since["entries"]] == ["销号", "重排编号"]


def test_a_day_means_the_end_of_that_day_where_the_commit_was_made(story: Story) -> None:
    assert said(story, "diff", "2022-08-04..2022-08-05") == (0, AUGUST.format(**story[1]))


def test_file_and_folder_and_a_new_layout_are_no_change(story: Story) -> None:
    at = story[1]
    assert said(story, "diff", f"{at['extended']}..{at['folder']}")[1].endswith("没有变化。\n")
    assert said(story, "diff", f"{at['mended']}..{at['reformatted']}")[1].endswith("没有变化。\n")


def test_a_side_that_cannot_be_read_is_told_and_passed_over(story: Story) -> None:
    at = story[1]
    status, text = said(story, "diff", f"{at['folder']}..{at['broken']}")
    assert status == 1
    assert f"cases/enterprise/qy-009/issues.yaml:8:1  DG707 警告  版本 {at['broken']}（2022-06-20）" in text
    assert text.endswith("\n有 1 个文件读不出来，没有比较；其余的没有变化。\n")


def test_tags_branches_and_ancestors_name_versions(story: Story) -> None:
    for words in ("延期以后..main~8", "延期以后..2022-06-10", "refs/tags/延期以后..HEAD~8"):
        assert said(story, "diff", words)[1].startswith(f"{story[1]['extended']}（2022-05-30 16:20 王示一） → "
                                                        f"{story[1]['folder']}")  # fmt: skip


def test_the_working_folder_is_compared_with_the_last_commit(own_story: Story) -> None:
    work = own_story[0]
    work.write("qy-001", '# 改了写法\n员工人数: "18"\n名称: 样例纸品厂\n')
    work.write("qy-003", "名称: 范例线缆有限公司\n年产值: 1200.50\n")
    (work.root / "cases/enterprise/qy-019").rename(work.root / "cases/enterprise/qy-009")
    found = printed(own_story, "diff")
    assert found["revisions"]["after"] is None
    assert [(each["kind"], each["case"], each["before"], each["after"]) for each in found["changes"]] == [
        ("changed", "enterprise/qy-001", 15, 18),
        ("added", "enterprise/qy-003", None, {"名称": "范例线缆有限公司", "年产值": 1200.5}),
        ("moved", "enterprise/qy-009", "enterprise/qy-019", "enterprise/qy-009"),
    ]
    text = said(own_story, "diff")[1]
    assert text.endswith("共 3 个案卷有变化：新增 1 个，修改 1 个，改名 1 个。\n")
    for words in ("enterprise/qy-001", "cases/enterprise/qy-001.yaml", "./cases/enterprise/qy-001.yaml"):
        assert len(printed(own_story, "diff", words)["changes"]) == 1
    assert len(printed(own_story, "diff", "HEAD", "enterprise/qy-019", "enterprise/qy-003")["changes"]) == 2


def test_a_case_that_was_renamed_says_under_its_old_name_where_it_goes_on(story: Story) -> None:
    text = said(story, "log", "enterprise/qy-009", "-n", "1")[1]
    assert (
        f"{story[1]['moved']}  2022-08-01 08:30  李示二  重排编号\n  改名为 enterprise/qy-019，内容有八成以上相同"
        in text
    )
    assert "docgen log enterprise/qy-019" in text
    assert "删除" not in text


def test_a_comparison_over_a_rename_tells_the_new_name_and_what_else_changed(story: Story) -> None:
    found = printed(story, "diff", f"{story[1]['voided']}..{story[1]['moved']}")["changes"]
    assert [(each["kind"], each["path"], each["before"], each["after"]) for each in found] == [
        ("moved", [], "enterprise/qy-009", "enterprise/qy-019"),
        ("changed", ["员工人数"], 92, 95),
    ]
    assert said(story, "diff", f"{story[1]['voided']}..{story[1]['moved']}")[1].endswith("变化：改名 1 个。\n")


def test_a_kind_names_all_its_cases(story: Story) -> None:
    both = f"{story[1]['moved']}..HEAD"
    assert len(printed(story, "diff", both, "enterprise")["changes"]) == 3
    assert len(printed(story, "diff", both, "enterprise/qy-001")["changes"]) == 1


def test_what_is_not_there_is_named_with_what_is(story: Story) -> None:
    for words, answer in {
        ("log", "enterprise/qy-018"): "没有案卷“enterprise/qy-018”，以前也没有过。要写“enterprise/qy-019”吗？",
        ("log", "enterprise/qy-019#WT-201"): "里从来没有“WT-201”。要写“WT-101”吗？",
        ("log", "enterprise/qy-019#WT-101.完成时间"): "没有字段“完成时间”。要写“完成时限”吗？",
        ("log", "qy-019"): "案卷写成“类别/编号”",
        ("log", "enterprise/qy-019", "--since", "8月"): "--since 要写成 2022-06-30 这样的日期",
        ("diff", "HEAD", "enterprise/qy-077"): "两边都没有“enterprise/qy-077”",
        ("diff", "HEAD", "main"): "两边都没有“main”。比较两个版本写成“甲..乙”",
        ("diff", "2022-02-30"): "没有“2022-02-30”这一天",
        ("diff", "2021-12-31"): "到 2021-12-31 为止还没有提交过",
        ("diff", "没有的分支"): "没有“没有的分支”这个版本，也没有这个文件或案卷",
        ("diff", "HEAD~1...HEAD"): "写了三个点。比较两个版本写成“甲..乙”",
    }.items():
        done = docgen(*words, cwd=story[0].root)
        assert (done.returncode, done.stdout) == (2, "")
        assert answer in done.stderr
