"""What is read is not trusted, what is written carries no trace of tools, and equal input gives equal bytes."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from docx.document import Document

from docgen.model import Markdown
from docgen.render import Properties, RenderError, compile_template, document_text
from tests.ooxml import xsd_problems
from tests.render.building import SPACES, p, part, raw, render, table, word, zipped

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def files_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_files(**changed: bytes) -> bytes:
    return zipped({**files_of(raw(p("甲"))), **{name.replace("__", "/"): content for name, content in changed.items()}})


def code_of(data: bytes) -> tuple[str, str]:
    with pytest.raises(RenderError) as caught:
        compile_template(data, name="templates/示例.docx")
    [problem] = caught.value.diagnostics
    assert problem.location.file == "templates/示例.docx"
    assert problem.hint
    return problem.code, problem.message


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "DG401", "空文件"),
        (b"%PDF-1.7", "DG401", "不是 Word 文档"),
        (OLE, "DG401", "旧格式"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "DG401", "密码"),
        (raw(p("甲"))[:-200], "DG401", "不完整"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "DG401", "OpenDocument"),
        (zipped({"a.txt": b"x"}), "DG401", "不是 Word 文档"),
        (zipped({**files_of(raw("")), "../外.xml": b"x"}), "DG416", "不安全"),
        (zipped({**files_of(raw("")), "word/bomb.xml": bytes(30_000_000)}), "DG416", "异常地大"),
        (zipped({f"{number}.xml": b"" for number in range(2_100)}), "DG416", "超过"),
        (with_files(word__document=b"x", **{"word__document.xml": b"<w:document"}), "DG401", "内部的格式"),
        (with_files(**{"word__document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DG401", "内部的格式"),
        (with_files(**{"word__vbaProject.bin": b"x"}), "DG415", "宏"),
    ],
)
def test_what_is_no_sound_word_file_is_refused_in_plain_words(data: bytes, code: str, words: str) -> None:
    found, message = code_of(data)
    assert found == code
    assert words in message


def test_doubled_entries_are_refused() -> None:
    buffer = io.BytesIO(raw(p("甲")))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", "x")
    assert code_of(buffer.getvalue())[0] == "DG416"


def _with_main_type(content_type: str) -> bytes:
    files = files_of(raw(p("甲")))
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(kind, content_type.encode())
    return zipped(files)


@pytest.mark.parametrize(
    ("content_type", "words"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "宏"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "dotx"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "表格"),
    ],
)
def test_other_office_files_are_named(content_type: str, words: str) -> None:
    assert words in code_of(_with_main_type(content_type))[1]


@pytest.mark.parametrize(
    ("kind", "mode", "words"),
    [
        ("attachedTemplate", "External", "另一个模板"),
        ("image", "External", "图片"),
        ("aFChunk", "Internal", "另一种格式"),
        ("oleObject", "External", "文件外面"),
    ],
)
def test_what_would_fetch_something_is_refused(kind: str, mode: str, words: str) -> None:
    files = files_of(raw(p("甲")))
    relation = (
        f'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="file:///C:/x" TargetMode="{mode}"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    files[name] = files[name].replace(b"</Relationships>", relation.encode())
    code, message = code_of(zipped(files))
    assert code == "DG415"
    assert words in message


@pytest.mark.parametrize("code", ["DDEAUTO c:\\\\x", " INCLUDETEXT a.docx", "includepicture http://x"])
def test_fields_that_fetch_something_are_refused_with_their_place(code: str) -> None:
    body = p("甲") + f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>"
    with pytest.raises(RenderError) as caught:
        compile_template(raw(body))
    assert [(each.code, each.place) for each in caught.value.diagnostics] == [("DG415", "正文 第 2 段")]


def _traced() -> bytes:
    """A template with whatever editing leaves behind."""

    def make(document: Document) -> None:
        document.core_properties.author = "张某某"
        document.core_properties.last_modified_by = "李某某"
        document.core_properties.comments = "内部"
        document.add_paragraph("{{ 值 }}")

    files = files_of(word(make))
    main = files["word/document.xml"].decode().replace("<w:p>", '<w:p w:rsidR="00AB12CD" w14:paraId="11AA22BB">', 1)
    files["word/document.xml"] = main.encode()
    files["customXml/item1.xml"] = b"<a>secret</a>"
    files["docProps/thumbnail.jpeg"] = b"jpeg"
    return zipped(files)


def test_no_trace_of_the_template_s_author_or_program_survives() -> None:
    files = files_of(compile_template(_traced()).render({"值": "甲"}))
    everything = b"".join(files.values()).decode()
    for trace in (
        "张某某",
        "李某某",
        "内部",
        "rsid",
        "paraId",
        "secret",
        "python-docx",
        "Microsoft",
        "thumbnail",
        "theme",
    ):
        assert trace not in everything.replace("schemas.microsoft.com", "")
    assert not any(name.startswith(("customXml", "word/theme", "docProps/thumb")) for name in files)


def test_properties_come_from_the_data_and_are_escaped_once() -> None:
    made = compile_template(raw(p("甲"))).render(
        {}, Properties("质量 <清单> & 表", "示例市局", "主题", "一;二", "2022-08-05")
    )
    document = docx.Document(io.BytesIO(made))
    core = document.core_properties
    assert (core.title, core.author, core.subject) == ("质量 <清单> & 表", "示例市局", "主题")
    assert "<cp:keywords>一;二</cp:keywords>" in part(made, "docProps/core.xml")
    assert core.created.isoformat()[:19] == core.modified.isoformat()[:19] == "2022-08-05T00:00:00"
    assert core.last_modified_by == ""
    assert xsd_problems(made) == []


def test_without_properties_there_is_no_clock_in_the_document() -> None:
    assert "created" not in part(render(raw(p("甲"))), "docProps/core.xml")


def test_content_types_come_first_and_times_are_fixed() -> None:
    with zipfile.ZipFile(io.BytesIO(render(_traced(), 值="甲"))) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert [info.filename for info in infos[2:]] == sorted(info.filename for info in infos[2:])
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {(info.flag_bits, info.extra, info.create_system) for info in infos} == {(0, b"", 0)}


def test_every_relation_has_its_part_and_every_part_its_kind() -> None:
    files = files_of(render(_traced(), 值="甲"))
    types = files["[Content_Types].xml"].decode()
    for name in files:
        assert name.endswith(".rels") or name == "[Content_Types].xml" or f'PartName="/{name}"' in types
    relations = files["word/_rels/document.xml.rels"].decode()
    assert "theme" not in relations
    assert "thumbnail" not in files["_rels/.rels"].decode()


RENDERED = """
import hashlib, sys
from docgen.model import Markdown
from docgen.render import Properties, compile_template
template = compile_template(sys.argv[1], name="templates/x.docx")
made = template.render({"值": "喆甲", "文": Markdown("1. 一\\n2. 二\\n\\n| 甲 | 乙 |\\n|-|-|\\n| 1 | 2 |")},
                       Properties(title="示例", day="2022-08-05"))
