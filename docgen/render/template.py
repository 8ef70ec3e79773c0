"""A .docx template -> a compiled `Template`, and a context -> the bytes of a document."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from docgen.expressions import loop_budget
from docgen.render import archive
from docgen.render.clean import clean_settings, clean_styles
from docgen.render.findings import RenderError, errors, finding, placed
from docgen.render.finish import Ids, finish
from docgen.render.font_table import FontTable, known_fonts, named_fonts
from docgen.render.fonts import set_fonts, theme_fonts
from docgen.render.form import tag_problems
from docgen.render.numbering import Level, Numbering, prepare_numbering
from docgen.render.ooxml import R_NS, SECT_PR, Element, XmlError, parse, serialise
from docgen.render.package import (
    PACKAGE_NS,
    WORD_TYPE,
    Package,
    Relation,
    content_types_xml,
    read_package,
    relations_xml,
)  # fmt: skip
from docgen.render.parts import Part, read_parts
from docgen.render.profile import Profile
from docgen.render.profile import profile as profile_named
from docgen.render.programs import PartProgram, Setting, compile_part, dress
from docgen.render.properties import APP, APP_TYPE, CORE, CORE_TYPE, Properties, app_xml, check_properties, core_xml
from docgen.render.styles import read_styles
from docgen.render.writer import Rendering


class Template:
    """A template that was found fit for use; immutable, and safe to render from many threads.

    ``name`` is the file name that messages show; ``digest`` is the SHA-256 of the .docx.
    """

    def __init__(
        self,
        name: str,
        digest: str,
        programs: list[PartProgram],
        fixed: dict[str, bytes],
        lists: tuple[str, Numbering],
        fonts: FontTable,
    ) -> None:
        self.name, self.digest = name, digest
        self._programs, self._fixed, self._lists, self._fonts = programs, fixed, lists, fonts

    def render(self, context: Mapping[str, object], properties: Properties = Properties()) -> bytes:  # noqa: B008
        """The document for a context. Raises RenderError with everything that keeps it from being made."""
        problems = check_properties(properties)
        parts, numbers, ids = dict(self._fixed), list[tuple[Level, int]](), Ids()
        with loop_budget():
            for each in self._programs:
                before = len(problems)
                xml = each.program.run(context, Rendering(each.program.tags, each.slots, problems, numbers))
                if len(problems) == before:
                    parts[each.name], found = finish(xml, each.label, ids)
                    problems += found
        if problems:
            raise RenderError(placed(problems, self.name))
        parts[self._fonts.part] = self._fonts.content(parts[each.name] for each in self._programs)
        numbering_name, numbering = self._lists
        if numbering_name:
            parts[numbering_name] = numbering.part(numbers)
        parts[CORE] = core_xml(properties)
        return archive.pack(parts)


def compile_template(source: str | Path | bytes, *, profile: str = "gb2312", name: str = "") -> Template:
    """The template in a file, or in the bytes of one, in the fonts of a style profile.

    Raises RenderError if it cannot be used, DocgenError if there is no such profile, OSError if there is no such file.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    shown = name or ("" if isinstance(source, bytes) else Path(source).name)
    profile_named(profile)
    try:
        return _compiled(data, shown, profile)
    except RenderError as problem:
        raise RenderError(placed(problem.diagnostics, shown)) from None
    except XmlError:
        unusable = finding("DG401", "文件内部的格式有误，不能使用", "请用 Word 或者 WPS 打开，再另存为 .docx")
        raise RenderError(placed([unusable], shown)) from None


@lru_cache(maxsize=64)
def _compiled(data: bytes, name: str, profile: str) -> Template:
    """Compiled once a process: checking and building ask for the same template."""
    return _compile(data, name, profile_named(profile))


