"""What is handed out takes its name once it is whole: one that breaks off leaves what was there."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from casework.bundles.joining import join, picture_as_pdf
from casework.bundles.locked_zip import write_locked
from casework.reports.workbook import workbook
from casework.word import office_program
from casework.word.office_program import to_pdf
from casework.year.report_files import ReportForm, write_report
from tests.casework.redaction.pdf_samples import Sample
from tests.casework.year.test_report_files import a_report


class BrokenOffError(Exception):
    pass


def broken_off(*_: object) -> None:
    raise BrokenOffError


def _report(form: ReportForm) -> Callable[[Path], object]:
    def write(target: Path) -> object:
        return write_report(a_report(), target, form)

    return write


def _joined(target: Path) -> object:
    page = target.with_name("页.pdf")
    sample = Sample()
    sample.text(60, 400, "页")
    page.write_bytes(sample.bytes())
    return join(((page, 1),), target)


def _picture(target: Path) -> object:
    from PIL import Image

    picture = target.with_name("扫描.png")
    Image.new("L", (200, 200), 255).save(picture)
    return picture_as_pdf(picture, target.parent, target)


def _locked(target: Path) -> object:
    return write_locked(target, [("申请.txt", b"1")], "a1b2")


def _book(target: Path) -> object:
    with workbook(target) as book:
        book.add_worksheet()
    return target


DOORS: dict[str, Callable[[Path], object]] = {
    **{form.name: _report(form) for form in ReportForm if form is not ReportForm.PDF},
    "joined": _joined,
    "picture": _picture,
    "locked": _locked,
    "book": _book,
}


@pytest.mark.parametrize("door", DOORS)
def test_what_breaks_off_leaves_what_was_there_and_nothing_half(
    door: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "交出去的"
    target.write_bytes(b"before")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", broken_off)
        with pytest.raises(BrokenOffError):
            DOORS[door](target)
    assert target.read_bytes() == b"before"
    assert not list(tmp_path.glob("*.part"))
    DOORS[door](target)
    assert target.read_bytes() != b"before"


def test_a_letter_turned_into_a_pdf_takes_its_name_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, made = tmp_path / "答复.docx", tmp_path / "made"
    source.write_bytes(b"PK")
    made.write_bytes(b"%PDF")
    monkeypatch.setattr(office_program, "_made", lambda *_: made)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", broken_off)
        with pytest.raises(BrokenOffError):
            to_pdf(source)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "答复.docx"]
    assert to_pdf(source).read_bytes() == b"%PDF"


def test_the_parts_of_a_book_lie_nowhere_but_where_they_are_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems, work = tmp_path / "系统", tmp_path / "旁边"
    systems.mkdir()
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(systems))
    with workbook(tmp_path / "台账.xlsx", work=work, constant_memory=True) as book:
        book.add_worksheet().write_string(0, 0, "林一帆")
        assert list(work.iterdir())
        assert not list(systems.iterdir())
