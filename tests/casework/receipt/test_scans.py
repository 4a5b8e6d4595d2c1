"""A scan is read where recognition is installed; without it everything else goes on.

Thirty scans are measured by `python -m tests.casework.receipt.measure_scans`.
"""

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from casework.foreign import Limits
from casework.receipt import component as components
from casework.receipt import page_letters
from casework.receipt import reading as readings
from casework.receipt.blocks import ReadCell, ReadRow
from casework.receipt.component import HOW_TO_GET_IT, component
from casework.receipt.grid import RelativeBox
from casework.receipt.page_rows import Piece, laid_out
from casework.receipt.reading import read_bytes
from casework.receipt.receipt_form import read_application
from rules.errors import ClerkError
from tests.faults.foreign_files import picture

_MAKE = """
import sys
from pathlib import Path
from random import Random
sys.path.append(sys.argv[1])
from tests.casework.receipt.scans import form_picture
import json
raw, truth = form_picture(Random(5), "all")
Path(sys.argv[2]).write_bytes(raw)
print(json.dumps(truth))
"""


def test_without_the_component_a_picture_says_how_to_get_it() -> None:
    with pytest.raises(ClerkError, match="python run"):
        read_bytes(picture(), "照片.png", recognise=False)
    assert "run.py ocr" in HOW_TO_GET_IT


def test_the_component_is_imported_from_behind_everything_of_ours(tmp_path, monkeypatch) -> None:
    broken_off, whole = tmp_path / "甲", tmp_path / "乙"
    for folder in (broken_off, whole):
        folder.mkdir()
    monkeypatch.setattr(components, "_folders", lambda: [broken_off, whole])
    monkeypatch.setattr(sys, "path", ["ours"])
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    with pytest.raises(ClerkError, match="文字识别组件"):
        components.make_importable()
    assert (sys.path, components.is_installed()) == (["ours"], False)
    # Written last: an installation that broke off is none.
    (whole / "installed.json").touch()
    components.make_importable()
    assert sys.path == ["ours", str(whole)]
    assert os.environ["OMP_NUM_THREADS"] == "2"
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    components.make_importable()
    assert os.environ["OMP_NUM_THREADS"] == "1"


def test_the_component_lies_beside_a_packed_program_or_with_its_user(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "banjiantai.exe"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    beside = tmp_path.resolve() / "ocr"
    assert components._folders() == [beside, tmp_path / "Local" / "依申请公开办件台" / "ocr"]
    monkeypatch.delenv("LOCALAPPDATA")
    assert components._folders() == [beside]


def test_pictures_of_pages_are_read_apart_with_time_for_a_whole_page(monkeypatch) -> None:
    asked: list[tuple[object, ...]] = []

    def read_apart(door: object, picture: Path, *, limits: Limits) -> tuple[str, bytes]:
        asked.append((door, picture))
        assert limits.seconds > 2 * Limits().seconds
        assert limits.mib > 2 * Limits().mib
        return "字", b""

    monkeypatch.setattr(page_letters, "read_apart", read_apart)
    assert page_letters.Recogniser()(Path("页.png")) == ("字", b"")
    assert asked == [(page_letters.letters_on, Path("页.png"))]


def scanned(pages: int, kind: str) -> bytes:
    into = BytesIO()
    if kind == "PDF":
        document = pypdfium2.PdfDocument.new()
        for _ in range(pages):
            document.new_page(200, 300)
        document.save(into)
    else:
        frames = [Image.new("L", (60, 80), 255) for _ in range(pages)]
        frames[0].save(into, kind, save_all=True, append_images=frames[1:])
    return into.getvalue()


@pytest.mark.parametrize(
    ("pages", "kind", "unread"),
    [
        (1, "PDF", []),
        (6, "PDF", []),
        (7, "PDF", ["这份扫描件的最后1页没有识别，请对照原件。"]),
        (6, "TIFF", []),
        (9, "TIFF", ["这份扫描件的最后3页没有识别，请对照原件。"]),
        # A moving picture is one page, whatever else it holds.
        (9, "GIF", []),
    ],
)
def test_pages_that_were_not_read_are_told(pages, kind, unread, monkeypatch) -> None:
    rows = [ReadRow((ReadCell("申请人"), ReadCell("林一帆")), in_table=True)]
    monkeypatch.setattr(readings, "recognised_rows", lambda raw: rows)
    reading = read_bytes(scanned(pages, kind), f"扫描件.{kind}", recognise=True)
    assert reading.values["applicant_name"] == "林一帆"
    assert [left.text for left in reading.rest] == unread


def test_an_address_in_a_letter_is_read_whole(monkeypatch) -> None:
    lines = ["申请人：林一帆", "住址：青枫区人民路1号", "申请公开：青枫路南段征地批复"]
    pieces = [
        Piece(one, RelativeBox(0.1 + 0.03 * place, top, 0.13 + 0.03 * place, top + 0.02), 0.9)
        for top, text in zip((0.1, 0.14, 0.18), lines, strict=True)
        for place, one in enumerate(text)
    ]
    rows = laid_out(pieces, [], page=0, ratio=0.7)
    monkeypatch.setattr(readings, "recognised_rows", lambda raw: rows)
    reading = read_bytes(picture(), "来信.png", recognise=True)
    assert reading.values["address"] == "青枫区人民路1号"
    assert reading.values["information_sought"] == "青枫路南段征地批复"
    assert reading.rest == []


@pytest.mark.timeout(180)
@pytest.mark.skipif(component() is None, reason="recognition is not installed")
def test_a_slanted_stamped_photograph_is_read_with_the_places_of_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "申请表.jpg"
    # Made in a process of its own: the component's libraries are not for the program's.
    made = subprocess.run(
        [sys.executable, "-c", _MAKE, str(component()), str(path)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    reading = read_application(path)
    for name, value in json.loads(made.stdout).items():
        found = re.sub(r"[\s\W_]", "", reading.values[name])
        assert found == re.sub(r"[\s\W_]", "", value)
    place = reading.fields["phone"].place
    assert place is not None
    assert 0.5 < place.left < 0.7
    assert 0.08 < place.top < 0.2
