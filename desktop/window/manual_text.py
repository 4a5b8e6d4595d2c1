"""A chapter of the manual, or what stands behind a field, laid out as a page to be read."""

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from casework.programs import handbook
from casework.programs.handbook import Chapter, Help
from desktop.look import theme

_NO_SOURCE = "本项没有单独的法律依据，按登记需要填写。"
_NOT_CARRIED = "这一条的原文没有随程序提供，请查阅原文。"
_IN_SUBSTANCE = "以下为要点，不是原文，引用前请核对。"
_NOTHING = "这里没有使用手册，请看程序文件夹里的“资料”。"
_LINE = 120.0
_HEADINGS = {1: 18, 2: 16, 3: 13}


def page_of_chapter(document: QTextDocument, chapter: Chapter) -> None:
    """Put a chapter under its heading into a document."""
    _lay_out(document, f"## {chapter.title}\n\n{chapter.text}")


def page_of_help(document: QTextDocument, asked: Help, chapter: Chapter | None) -> None:
    """Put into a document the source of a field, then the chapter that speaks of it."""
    parts: list[str] = []
    if asked.title:
        parts.append(f"## {asked.title}")
        parts += [asked.hint] if asked.hint else []
        parts += _source(asked)
    if chapter is not None:
        parts += ["---"] if parts else []
        parts += [f"## {chapter.title}", chapter.text]
    _lay_out(document, "\n\n".join(parts) or _NOTHING)


def _source(asked: Help) -> list[str]:
    basis = asked.basis
    if basis is None:
        return [_NO_SOURCE]
    words = handbook.provision(basis)
    if not words:
        return [f"**依据：{basis}**", _NOT_CARRIED]
    told = [] if handbook.is_in_full(basis.regulation) else [_IN_SUBSTANCE]
    quoted = "\n".join(f"> {line}" if line else ">" for line in words.splitlines())
    return [f"**依据：{basis}**", *told, quoted]


def _lay_out(document: QTextDocument, markdown: str) -> None:
    colours = theme.current()
    document.setDefaultFont(colours.font(13))
    document.setDocumentMargin(theme.px(20))
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        shape = QTextBlockFormat()
        if not _is_picture(block):
            shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        level = block.blockFormat().headingLevel()
        if level:
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            letters = QTextCharFormat()
            letters.setFont(colours.font(_HEADINGS.get(level, 13), bold=True))
            cursor.mergeCharFormat(letters)
        is_quoted = bool(block.blockFormat().intProperty(_QUOTED))
        if is_quoted:
            shape.setBackground(colours.colour("accent_ground"))
            shape.setLeftMargin(theme.px(12))
            shape.setRightMargin(0)
        is_close = is_quoted or cursor.currentTable() is not None
        shape.setTopMargin(theme.px(12) if level and block.position() else 0)
        shape.setBottomMargin(0 if is_close else theme.px(8))
        cursor.mergeBlockFormat(shape)
        block = block.next()
    _rule_tables(document)


_QUOTED = QTextBlockFormat.Property.BlockQuoteLevel.value


def _is_picture(block: QTextBlock) -> bool:
    parts = block.begin()
    return not parts.atEnd() and parts.fragment().charFormat().isImageFormat()


def _rule_tables(document: QTextDocument) -> None:
    """Give every table thin lines and room in its cells."""
    line = theme.current().colour("strong")
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format().toTableFormat()
            shape.setBorder(1)
            shape.setBorderBrush(line)
            shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBorderCollapse(True)
            shape.setCellPadding(theme.px(6))
            shape.setCellSpacing(0)
            shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            frame.setFormat(shape)
