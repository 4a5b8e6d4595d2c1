"""Small Word documents made by hand, for the tests of the filler."""

import zipfile
from io import BytesIO

from lxml import etree

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def p(*runs: str, more: str = "") -> str:
    """A paragraph of runs; a plain text is a run without properties."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{more}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def table(*rows: list[str]) -> str:
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"


def docx(body: str, **parts: str) -> bytes:
    """A document; further parts by name, `header1` standing for word/header1.xml."""
    contents = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        path = name if "/" in name else f"word/{name}.xml"
        contents[path] = content
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def runs(data: bytes, name: str = "word/document.xml") -> list[list[str]]:
    """The text of every run of every paragraph that has one."""
    found = []
    for paragraph in part(data, name).iter(f"{W}p"):
        texts = [
            "".join(node.text or "" for node in run.iter(f"{W}t"))
            for run in paragraph.iter(f"{W}r")
            if next(run.iterancestors(f"{W}p")) is paragraph
        ]
        if texts:
            found.append(texts)
    return found
