"""A paper read back before it stands under its name: each thing that must not be in it is told."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pypdfium2 import raw

from casework.redaction import burning, doors
from casework.redaction.bars import Bar
from casework.redaction.burning import burn, problems
from casework.redaction.places import Box
from rules.errors import ClerkError
from tests.casework.redaction.pdf_samples import Sample
from tests.casework.redaction.test_burning import a_paper, noise

BAR = Bar(0, Box(20, 20, 120, 60))
Read = Callable[[bytes], list[str]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Any]:
    """A paper of two pages, and what each must look like."""
    folder = tmp_path_factory.mktemp("burnt")
    kept: list[Any] = []

    def noting(path: Path, drawn: Any, told: Any) -> Any:
        kept.append(list(drawn))
        return problems(path, drawn, told)

    pages = (noise((400, 600)), Image.new("RGB", (200, 300), "red"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(burning, "problems", noting)
        burn(a_paper(folder, *pages), [BAR], folder / "out.pdf")
    return (folder / "out.pdf").read_bytes(), kept[0]


@pytest.fixture
def read(written: tuple[bytes, Any], tmp_path: Path) -> Read:
    def found(content: bytes) -> list[str]:
        path = tmp_path / "half.pdf"
        path.write_bytes(content)
        return list(problems(path, written[1]))

    return found


def changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    """Open a PDF, do something to it, and save it."""
    from io import BytesIO

    document = pypdfium2.PdfDocument(content)
    change(document)
    kept = BytesIO()
    document.save(kept)
    document.close()
    return kept.getvalue()


def later(content: bytes, body: str, trailer: str) -> bytes:
    """Save a PDF once more behind its end, as an editor does."""
    begun = re.findall(rb"startxref\s+(\d+)", content)[-1].decode()
    at = len(content) + 1
    return (
        content
        + f"\n{body}\nxref\n0 1\n0000000000 65535 f \n90 1\n{at:010} 00000 n \n".encode()
        + f"trailer\n<< /Size 91 /Prev {begun} /Root 1 0 R {trailer} >>\n".encode()
        + f"startxref\n{at + len(body) + 1}\n%%EOF\n".encode()
    )


def test_a_paper_as_it_was_written_has_none(written: tuple[bytes, Any], read: Read) -> None:
    assert read(written[0]) == []


def test_a_page_more_or_less_is_told_alone(written: tuple[bytes, Any], read: Read) -> None:
    assert read(changed(written[0], lambda document: document.new_page(9, 9))) == ["页数不符"]
    assert read(changed(written[0], lambda document: document.del_page(1))) == ["页数不符"]


def test_what_lies_beside_the_pages_is_told(written: tuple[bytes, Any], read: Read) -> None:
    content = written[0]
    attached = read(changed(content, lambda document: document.new_attachment("a.txt")))
    assert "带有文件属性或者附件" in attached
    named = later(content, "90 0 obj\n<< /Author (Lin) >>\nendobj", "/Info 90 0 R")
    assert read(named) == ["带有文件属性或者附件", "带有以前的版本"]
    blank = later(content, "90 0 obj\n<< /Author () >>\nendobj", "/Info 90 0 R")
    assert read(blank) == ["带有以前的版本"]
    assert read(later(content, "90 0 obj\n<< >>\nendobj", "")) == ["带有以前的版本"]
    assert read(content + b"\n%%EOF\n") == ["带有以前的版本"]
    # Its name alone is enough, though no version stands before.
    assert read(content.replace(b"/Root", b"/Info 9 0 R /Root")) == ["带有以前的版本"]


def on_page(number: int, change: Callable[[Any, Any], object]) -> Callable[[Any], object]:
    def changing(document: Any) -> None:
        page = document[number]
        change(document, page)
        raw.FPDFPage_GenerateContent(page)
        page.close()

    return changing


def with_text(document: Any, page: Any) -> None:
    text = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 12)
    words = ("a\0").encode("utf-16-le")
    import ctypes

    raw.FPDFText_SetText(text, ctypes.cast(ctypes.create_string_buffer(words), raw.FPDF_WIDESTRING))
    raw.FPDFPage_InsertObject(page, text)


def with_note(_document: Any, page: Any) -> None:
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_SQUARE)
    raw.FPDFPage_CloseAnnot(note)


def moved(by: float) -> Callable[[Any, Any], None]:
    def move(_document: Any, page: Any) -> None:
        (image,) = page.get_objects()
        image.set_matrix(image.get_matrix().translate(by, 0))

    return move


def with_picture(picture: Image.Image) -> Callable[[Any, Any], None]:
    """Put another picture in the place of the one of a page."""

    def put(document: Any, page: Any) -> None:
        (old,) = page.get_objects()
        matrix = old.get_matrix()
        page.remove_obj(old)
        made = pypdfium2.PdfImage.new(document)
        made.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
        made.set_matrix(matrix)
        page.insert_obj(made)

    return put


def of_page(found: list[str]) -> list[str]:
    # Saved by another program it has names and numbers of its own.
    return [one for one in found if one.startswith("第")]


def test_whatever_is_on_a_page_beside_its_picture_is_told(
    written: tuple[bytes, Any], read: Read
) -> None:
    def after(number: int, change: Callable[[Any, Any], object]) -> list[str]:
        return of_page(read(changed(written[0], on_page(number, change))))

    assert after(1, lambda *_: None) == []
    assert after(1, with_text) == ["第2页还有文字", "第2页不只是一幅图"]
    assert after(0, with_note) == ["第1页还有批注"]
    assert after(0, moved(0.04)) == []
    assert after(1, moved(0.06)) == ["第2页的图像没有铺满页面"]
    assert after(1, lambda _document, page: page.remove_obj(next(page.get_objects()))) == [
        "第2页不只是一幅图"
    ]


def test_another_picture_and_a_bar_with_a_gap_are_told(
    written: tuple[bytes, Any], read: Read
) -> None:
    def after(number: int, picture: Image.Image) -> list[str]:
        return of_page(read(changed(written[0], on_page(number, with_picture(picture)))))

    document = pypdfium2.PdfDocument(written[0])
    (image,) = document[0].get_objects()
    shown = image.get_bitmap(render=False).to_pil().convert("L")
    document.close()
    assert after(1, Image.new("RGB", (200, 300), "red")) == []
    assert after(1, Image.new("RGB", (201, 300), "red")) == ["第2页的图像和所画的不一致"]
    # A little off in its shade it is alike, as a picture packed with loss is.
    for more, alike in ((-7, True), (-30, False)):
        found = after(1, Image.new("RGB", (200, 300), (255 + more, 0, 0)))
        assert (found == []) is alike
    assert after(0, shown) == []
    gap = shown.copy()
    # One letter seen under the bar that was drawn from 40, 40 to 240, 120.
    ImageDraw.Draw(gap).rectangle((100, 60, 104, 66), fill=255)
    assert after(0, gap) == ["第1页的遮盖处没有盖严"]


def test_a_page_with_more_than_can_be_looked_through_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = Sample()
    sample.text(60, 700, "十个字的一行正好十个")
    source = tmp_path / "a.pdf"
    source.write_bytes(sample.bytes())
    monkeypatch.setattr(doors, "_MOST_CHARACTERS", 10)
    (page,) = doors.read_pdf(source, tmp_path, 0, 1)
    assert page.text.letters == "十个字的一行正好十个"
    monkeypatch.setattr(doors, "_MOST_CHARACTERS", 9)
    with pytest.raises(ClerkError, match="有一页超过10万字，不能逐字查找，请拆分"):
        doors.read_pdf(source, tmp_path, 0, 1)
