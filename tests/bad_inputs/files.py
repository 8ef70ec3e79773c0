"""Files that cannot be read, and names that cannot be used."""

from __future__ import annotations

from bad_inputs.changes import append, encoded, folder, link, remove, rename, replace, several, write
from bad_inputs.row import Row

QY1 = "cases/enterprise/qy-001.yaml"
TD1 = "cases/team/td-01.yaml"

ROWS = [
    Row("a file in GBK", encoded(TD1, "gb18030"), "DG101", TD1, "GB 18030"),
    Row(
        "a Word file renamed to .yaml",
        write(TD1, b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00\x21\x00\xff\xfe"),
        "DG101",
        TD1,
        "",
    ),
    Row("an empty file", write(TD1, ""), "DG103", TD1, "空的"),
    Row(
        "a merge conflict",
        replace(TD1, "名称: 样例第一专班", "<<<<<<< HEAD\n名称: 样例第一专班\n=======\n名称: 样例一班\n>>>>>>> b"),
        "DG105",
        TD1,
        "合并冲突",
    ),
    Row("a tab as indent", replace(TD1, "  - 姓名: 周示安", "\t- 姓名: 周示安"), "DG111", TD1, ""),
    Row("a full-width colon", replace(TD1, "名称: 样例第一专班", "名称：样例第一专班"), "DG112", TD1, ""),
    Row("full-width spaces as indent", replace(TD1, "  - 姓名", "\u3000\u3000- 姓名"), "DG113", TD1, ""),
    Row("no space after the colon", replace(TD1, "名称: 样例", "名称:样例"), "DG114", TD1, ""),
    Row("a key twice", append(TD1, "名称: 样例第二专班\n"), "DG115", TD1, ""),
    Row("null", replace(TD1, "样例第一专班", "null"), "DG116", TD1, ""),
    Row("a list as the whole file", write(TD1, "- 名称: 样例第一专班\n- 成立日期: 2022-03-01\n"), "DG118", TD1, ""),
    Row("an anchor and an alias", replace(TD1, "样例第一专班", "&班 样例第一专班"), "DG119", TD1, ""),
    Row("a type tag", replace(TD1, "2022-03-01", "!!str 2022-03-01"), "DG120", TD1, ""),
    Row("two documents in a file", append(TD1, "---\n名称: 样例\n"), "DG123", TD1, ""),
    Row("text lost behind a hash", replace(TD1, "样例第一专班", "样例第 #1专班"), "DG126", TD1, ""),
    Row("a quote that is not closed", replace(TD1, "样例第一专班", '"样例第一专班'), "DG131", TD1, ""),
    Row("an indent that fits nothing", replace(TD1, "成立日期", " 成立日期"), "DG133", TD1, ""),
    Row("a line without a colon", replace(TD1, "成员:", "成员"), "DG134", TD1, ""),
    Row("forty-one levels", append(TD1, "附: " + "[" * 41 + "]" * 41 + "\n"), "DG125", TD1, ""),
    Row("an unknown kind", write("cases/enterprises/qy-009.yaml", "名称: 样例\n"), "DG303", "cases/enterprises", ""),
    Row("a kind nobody knows", write("cases/xyz/a.yaml", "名称: 样例\n"), "DG303", "cases/xyz", ""),
    Row(
        "a case beside the kinds",
        write("cases/qy-009.yaml", "名称: 样例\n"),
        "DG304",
        "cases/qy-009.yaml",
        "",
        severity="warning",
    ),
    Row(
        "a case with another ending",
        rename(TD1, "cases/team/td-01.yml"),
        "DG304",
        "cases/team/td-01.yml",
        "",
        severity="warning",
    ),
    Row(
        "an attachment among the cases",
        write("cases/team/照片.jpg", b"\xff\xd8"),
        "DG304",
        "cases/team/照片.jpg",
        "",
        severity="warning",
    ),
    Row(
        "a folder inside a case's folder",
        write("cases/enterprise/qy-002/old/base.yaml", "名称: 样例\n"),
        "DG304",
        "cases/enterprise/qy-002/old",
        "",
        severity="warning",
    ),
    Row(
        "a link out of the workspace",
        link("cases/team/td-02.yaml", "/etc/hostname"),
        "DG305",
        "cases/team/td-02.yaml",
        "",
    ),
    Row("a kind's folder that is a link out", link("cases/expert", "/etc"), "DG305", "cases/expert", ""),
    Row(
        "a part of a case that is a link out",
        link("cases/enterprise/qy-002/x.yaml", "/etc/hostname"),
        "DG305",
        "cases/enterprise/qy-002/x.yaml",
        "",
    ),
    Row("upper case in an id", write("cases/team/TD-02.yaml", "名称: 样例\n"), "DG306", "cases/team/TD-02.yaml", ""),
    Row("Chinese in an id", write("cases/team/样例.yaml", "名称: 样例\n"), "DG306", "cases/team/样例.yaml", ""),
    Row("a space in an id", write("cases/team/td 02.yaml", "名称: 样例\n"), "DG306", "cases/team/td 02.yaml", ""),
    Row("a name that Windows keeps", write("cases/team/con.yaml", "名称: 样例\n"), "DG306", "cases/team/con.yaml", ""),
    Row(
        "a file and a folder of one id",
        write("cases/team/td-01/a.yaml", "名称: 样例\n"),
        "DG307",
        "cases/team/td-01.yaml",
        "",
    ),
    Row("a link to nothing", link("cases/team/td-02.yaml", "td-77.yaml"), "DG308", "cases/team/td-02.yaml", ""),
    Row("a folder of no files", folder("cases/team/td-02"), "DG309", "cases/team/td-02", ""),
    Row(
        "one field in two files of a case",
        write("cases/enterprise/qy-002/z.yaml", "名称: 样例电缆有限公司\n"),
        "DG310",
        "cases/enterprise/qy-002/z.yaml:1:1",
        "",
    ),
    Row(
        "docgen.yaml that cannot be read", replace("docgen.yaml", "docgen: 1", "docgen：1"), "DG112", "docgen.yaml", ""
    ),
    Row("a team file removed", several(remove(TD1)), "DG301", QY1, ""),
]
