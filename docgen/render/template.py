"""A .docx template -> a compiled `Template`, and a context -> the bytes of a document."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.expressions import loop_budget
from docgen.model import Diagnostic
from docgen.render.clean import clean_settings, clean_styles
from docgen.render.findings import RenderError, errors, finding, placed
from docgen.render.finish import Ids
from docgen.render.font_table import FontTable, known_fonts, named_fonts
from docgen.render.fonts import set_fonts, theme_fonts
from docgen.render.form import tag_problems
from docgen.render.left_out import filled
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
from docgen.render.program import Hooks
from docgen.render.programs import PartProgram, Setting, Settle, compile_part, dress
from docgen.render.properties import APP, APP_TYPE, CORE, CORE_TYPE, Properties, app_xml, core_entry
from docgen.render.settle import settle
from docgen.render.styles import read_styles
from docgen.render.writer import Rendering
from docgen.render.zip_writer import Entry, entry, in_order, joined

if TYPE_CHECKING:
    from docgen.render.guests import Guest
    from docgen.render.trace import TracedDocument


class Template:
    """A template that was found fit for use; immutable, and safe to render from many threads.

    ``name`` is the file name that messages show; ``source`` is the .docx.
    """

    def __init__(
        self,
        name: str,
        source: bytes,
        programs: list[PartProgram],
        fixed: Mapping[str, bytes],
        lists: tuple[str, Numbering],
        fonts: FontTable,
        ids: Ids,
        told: PartProgram | None = None,
    ) -> None:
        self.name, self._source = name, source
        self._programs, self._lists, self._fonts, self._ids = programs, lists, fonts, ids
        self._fixed = {part: entry(part, content, once=True) for part, content in fixed.items()}
        made = {each.name for each in programs} | {fonts.part, CORE, *([lists[0]] if lists[0] else [])}
        self._told = told
        self._order = in_order({*self._fixed, *made})

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the .docx."""
        from hashlib import sha256  # brings OpenSSL along, which a single document has no use for

        return sha256(self._source).hexdigest()

    def render(self, context: Mapping[str, object], properties: Properties = Properties()) -> bytes:  # noqa: B008
        """The document for a context. Raises RenderError with everything that keeps it from being made."""
        try:
            return self._render(context, properties, None)
        except RenderError as problem:
            failure = problem
        if any(hasattr(type(value), "lookup") for value in context.values()):
            self.trace(context, properties)  # raises the same, and names the places in the cases
        raise failure

    def trace(self, context: Mapping[str, object], properties: Properties = Properties()) -> TracedDocument:  # noqa: B008
        """The same document, with where each printed value came from; slower, and raises the same."""
        from docgen.render.trace import Trace, TracedDocument

        trace = Trace(context)
        document = self._render(context, properties, trace)
        return TracedDocument(document, tuple(trace.values), trace.reads)

    def _render(self, context: Mapping[str, object], properties: Properties, hooks: Hooks | None) -> bytes:
        problems: list[Diagnostic] = []
        guests: list[Guest] = []
        numbers, made = list[tuple[Level, int]](), dict[str, Entry]()
        brought, ids = set[str](), self._ids.copy()
        with loop_budget():
            if self._told is not None:
                properties = self._filled(self._told, context, properties, problems, hooks)
            core, wrong = core_entry(properties)
            problems += wrong
            for each in self._programs:
                before = len(problems)
                rendering = Rendering(each.program.tags, each.slots, problems, numbers, guests)
                xml = each.program.run(context, rendering, hooks)
                if len(problems) == before:
                    content, found = each.ending.end(xml, each.label, ids, rendering.foreign)
                    problems += found
                    made[each.name] = entry(each.name, content)
                    brought |= self._fonts.brought([*rendering.rare, xml] if rendering.foreign else rendering.rare)
        if problems or core is None:
            raise RenderError(placed(problems, self.name))
        made[self._fonts.part] = self._fonts.entry(frozenset(brought))
        numbering_name, numbering = self._lists
        if numbering_name:
            made[numbering_name] = entry(numbering_name, numbering.part(numbers))
        made[CORE] = core
        document = joined([made.get(part) or self._fixed[part] for part in self._order])
        return _with_guests(document, guests, self.name) if guests else document

    def _filled(
        self,
        told: PartProgram,
        context: Mapping[str, object],
        properties: Properties,
        problems: list[Diagnostic],
        hooks: Hooks | None,
    ) -> Properties:
        """The properties, with those that the template has tags in."""
        xml = told.program.run(context, Rendering(told.program.tags, told.slots, problems, [], []), hooks)
        return properties if problems else filled(xml, properties)


def _with_guests(document: bytes, guests: list[Guest], name: str) -> bytes:
    from docgen.render.guests import settle  # only where a value brings something along

    return settle(document, guests, name)


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


def _compile(data: bytes, name: str, profile: Profile, settle: Settle = settle) -> Template:
    package, problems = read_package(data)
    if package is None:
        raise RenderError(problems)
    parts, problems = read_parts(package, set())
    problems += [each for part in parts for each in part.problems]
    problems += [each for part in parts for tag in part.tags for each in tag_problems(tag)]
    if errors(problems):
        raise RenderError(errors(problems))
    setting = _setting(package, parts, profile)
    programs = [compile_part(part, setting, settle) for part in parts]
    told = next((each for each in programs if each.name == CORE), None)
    programs = [each for each in programs if each is not told]
    has_blocks = any(slot.blocks is not None for each in programs for slot in each.slots)
    fonts = _prepare_fonts(package, profile, [part.root for part in parts])
    numbering_name = _prepare_numbering(package, has_blocks)
    fixed = _fixed(package, {each.name for each in programs} | {numbering_name, fonts.part})
    still = [each for each in programs if each.is_still]
    fixed.update((each.name, each.still()) for each in still)
    moving = [each for each in programs if not each.is_still]
    lists = (numbering_name, setting.numbering)
    return Template(name, data, moving, fixed, lists, fonts, setting.ids, told)


def _setting(package: Package, parts: list[Part], profile: Profile) -> Setting:
    """Set the fonts of all parts, and read what the slots need to know of the template's styles and lists."""
    theme = theme_fonts(_theme(package.theme))
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
    setting = Setting(styles, profile, theme, prepare_numbering(roots.get("numbering"), styles), sections, Ids())
    for each in parts:
        dress(each, setting)
    for name, content in list(package.parts.items()):
        if name.endswith(".xml") and name not in {part.name for part in parts} | {package.one("styles")}:
            _dress_other(package, name, content, setting)
    return setting


def _theme(content: bytes) -> Element | None:
    return parse(content) if content.lstrip().startswith(b"<") else None


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