def _compile(data: bytes, name: str, profile: Profile) -> Template:
    package, problems = read_package(data)
    if package is None:
        raise RenderError(problems)
    parts, problems = read_parts(package, set())
    problems += [each for part in parts for each in part.problems]
    problems += [each for part in parts for tag in part.tags for each in tag_problems(tag)]
    if errors(problems):
        raise RenderError(errors(problems))
    setting = _setting(package, parts, profile, data)
    programs = [compile_part(part, setting) for part in parts]
    has_blocks = any(slot.blocks is not None for each in programs for slot in each.slots)
    fonts = _prepare_fonts(package, profile, [part.root for part in parts])
    numbering_name = _prepare_numbering(package, has_blocks)
    fixed = _fixed(package, {each.name for each in programs} | {numbering_name, fonts.part})
    return Template(name, hashlib.sha256(data).hexdigest(), programs, fixed, (numbering_name, setting.numbering), fonts)


def _setting(package: Package, parts: list[Part], profile: Profile, data: bytes) -> Setting:
    """Set the fonts of all parts, and read what the slots need to know of the template's styles and lists."""
    theme = theme_fonts(_theme(data))
    roots: dict[str, Element] = {}
    for kind in ("styles", "numbering"):
        part = package.one(kind)
        if part:
            roots[kind] = parse(package.parts[part])
            clean_styles(roots[kind])
            set_fonts(roots[kind], profile, theme)
            package.parts[part] = serialise(roots[kind])
    styles = read_styles(roots.get("styles"))
    sections = list(parts[0].root.iter(SECT_PR))
    setting = Setting(styles, profile, theme, prepare_numbering(roots.get("numbering"), styles), sections)
    for each in parts:
        dress(each, setting)
    for name, content in list(package.parts.items()):
        if name.endswith(".xml") and name not in {part.name for part in parts} | {package.one("styles")}:
            _dress_other(package, name, content, setting)
    return setting


def _theme(data: bytes) -> Element | None:
    found = next((content for name, content in archive.unpack(data).items() if name.startswith("word/theme/")), None)
    return None if found is None or not found.lstrip().startswith(b"<") else parse(found)


def _dress_other(package: Package, name: str, content: bytes, setting: Setting) -> None:
    """Charts and the like name fonts too; the settings lose their history."""
    root = parse(content)
    set_fonts(root, setting.profile, setting.theme)
    if name == package.one("settings"):
        clean_settings(root)
    package.parts[name] = serialise(root)


def _prepare_fonts(package: Package, profile: Profile, roots: list[Element]) -> FontTable:
    """What each document's table of fonts is made from; a template without one gets its place."""
    named = [parse(package.parts[package.one(kind)]) for kind in ("styles", "numbering") if package.one(kind)]
    own = package.one("fontTable")
    known = known_fonts(parse(package.parts[own]) if own else None, profile)
    if not own:
        place = posixpath.join(posixpath.dirname(package.main), "fontTable.xml")
        package.add(place, b"", "fontTable", f"{WORD_TYPE}fontTable+xml")
    return FontTable(package.one("fontTable"), named_fonts([*roots, *named]), frozenset(profile.rare.values()), known)


def _prepare_numbering(package: Package, has_blocks: bool) -> str:
    """The name of the part with the lists, made if Markdown may need it and there is none."""
    folder = posixpath.dirname(package.main)
    if not has_blocks:
        return ""
    if not package.one("numbering"):
        package.add(posixpath.join(folder, "numbering.xml"), b"", "numbering", f"{WORD_TYPE}numbering+xml")
    return package.one("numbering")


def _fixed(package: Package, rendered: set[str]) -> dict[str, bytes]:
    """The parts that are the same in every document, with relations and kinds."""
    fixed = {name: content for name, content in package.parts.items() if name not in rendered}
    for source, relations in package.relations.items():
        folder, base = posixpath.split(source)
        if relations:
            fixed[posixpath.join(folder, "_rels", f"{base}.rels")] = relations_xml(relations, folder)
    core = Relation("rId2", f"{PACKAGE_NS}/relationships/metadata/core-properties", CORE, False)
    app = Relation("rId3", f"{R_NS}/extended-properties", APP, False)
    main = Relation("rId1", f"{R_NS}/officeDocument", package.main, False)
    fixed["_rels/.rels"] = relations_xml([main, core, app], "")
    fixed[APP] = app_xml()
    types = {**package.types, CORE: CORE_TYPE, APP: APP_TYPE}
    fixed["[Content_Types].xml"] = content_types_xml(types)
    return fixed
