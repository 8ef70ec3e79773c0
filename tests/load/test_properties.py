"""What holds for every file: whatever its bytes, nothing is raised, and --fix never changes what a file says."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from docgen.load import fix, load
from docgen.load.reading import FASTEST, PURE, diagnostics_of, read, source_of

TIME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PLAIN = ["名称", "a", "：", ": ", ":", " #", "#1", "- ", "-", "\n", "\n\n", "  ", "　", "\t", "\xa0", '"', "'"]
PLAIN += ["[", "]", "{", "}", ",", "|", ">", "*", "&", "!", "%", "@", "?", "~", "null", "yes", "0561", "12:30", "<<"]
PLAIN += ["---", "...", "\\", "\\n", "𠮷", "🙂", "（", "“", "，", "－", "—", "- 名称：", "，地址："]
SIGNS = [*PLAIN, "\ufeff", "\x07", "\u2028", "\u202e", "\u200b", "<<<<<<<", "=======", "\r\n"]


def mappings(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(["名称", "地址", "质量问题", "a", "b_1", "严重程度"]), values, max_size=3)


pieces = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
texts = st.one_of(
    st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6).map("".join),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Co", "Cn")), min_size=1),
)
trees = st.recursive(texts, lambda inner: st.lists(inner, max_size=3) | mappings(inner), max_leaves=8)


def dumped(data: Any, style: str | None, flow: bool | None, indent: int) -> str:
    """A file as some tool might write it, with all text in one style."""

    class Dumper(yaml.SafeDumper):
        pass

    Dumper.add_representer(str, lambda self, text: self.represent_scalar("tag:yaml.org,2002:str", text, style=style))
    text: str = yaml.dump(data, Dumper=Dumper, allow_unicode=True, default_flow_style=flow, indent=indent, width=40)
    return text


def without_absent(value: Any) -> Any:
    """What docgen makes of plain text values: no line breaks at the end, and no fields without a value."""
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, list):
        return [without_absent(item) for item in value]
    kept = {key: without_absent(item) for key, item in value.items()}
    return {key: item for key, item in kept.items() if item != ""}


styles = st.sampled_from([None, '"', "'", "|", ">"])
files = st.builds(
    dumped, mappings(trees).filter(bool), styles, st.sampled_from([False, None, True]), st.sampled_from([2, 4])
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A right file with a few signs added, removed or replaced."""
    text = draw(files)
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
        text = text[:at] + draw(st.sampled_from(["", *SIGNS])) + text[at + length :]
    return text


@TIME
@given(st.binary(max_size=200) | pieces.map(str.encode) | damaged().map(str.encode))
@example(b"\xff\xfe" + "名称: x\n".encode("utf-16-le"))
@example(b'a: "\\UFFFFFFFF"')
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xed\xa0\xbd")
def test_any_bytes_give_a_source_or_an_error_with_a_place(content: bytes) -> None:
    source, diagnostics = load(content, "f")
    assert (source is None) == any(d.severity == "error" for d in diagnostics)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for diagnostic in diagnostics:
        assert 0 <= diagnostic.location.line <= lines
        assert diagnostic.location.column <= diagnostic.location.end_column
        assert diagnostic.message


@TIME
@given(files)
def test_what_other_programs_read_is_what_is_read(text: str) -> None:
    source, diagnostics = load(text.encode(), "f")
    if source is None:
        # A few right files are refused on purpose: they hold what staff mean otherwise.
        meant = {"DG112", "DG113", "DG114", "DG116", "DG117", "DG126", "DG130", "DG137", "DG105", "DG110"}
        assert {d.code for d in diagnostics if d.severity == "error"} & meant
    else:
        assert source.data == without_absent(yaml.load(text, Loader=yaml.BaseLoader))


@TIME
@example("---\t")
@given(pieces | damaged() | files)
def test_both_parsers_give_the_same(text: str) -> None:
    content = text.encode()
    fast, pure = read(content, "f", FASTEST), read(content, "f", PURE)
    assert source_of(fast) == source_of(pure)
    assert diagnostics_of(fast, "f") == diagnostics_of(pure, "f")


@TIME
@given(pieces | damaged() | files)
def test_fix_never_changes_what_a_file_says_and_never_makes_it_worse(text: str) -> None:
    before, found = load(text.encode(), "f")
    mended, _ = fix(text.encode())
    after, left = load(mended, "f")
    assert sum(d.severity == "error" for d in left) <= sum(d.severity == "error" for d in found)
    if before is not None:
        assert after is not None
        assert (after.data, after.empties) == (before.data, before.empties)


@TIME
@given(st.binary(max_size=100) | pieces.map(str.encode) | damaged().map(lambda text: text.encode("gb18030")))
def test_fixing_twice_is_fixing_once(content: bytes) -> None:
    mended, _ = fix(content)
    assert fix(mended) == (mended, ())


@TIME
@given(files)
def test_the_place_of_unquoted_text_holds_that_text(text: str) -> None:
    source, _ = load(text.encode(), "f")
    lines = text.split("\n")
    for path, place in source.values.items() if source else ():
        value: Any = source and source.data
        for key in path:
            value = value[key]
        if isinstance(value, str) and place.line == place.end_line:
            shown = lines[place.line - 1][place.column - 1 : place.end_column - 1]
            assert value == shown or shown[0] in "\"'|>"