print(hashlib.sha256(made).hexdigest())
"""


def test_equal_input_gives_equal_bytes_in_any_folder_zone_locale_and_hash_order(tmp_path: Path) -> None:
    template = raw(p("{{ 值 }}") + p("{{p 文 }}") + table(["格"]))
    root = Path(__file__).parents[2]
    digests = set()
    for number, (zone, language, seed) in enumerate([("UTC", "C", "0"), ("Asia/Shanghai", "C.UTF-8", "7")]):
        folder = tmp_path / f"甲{number}"
        folder.mkdir()
        (folder / "模板.docx").write_bytes(template)
        settings = {"TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
        made = subprocess.run(
            [sys.executable, "-c", RENDERED, "模板.docx"],
            cwd=folder, env={**os.environ, **settings}, capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        digests.add(made.stdout)
    assert len(digests) == 1


def test_a_template_renders_in_many_threads_at_once() -> None:
    template = compile_template(raw(p("{{ 值 }}") + p("{{p 文 }}")))

    def one(number: int) -> str:
        return document_text(template.render({"值": str(number), "文": Markdown(f"1. 甲{number}\n2. 乙{number}")}))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(40))) == [f"{number}\n甲{number}\n乙{number}" for number in range(40)]


def test_a_part_that_is_not_filled_in_stays_and_header_without_tags_too() -> None:
    header = f"<w:hdr {SPACES}>{p('示例市市场监督管理局')}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    made = render(raw(p("甲"), parts={"header1.xml": ("header", "header", header)}, section=section))
    assert document_text(made) == "甲\n示例市市场监督管理局"


def test_the_digest_is_that_of_the_template_s_bytes() -> None:
    data = raw(p("甲"))
    assert compile_template(data).digest == hashlib.sha256(data).hexdigest()
    assert compile_template(data).digest != compile_template(raw(p("乙"))).digest
