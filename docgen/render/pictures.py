"""A docxtpl InlineImage -> the run that shows it, and its bytes as a guest; knows python-docx's images."""

from __future__ import annotations

from typing import Any

from lxml import etree

from docgen.expressions import ExpressionError
from docgen.render.guests import Guests, Link, Picture, add, is_address
from docgen.render.ooxml import A_NS, R_NS, W_NS, WP_NS

_PIC_NS = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture_run(value: Any, guests: Guests) -> str:
    """The run with a picture, as docxtpl writes it. Raises ExpressionError for what is no picture."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image
    from docx.oxml.shape import CT_Inline

    try:
        image = Image.from_file(value.image_descriptor)
        width, height = image.scaled_dimensions(value.width, value.height)
    except OSError as problem:
        raise ExpressionError(f"图片读不出来：{problem.strerror or problem}", "检查图片文件在不在") from None
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ValueError, ZeroDivisionError):
        raise ExpressionError("图片的格式不认识，或者已经损坏", "用 PNG、JPEG、GIF、BMP 或者 TIFF") from None
    relation = add(guests, Picture(image.blob, image.ext, image.content_type))
    drawn = CT_Inline.new_pic_inline(1, relation, image.filename, width, height)
    if value.anchor:
        _link(drawn, value.anchor, guests)
    xml = etree.tostring(drawn, encoding="unicode").replace(f' xmlns:w="{W_NS}"', "")
    return f"<w:r><w:drawing>{xml}</w:drawing></w:r>"


def _link(drawn: Any, address: str, guests: Guests) -> None:
    if not is_address(address):
        raise ExpressionError(f"图片的超链接“{address[:30]}”不是网址", "anchor 写网址（https://…、mailto:…）")
    for holder in drawn.iter(f"{{{WP_NS}}}docPr", f"{{{_PIC_NS}}}cNvPr"):
        etree.SubElement(holder, f"{{{A_NS}}}hlinkClick", {f"{{{R_NS}}}id": add(guests, Link(address))})
