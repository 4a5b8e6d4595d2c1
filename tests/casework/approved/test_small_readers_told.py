"""Trials of the program, papers of other programs, stamps and pictures, held against approval."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image, ImageDraw

from casework import trials
from casework.desk.desk import Desk
from casework.desk.last_check import check_words, is_check_due, last_check, note_check
from casework.letters.remedy_check import remedy_troubles
from casework.receipt.blocks import PageArea, ReadCell, ReadRow
from casework.receipt.open_document import open_document_rows
from casework.receipt.result import Reading
from casework.receipt.stamps import take_stamp, without_stamp
from casework.redaction.doors import grey_or_colour, on_white, read_picture
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.conftest import Clock

TRIALS: tuple[Callable[[trials.Bench], str], ...] = (
    trials.templates, trials.commands, trials.search, trials.letters, trials.report, trials.ledger, trials.check, trials.copies,
)  # fmt: skip


def test_the_trials_of_the_program(approved, sample, tmp_path) -> None:
    bench = trials.Bench(tmp_path)
    with pytest.raises(RuntimeError, match="没有登记簿可用"):
        bench.desk.today  # noqa: B018
    bench.open(sample)

    def tell() -> Iterator[str]:
        for trial in TRIALS:
            yield f"{trial.__name__}: {trial(bench)}"
        yield from sorted(path.name for path in tmp_path.glob("年度*"))
        yield bench.register.name

    approved("trials", tell())


ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:scripts><text:p>外</text:p></office:scripts><office:body><office:text>'
    "<text:h>申请表</text:h><!-- 注 --><text:section><text:p>姓名<text:tab/>林<text:span>一<text:s/>帆</text:span>尾<text:line-break/>下行<office:annotation><text:p>批注</text:p></office:annotation>末</text:p></text:section>"
    "<table:table><table:table-row><table:table-cell><text:p>电话</text:p><text:p>手机</text:p></table:table-cell><table:table-cell><text:p>138</text:p></table:table-cell></table:table-row>"
    "<table:table-row><table:table-cell/></table:table-row></table:table><text:p/></office:text></office:body></office:document-content>"
)  # fmt: skip


def test_what_an_open_document_says(approved) -> None:
    def tell() -> Iterator[str]:
        for text in (ODT, ODT.replace("office:body", "office:x"), "<x/>"):
            yield "=="
            yield from told(open_document_rows(text.encode()))
        with pytest.raises(ClerkError) as refused:
            open_document_rows(b"<x")
        yield str(refused.value)

    approved("open_documents", tell())


STAMPS = ("收文章", "青枫区政务公开局收文专用章", "收文2026年3月6日", "收 文\n第12号2026.3.6", "收件：编号：7号2026-03-06上午9:30", "2026年3月6日", "2026.3.5", "收讫", "申请人：林一帆", "", "来文登记", "二〇二六年三月六日", "收文日期")  # fmt: skip


def rows_by_lot(draw: random.Random) -> list[ReadRow]:
    """Return lines and cells of a form with a stamp on it, perhaps with places on a page."""
    placed = draw.random() < 0.6
    rows: list[ReadRow] = []
    for at in range(draw.randint(1, 4)):
        cells = []
        for _ in range(draw.randint(1, 2)):
            left, top = (
                draw.choice((0.1, 0.3, 0.36, 0.6)),
                0.1 + at * draw.choice((0.0, 0.05, 0.099, 0.11)),
            )
            place = (
                PageArea(draw.choice((1, 1, 1, 2)), left, top, draw.choice((0.1, 0.2)), 0.02)
                if placed
                else None
            )
            cells.append(ReadCell(draw.choice(STAMPS), place))
        rows.append(ReadRow(tuple(cells), in_table=draw.random() < 0.5))
    return rows


def test_stamps_and_the_days_beside_them(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(150):
            draw = random.Random(f"stamps {seed}")
            rows = rows_by_lot(draw)
            kept, stamp = without_stamp(rows)
            reading = Reading()
            if seed % 3:
                reading.put("arrived_on", "2026-03-05", draw.choice(("落款日期", "收到日期")))
            take_stamp(reading, stamp)
            yield f"{[[cell.text for cell in row.cells] for row in rows]} → {[[cell.text for cell in row.cells] for row in kept]} {stamp.value if stamp else '—'}"
            if stamp is not None:
                yield f"  {reading.values} {reading.fields['arrived_on'].source} {reading.fields['arrived_on'].doubt} {[one.text for one in reading.rest]}"

    approved("stamps", tell())


def pictures() -> Iterator[tuple[str, Image.Image, dict[str, Any]]]:
    """Yield pictures of every mode a scan or photograph comes in, with what is kept beside them."""
    for mode in ("1", "L", "RGB", "RGBA", "LA", "P", "I;16", "I", "F", "CMYK"):
        picture = Image.new(
            mode, (60, 90), 200 if mode in ("L", "I", "I;16", "F", "P", "1") else None
        )
        yield mode, picture, {}
    marked = Image.new("RGB", (61, 40), "white")
    ImageDraw.Draw(marked).rectangle((5, 5, 20, 20), fill=(250, 240, 240))
    for dots in ((72, 72), (73, 73), (200, 200), (1200, 1200), (1201, 1201), (0, 0)):
        yield f"{dots[0]} dots", marked, {"dpi": dots}
    red = Image.new("RGB", (40, 61), "white")
    ImageDraw.Draw(red).rectangle((5, 5, 20, 20), fill=(200, 10, 10))
    yield "red", red, {}
    for off in (3, 4, 5):
        yield f"nearly grey {off}", Image.new("RGB", (40, 40), (100, 100 + off, 100)), {}
    yield "deep", Image.new("I;16", (30, 30), 1000), {}
    clear = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    ImageDraw.Draw(clear).rectangle((5, 5, 9, 9), fill=(0, 0, 0, 128))
    yield "clear", clear, {}
    yield "one line", Image.new("RGB", (40, 1), (10, 200, 10)), {}


def test_pictures_as_pages(approved, tmp_path) -> None:
    def tell() -> Iterator[str]:
        for name, picture, kept in pictures():
            seen = on_white(picture)
            plain = grey_or_colour(seen)
            yield f"{name}: {seen.mode} {plain.mode} {plain.getpixel((7, 0)) if plain.height == 1 else plain.getpixel((7, 7))}"
            for suffix in (".png", ".tiff", ".bmp"):
                path = tmp_path / f"a{suffix}"
                try:
                    picture.save(path, **kept)
                except (OSError, ValueError):
                    continue
                for page in read_picture(path, tmp_path):
                    made = Image.open(tmp_path / page.picture)
                    yield f"  {suffix} {page.picture} {page.text.width:.1f}×{page.text.height:.1f} {made.mode} {made.size} {made.getpixel((made.width // 3, made.height // 3))} {page.pictures} {page.hidden}"
        frames = [Image.new("L", (20, 30), shade) for shade in (0, 120, 249, 250)]
        frames[0].save(tmp_path / "many.tiff", save_all=True, append_images=frames[1:])
        yield from (
            f"frame {page.picture} {Image.open(tmp_path / page.picture).getpixel((3, 3))}"
            for page in read_picture(tmp_path / "many.tiff", tmp_path)
        )
        for name, data in (("torn.png", b"\x89PNG\r\n\x1a\nxx"), ("words.jpg", b"words")):
            (tmp_path / name).write_bytes(data)
            with pytest.raises(ClerkError) as refused:
                read_picture(tmp_path / name, tmp_path)
            yield f"{name}: {refused.value}"

    approved("pictures_as_pages", tell())


def test_what_is_said_of_the_last_check(desk: Desk, clock: Clock) -> None:
    assert last_check(desk) is None
    assert check_words(desk) == ""
    assert is_check_due(desk)
    first = clock.day
    note_check(desk, [])
    assert last_check(desk) == (first, 0, ())
    assert not is_check_due(desk)
    clock.day = first + timedelta(days=7)
    assert is_check_due(desk)
    assert check_words(desk) == ""
    clock.day = first + timedelta(days=8)
    assert check_words(desk) == "已有8天没有检查登记簿，请手动检查一次"
    note_check(desk, [f"第{number}处" for number in range(1, 1235)])
    known = last_check(desk)
    assert known is not None
    assert (known.number, len(known.sentences)) == (1234, 20)
    assert check_words(desk) == "3月14日检查发现1,234处：第1处"


REMEDY = "如对本答复不服，可以自收到本答复之日起60日内向青枫区人民政府申请行政复议，或者自收到本答复之日起六个月内向青枫区人民法院提起行政诉讼。"
TOLD = (
    REMEDY, "", REMEDY.replace("60日", "六十日"), REMEDY.replace("60日", "90日"), REMEDY.replace("六个月", "3个月"), REMEDY.replace("六个月", "6个月"), REMEDY.replace("青枫区人民法院", "南昌市中级人民法院"),
    REMEDY.replace("青枫区人民政府", "南昌市人民政府"), REMEDY.replace("申请行政复议", "申诉"), REMEDY.replace("提起行政诉讼", "起诉"), "本答复为最终答复。", REMEDY + "逾期不予受理。", "可以向法院起诉，60日内复议。",
)  # fmt: skip


def test_what_is_wrong_with_a_remedy(approved) -> None:
    def tell() -> Iterator[str]:
        for text in TOLD:
            for wanted in (REMEDY, REMEDY.partition("，或者")[0] + "。", ""):
                yield f"{text[:40]} / {wanted[-14:]}: {list(remedy_troubles(text, wanted))}"

    approved("remedies_told", tell())
