"""The form a section filled in, read back from Word or from the package it lay in.

A door of `read_apart`: foreign bytes are read in the child process, plain texts come back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casework.word.parts import MAIN, Node, W, opened, packed_parts, parsed
from rules.errors import ClerkError

_MARK = "回执码"
_MOST_OTHERS = 40
_WORD_ENDING = ".docx"


@dataclass(frozen=True, slots=True)
class SectionReading:
    """What stands in a form: its code, the words beside each label, and what lay in the package."""

    code: str
    cells: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, bytes], ...] = ()

    def said(self, label: str) -> str:
        """Return what stands beside a label, an empty text where nothing does."""
        return next((text for name, text in self.cells if name == label), "")


def read_section_form(source: Path) -> SectionReading:
    """Return what a section wrote into its form, a .docx or a package that holds one.

    Raises `ClerkError` where there is no form in it, or more than one.
    """
    try:
        content = source.read_bytes()
    except OSError as error:
        raise ClerkError(f"“{source.name}”读不出来，请检查优盘或者文件夹后再试。") from error
    parts = packed_parts(content)
    if MAIN in parts:
        found = _form_in(content)
        if found is None:
            raise ClerkError(_NOT_ONE.format(name=source.name))
        return found
    forms, others = [], []
    for name, part in parts.items():
        plain = name.rsplit("/", 1)[-1]
        form = _form_in(part) if plain.lower().endswith(_WORD_ENDING) else None
        if form is not None:
            forms.append(form)
        if plain and plain != "说明.txt":
            others.append((plain, part))
    if len(forms) != 1:
        words = "有不止一份办理意见表" if forms else "没有办理意见表"
        raise ClerkError(f"“{source.name}”里{words}，请只留填好的一份再读入。")
    if len(others) > _MOST_OTHERS:
        raise ClerkError(
            f"“{source.name}”里有{len(others)}个文件，最多{_MOST_OTHERS}个，请分开交回。"
        )
    one = forms[0]
    return SectionReading(one.code, one.cells, tuple(others))


_NOT_ONE = "“{name}”不是办理意见表（找不到回执码），请选择科室交回的办理意见表或者压缩包。"


def _form_in(content: bytes) -> SectionReading | None:
    """Return the form in a Word document; None where it is another paper."""
    try:
        body = parsed(opened(content)[MAIN]).find(f"{W}body")
    except ClerkError:
        return None
    if body is None:
        return None
    code = ""
    for paragraph in body.iter(f"{W}p"):
        before, mark, after = _text(paragraph).partition(_MARK)
        if mark and not before.strip():
            code = after.strip(" ：:\u3000")
            break
    if not code:
        return None
    return SectionReading(code, tuple(_rows(body)))


def _rows(body: Node) -> Iterator[tuple[str, str]]:
    for row in body.iter(f"{W}tr"):
        cells = [_cell(cell) for cell in row.iter(f"{W}tc")]
        if len(cells) >= _LABEL_AND_WORDS and cells[0]:
            # A label may stand on two lines of its narrow cell.
            yield "".join(cells[0].split()), "\n".join(filter(None, cells[1:]))


_LABEL_AND_WORDS = 2


def _cell(cell: Node) -> str:
    lines = (_text(paragraph).strip(" \u3000") for paragraph in cell.iter(f"{W}p"))
    return "\n".join(line for line in lines if line)


def _text(paragraph: Node) -> str:
    said = []
    for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        said.append(node.text or "" if node.tag == f"{W}t" else "\n")
    return "".join(said)
