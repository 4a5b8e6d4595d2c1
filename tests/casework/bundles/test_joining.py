"""Papers joined into one PDF: every page numbered where it is shown, whatever its turn."""

import zipfile

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from casework.bundles.joining import join, picture_as_pdf
from casework.bundles.locked_zip import write_locked
from rules.errors import ClerkError
from tests.casework.redaction.pdf_samples import Sample


def a_pdf(path, pages: int, **looks):
    sample = Sample(**looks)
    for number in range(pages):
        if number:
            sample.page()
        sample.text(60, 400, "页")
    path.write_bytes(sample.bytes())
    return path


def numbers(path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append("".join(one for one in text.get_text_range() if one.isdigit()))
    document.close()
    return found


def test_the_numbers_run_through_and_sheets_bear_none(tmp_path):
    one, two = a_pdf(tmp_path / "1.pdf", 2), a_pdf(tmp_path / "2.pdf", 3)
    sheet = a_pdf(tmp_path / "0.pdf", 1)
    target = tmp_path / "out.pdf"
    assert join(((sheet, 0), (one, 1), (two, 3), (sheet, 0)), target) == (1, 2, 3, 1)
    assert numbers(target) == ["", "1", "2", "3", "4", "5", ""]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_number_stands_in_the_upper_right_corner_as_it_is_shown(tmp_path, turn):
    target = tmp_path / "out.pdf"
    crop = (50, 50, 500, 800)
    join(((a_pdf(tmp_path / "1.pdf", 1, rotate=turn, crop=crop), 7),), target)
    document = pypdfium2.PdfDocument(target)
    picture = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    corner = picture.crop((picture.width - 60, 10, picture.width, 50))
    assert corner.getextrema()[0] < 100
    left, top, right, bottom = corner.point(lambda value: 255 if value < 128 else 0).getbbox()
    # Upright: a 7 is higher than it is wide.
    assert bottom - top > right - left


def test_a_damaged_paper_is_named(tmp_path):
    bad = tmp_path / "坏的.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(ClerkError, match=r"坏的\.pdf”无法并入案卷"):
        join(((bad, 1),), tmp_path / "out.pdf")


def test_a_picture_becomes_a_page(tmp_path):
    Image.new("RGB", (300, 200), "red").save(tmp_path / "a.png")
    assert picture_as_pdf(tmp_path / "a.png", tmp_path, tmp_path / "a.pdf") == 1
    assert numbers(tmp_path / "a.pdf") == [""]


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.text("文件abc0123 -", min_size=1, max_size=8), st.binary(max_size=2000), min_size=1
    ),
    st.text("ABCxyz789", min_size=1, max_size=12),
)
def test_a_locked_zip_opens_with_its_password_only(tmp_path_factory, files, password):
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    write_locked(path, files.items(), password)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == list(files)
        for name, content in files.items():
            assert archive.read(name, password.encode()) == content
        name = next(iter(files))
        with pytest.raises(RuntimeError):
            archive.read(name)
