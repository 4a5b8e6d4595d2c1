"""The papers in the package: the manual and the page for IT, each as a web page and as PDF."""

import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPdfWriter, QTextDocument

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The order of the fonts in a PDF would be another each time.
os.environ["QT_HASH_SEED"] = "0"

from bundle.markdown import body, headings, inline

FOLDER = "资料"
# Page of docs/, and the name it goes under.
PAGES = {
    "manual.md": "使用手册",
    "keys.md": "快捷键卡",
    "it.md": "信息技术部门须知",
    "pc-checklist.md": "新电脑一分钟检查表",
    "news.md": "各版本说明",
    "law.md": "法规条文",
}
# What the program itself reads out of these pages, it reads as they were written.
READ_INSIDE = ("manual.md", "law.md")
_STYLE = """
body{font-family:"Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;
line-height:1.75;max-width:56em;margin:0 auto;padding:2em 1.5em;color:#1b2330;background:#fff}
h1,h2,h3{color:#123c7c;line-height:1.35}h2{border-bottom:1px solid #d5dce8;padding-bottom:.25em;
margin-top:2em}table{border-collapse:collapse;margin:1em 0}th,td{border:1px solid #c5cedc;
padding:.3em .7em;text-align:left;vertical-align:top}th{background:#eef3fb}
code,pre{font-family:Consolas,"DejaVu Sans Mono",monospace;background:#f2f4f8}
pre{padding:.8em;overflow:auto}img{max-width:100%;border:1px solid #d5dce8}
nav{background:#f5f8fd;padding:.6em 1.4em;border-radius:6px}a{color:#1f5fbf}
@media print{nav{display:none}body{max-width:none;padding:0}}
"""
_PAPER_STYLE = (
    "body{font-family:'Noto Sans CJK SC','Microsoft YaHei','WenQuanYi Micro Hei';font-size:10pt}"
    "h1{font-size:18pt}h2{font-size:14pt}h3{font-size:12pt}"
    "table{border-collapse:collapse}th,td{border:1px solid #999;padding:3px}"
    "pre,code{font-family:'Noto Sans Mono CJK SC','DejaVu Sans Mono','Noto Sans CJK SC';"
    "font-size:9pt;white-space:pre-wrap}"
)
_PICTURE_WIDTH = 620
# For the number of the page, in the points of the writer.
_FOOT = 28


def web_page(text: str, title: str) -> str:
    """Return a page a browser opens without anything else but its pictures."""
    jumps = "".join(
        f'<li><a href="#{place}">{inline(words)}</a></li>'
        for rank, words, place in headings(text)
        if rank == 2
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>\n"
        f"<nav><ol>{jumps}</ol></nav>\n{_linked(body(text))}\n</body></html>\n"
    )


def _linked(html: str) -> str:
    """Let pages of docs/ that are here too be found under their names here; others be words."""

    def to(match: re.Match[str]) -> str:
        target, words = match[1], match[2]
        if target.startswith("#"):
            return match[0]
        named = PAGES.get(target.rpartition("/")[2])
        return f'<a href="{named}.html">{words}</a>' if named else words

    html = re.sub(r'<a href="([^"]+)">(.*?)</a>', to, html)
    return html.replace('src="images/', 'src="图片/')


def write_pdf(text: str, docs: Path, target: Path) -> None:
    """Write a page as PDF, with a time of its own taken out: two runs give the same bytes."""
    from PySide6.QtCore import QMarginsF, Qt, QUrl
    from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPdfWriter, QTextDocument

    writer = QPdfWriter(str(target))
    writer.setTitle(text.partition("\n")[0].lstrip("# "))
    writer.setCreator("依申请公开办件台")
    writer.setResolution(96)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(18, 16, 18, 16),
        )
    )
    page = QTextDocument()
    html = body(text)
    for name in set(re.findall(r'<img src="([^"]+)"', html)):
        # One and a half times its place on the page: sharp on paper, and half the bytes.
        picture = in_greys(
            QImage(str(docs / name)).scaledToWidth(
                _PICTURE_WIDTH * 3 // 2, Qt.TransformationMode.SmoothTransformation
            )
        )
        page.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture)
        width = min(_PICTURE_WIDTH, picture.width())
        html = html.replace(f'src="{name}"', f'src="{name}" width="{width}"')
    page.setDefaultStyleSheet(_PAPER_STYLE)
    page.setHtml(f"<html><body>{html}</body></html>")
    _draw_pages(page, writer)
    del writer
    target.write_bytes(_timeless(target.read_bytes()))


