"""版记: who gets a copy, who issued it and when, between rules at the foot of the last page."""

from __future__ import annotations

from lxml import etree

from gongwen.blocks import Blocks, p, when
from gongwen.styles import TYPE_AREA
from gongwen.xml import NAMESPACES, w

_LINE = 500
"""Height of a line in twips, as the style 版记 has it."""
_EMU = 635
"""English metric units in a twip."""
_BOX = """<mc:AlternateContent {namespaces}><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="0">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b" anchorCtr="0">
<a:spAutoFit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent>"""


def imprint(issuer: str, day: str, *, copies: str = "", recipients: str = "") -> Blocks:
    """The imprint in a text box that stands on the lower edge of the type area, whatever is above it.

    ``copies`` is the condition for the line of ``recipients``, which otherwise stands always; without recipients
    there is none.
    """
    sent = [p(f"{recipients}。", "版记"), p("", "版记细线")] if recipients else []
    sent = when(copies, *sent) if copies else sent
    lines = [p("", "版记线"), *sent, p(f"{issuer}\t{day}印发", "印发机关"), p("", "版记线")]
    return [_anchored(lines, 3 if recipients else 1)]


def _anchored(content: Blocks, lines: int) -> etree._Element:
    """A paragraph that holds the box and is as high, so that no text runs under it, which does not flow round it."""
    namespaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    height = lines * _LINE + 60
    written = _BOX.format(namespaces=namespaces, width=TYPE_AREA * _EMU, height=height * _EMU)
    box = etree.fromstring(written.replace("\n", ""), etree.XMLParser(remove_blank_text=True))
    holder = box.find(".//w:txbxContent", NAMESPACES)
    assert holder is not None
    holder.extend(content)
    paragraph = p("", "版记锚点", spacing={"before": 0, "after": 0, "line": height, "lineRule": "exact"})
    paragraph.append(w("r", box))
    return paragraph
