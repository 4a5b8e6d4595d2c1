"""A .docx as its parts: opened with suspicion, written byte for byte the same each time.

Whatever is wrong with a file a clerk chose is a `ClerkError`; a damaged or hostile archive can
neither crash the program nor make it fetch or unpack anything.
"""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from rules.errors import ClerkError

Node: TypeAlias = Any
Source: TypeAlias = bytes | Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAIN = "word/document.xml"

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_LARGEST = 80 * 1024 * 1024
_MOST_PARTS = 2000
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    struct.error,
    OSError,
)
_DAMAGED = "文件已经损坏，无法读取，请用 Word 或 WPS 打开后另存为 .docx，再试一次。"


def source_bytes(source: Source) -> bytes:
    """Return the bytes of a file or of what already is bytes. Raises `ClerkError` if unreadable."""
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise ClerkError(
            f"文件“{source.name}”无法读取，可能已被移走或者正被别的程序占用，"
            "请确认文件还在并关闭占用它的程序后再试。"
        ) from error


def opened(source: Source) -> dict[str, bytes]:
    """Return the parts of a .docx by name. Raises `ClerkError` if it is not a sound one."""
    parts = packed_parts(source_bytes(source))
    if any(name.endswith("vbaProject.bin") for name in parts):
        raise ClerkError("文件里带有宏，为安全起见不能使用，请另存为不带宏的 .docx 后再试。")
    if MAIN not in parts or "[Content_Types].xml" not in parts:
        raise ClerkError("这不是完整的 Word 文档，缺少正文，请用 Word 或 WPS 另存为 .docx 后再试。")
    return parts


def packed_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of any Office package by name. Raises `ClerkError` if it is unsound."""
    if data[:4] == _OLD_WORD:
        raise ClerkError(
            "这是旧版 Word 文档（.doc），或者文件加了密码，请去掉密码并另存为 .docx 后再试。"
        )
    if data[:2] != b"PK":
        raise ClerkError("这不是 Word 文档（.docx），请选择用 Word 或 WPS 保存的 .docx 文件。")
    try:
        return _unpacked(data)
    except ClerkError:
        raise
    except _UNREADABLE as error:
        raise ClerkError(_DAMAGED) from error


def _unpacked(data: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = _LARGEST
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS:
            raise ClerkError("文件里的部件过多，不像是文书模板，请换一个文件。")
        for entry in entries:
            if entry.is_dir():
                continue
            with archive.open(entry) as stream:
                content = stream.read(left + 1)
            left -= len(content)
            if left < 0:
                raise ClerkError("文件展开后过大，不像是文书，请压缩其中的图片后再试。")
            parts[entry.filename.lstrip("/")] = content
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a .docx of the parts; the same parts always give the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        # Word itself puts the content types first, and some readers insist on it.
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name])
    return stream.getvalue()


def parsed(content: bytes, *, part: str = MAIN) -> Node:
    """Return the root of an XML part, without comments and processing instructions.

    Raises `ClerkError` if it is not well formed, declares a document type (which could make the
    reader fetch or blow up) or, for the main part, is not an ordinary Word document.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ClerkError(_DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise ClerkError(_DAMAGED)
    if part == MAIN and root.tag != f"{W}document":
        if root.tag == f"{{{_STRICT}}}document":
            raise ClerkError(
                "文件是“Strict Open XML”格式，请在 Word 中另存为普通的“Word 文档（.docx）”。"
            )
        raise ClerkError(_DAMAGED)
    if part == MAIN and root.find(f"{W}body") is None:
        raise ClerkError(_DAMAGED)
    return root


def text_parts(parts: Mapping[str, bytes]) -> list[str]:
    """Return the names of the parts that hold text: the body, then headers, footers, notes."""
    prefixes = ("word/header", "word/footer", "word/footnotes", "word/endnotes")
    rest = sorted(name for name in parts if name.startswith(prefixes) and name.endswith(".xml"))
    return [MAIN, *rest]