def _draw_pages(page: "QTextDocument", writer: "QPdfWriter") -> None:
    """Draw a document page by page, its pictures as they are and not packed as photographs."""
    from PySide6.QtCore import QRectF, QSizeF, Qt
    from PySide6.QtGui import QPainter

    width, height = writer.width(), writer.height() - _FOOT
    page.documentLayout().setPaintDevice(writer)
    page.setDocumentMargin(0)
    page.setPageSize(QSizeF(width, height))
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for number in range(page.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * height)
        page.drawContents(painter, QRectF(0, number * height, width, height))
        painter.restore()
        foot = QRectF(0, height, width, _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(number + 1))
    painter.end()


def in_greys(picture: "QImage") -> "QImage":
    """Return a picture in sixteen greys: a third of the bytes; the web page has it in colours."""
    from PySide6.QtGui import QImage

    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    steps = bytes((value + 8) // 17 * 17 for value in range(256))
    pixels = memoryview(grey.bits())
    pixels[:] = bytes(pixels).translate(steps)
    return grey


def lean(path: Path) -> "QImage":
    """Return a picture of a window in the 256 colours it shows most: a third of the bytes."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    plain = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(bytes(plain.constBits())).cast("I")
    # Among colours shown equally often the order is that of their numbers: always the same.
    often = sorted(Counter(pixels).items(), key=lambda found: (-found[1], found[0]))[:256]
    table = sorted(colour for colour, _ in often)
    flags = Qt.ImageConversionFlag.ThresholdDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)


def _timeless(pdf: bytes) -> bytes:
    """Put one day in the place of each time and mark of chance; no length changes."""
    pdf = re.sub(rb"\(D:\d{14}", b"(D:20260101000000", pdf)
    pdf = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", b"2026-01-01T00:00:00", pdf)
    zero = b"00000000-0000-0000-0000-000000000000"
    pdf = re.sub(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", zero, pdf)
    return re.sub(rb"(/ID\s*\[\s*)<[0-9a-fA-F]+>(\s*)<[0-9a-fA-F]+>", _no_mark, pdf)


def _no_mark(match: re.Match[bytes]) -> bytes:
    return re.sub(rb"<[0-9a-fA-F]+>", lambda one: b"<" + b"0" * (len(one[0]) - 2) + b">", match[0])


def main(words: list[str]) -> None:
    """Write every page of the tree `words[0]` into the folder `words[1]`."""
    from PySide6.QtGui import QGuiApplication

    docs, into = Path(words[0]) / "docs", Path(words[1])
    application = QGuiApplication([])
    (into / "图片").mkdir(parents=True, exist_ok=True)
    shown = {
        name
        for page in PAGES
        for name in re.findall(r"!\[[^\]]*\]\(images/([^)]+)\)", (docs / page).read_text("utf-8"))
    }
    for name in sorted(shown):
        lean(docs / "images" / name).save(str(into / "图片" / name), "PNG")  # type: ignore[call-overload]
    for page, name in PAGES.items():
        text = (docs / page).read_text(encoding="utf-8")
        (into / f"{name}.html").write_text(web_page(text, name), encoding="utf-8", newline="\n")
        write_pdf(text, docs, into / f"{name}.pdf")
        if page in READ_INSIDE:
            (into / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    del application


if __name__ == "__main__":
    main(sys.argv[1:])
