"""A code (QR) in a document: a small picture beside the page's lower left corner.

It floats in the margin below the text, so that no letter grows by a line or a page because of it.
"""

from functools import lru_cache
from io import BytesIO

from lxml import etree

from casework.word.parts import RELATIONSHIP, parsed
from casework.word.relations import OFFICE, PACKAGE, relations_of, xml_bytes

MILLIMETRES = 18
# The text ends 35 mm above the edge of a letter's page; printers leave out the last 5 mm.
_FROM_TOP_MM = 268
_EMU = 36_000
_RELATION = "rIdDeskCode"
_DRAWING_ML = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPES = f"{{{PACKAGE}/content-types}}"


class Code(str):
    """A text that is shown as a code; an empty one shows nothing."""

    __slots__ = ()


@lru_cache(maxsize=1024)
def code_png(text: str) -> bytes:
    """Return the code of a text as a black and white PNG with its quiet border."""
    import segno

    stream = BytesIO()
    segno.make(text, error="m", micro=False).save(stream, kind="png", scale=8, border=2)
    return stream.getvalue()


def drawing(code: Code, number: int) -> str:
    """Return the run content that shows a code; `number` tells it from others of the page."""
    if not code:
        return ""
    size = MILLIMETRES * _EMU
    return (
        f'<w:drawing><wp:anchor xmlns:wp="{_DRAWING_ML}/wordprocessingDrawing" distT="0" distB="0"'
        ' distL="0" distR="0" simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{_FROM_TOP_MM * _EMU}</wp:posOffset>'
        f'</wp:positionV><wp:extent cx="{size}" cy="{size}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{900_000 + number}" name="二维码 {number}" descr="查找本件申请的二维码"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING_ML}/main"'
        f' noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING_ML}/main">'
        f'<a:graphicData uri="{_DRAWING_ML}/picture"><pic:pic xmlns:pic="{_DRAWING_ML}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{900_000 + number}" name="二维码"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{OFFICE}" r:embed="{_RELATION}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{size}" cy="{size}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing>"
    )


def enclose(parts: dict[str, bytes], part: str, code: Code) -> None:
    """Put the picture of a code into a package, for the part that shows it."""
    parts["word/media/desk_code.png"] = code_png(code)
    name = relations_of(part)
    if name in parts:
        root = parsed(parts[name], part="rels")
    else:
        space = f"{PACKAGE}/relationships"
        root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    etree.SubElement(
        root, RELATIONSHIP, Id=_RELATION, Type=f"{OFFICE}/image", Target="media/desk_code.png"
    )
    parts[name] = xml_bytes(root)
    types = parsed(parts["[Content_Types].xml"], part="types")
    if not any(node.get("Extension", "").lower() == "png" for node in types):
        # Defaults come before the parts that differ from them.
        ending = etree.Element(f"{_TYPES}Default", Extension="png", ContentType="image/png")
        types.insert(0, ending)
        parts["[Content_Types].xml"] = xml_bytes(types)


def is_shown(xml: str) -> bool:
    """Tell whether a filled part shows a code."""
    return f'r:embed="{_RELATION}"' in xml
