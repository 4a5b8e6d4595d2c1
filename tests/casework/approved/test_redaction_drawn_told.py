"""What is decided on a paper, and pictures as pages: drawn by lot, held against what was approved."""

import random
import warnings
from array import array
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PIL import Image

from casework.redaction import doors, redacting
from casework.redaction.burning import Burnt
from casework.redaction.deciding import Decisions, Mark, MarkDecision
from casework.redaction.places import Box
from casework.redaction.prepared import Prepared, PreparedPage
from casework.redaction.secret_kinds import SecretKind
from casework.redaction.suggesting import suggest
from forms.redaction import CoverGround
from rules.errors import ClerkError
from tests.casework.approved.test_pages_drawn_told import (
    SIZE,
    Draw,
    Sheet,
    box_line,
    drawn_pages,
    table_by_lot,
    words_by_lot,
)

STATES = tuple(MarkDecision)
REASONS = ("", "已经公开", "职务行为")
SEARCHED = ("林一帆", "梧桐里6号", "青枫区", "没有的词", "13800138000", "1")
CORNERS = (0.0, 2.9, 3.0, 3.1, 40.0, 120.0, 250.0)


def corner(box: Box) -> str:
    return f"{box.left:.0f},{box.top:.0f}"


def mark_line(mark: Mark) -> str:
    places = "; ".join(
        f"{page} {' '.join(map(corner, boxes))}" for page, boxes in mark.found.places
    )
    return f"{mark.id} {mark.found.kind.name} {mark.found.text!r} {mark.state.name} {mark.ground} {mark.reason} at {places}"  # fmt: skip


def column_page(draw: Draw) -> PreparedPage:
    """Return a page with one column of names beside another of numbers, as a list has them."""
    sheet = Sheet()
    many = draw.randint(2, 6)
    for row in range(many):
        top = 60.0 + 22 * row
        sheet.word(draw.choice(("林一帆", "江晓", "周敏之", "何清")), 60, top, SIZE)
        sheet.word(draw.choice(("梧桐里6号", "13800138000", "—", "略")), 220, top, SIZE)
    note = (Box(60, 400, 90, 412),) * draw.choice((0, 0, 1, 2))
    return PreparedPage("a.png", sheet.page(), note)


def paper_by_lot(draw: Draw) -> Prepared:
    made = (
        lambda: column_page(draw),
        lambda: PreparedPage("b.png", table_by_lot(draw)),
        lambda: PreparedPage("c.png", words_by_lot(draw)),
    )
    pages = tuple(draw.choice(made)() for _ in range(draw.randint(1, 3)))
    return Prepared("名册.pdf", Path("pages"), pages)


def some(draw: Draw, decided: Decisions) -> list[Mark]:
    marks = decided.marks
    return draw.sample(marks, min(len(marks), draw.randint(1, 5)))


def act(draw: Draw, decided: Decisions) -> str:
    """Do something to a paper; return what was done and what it answered."""
    kind = draw.randrange(9)
    page = draw.randrange(len(decided.prepared.pages))
    if kind in (0, 1):
        chosen, state, reason = some(draw, decided), draw.choice(STATES), draw.choice(REASONS)
        decided.decide(chosen, state, reason)
        return f"decide {[one.id for one in chosen]} {state.name} {reason}"
    if kind == 2:
        decided.cover_pending()
        return "cover all pending"
    if kind == 3:
        chosen, number = some(draw, decided), draw.randrange(5)
        decided.set_ground(chosen, number)
        return f"ground {number} for {[one.id for one in chosen]}"
    if kind == 4:
        ground = draw.choice(list(CoverGround)[:4])
        return f"add {ground.name}: {decided.add_ground(ground)}"
    if kind == 5:
        left, top = draw.choice(CORNERS[4:]), draw.choice(CORNERS[4:])
        box = Box(left, top, left + draw.choice(CORNERS), top + draw.choice(CORNERS))
        mark = decided.mark_area(page, box, draw.choice((1, 2)))
        return f"area {page} {box_line(box)}: {mark and mark.id}"
    if kind == 6:
        words = draw.choice(SEARCHED)
        return f"search {words}: {decided.search(words)}"
    if kind == 7:
        decided.back()
        return "back"
    x, y = draw.choice(CORNERS) + 61, draw.choice((60.0, 66.0, 72.0, 88.0, 400.0))
    met = decided.at(page, x, y)
    if met is not None and met.found.kind is SecretKind.AREA:
        decided.remove(met)
    return f"at {page} {x},{y}: {met and met.id}"


def state_lines(decided: Decisions) -> Iterator[str]:
    for state in STATES:
        for group in decided.groups(state):
            ids = [one.id for one in group.marks]
            yield f"  {state.name}: {group.label} {group.key[0].name} {group.key[1]!r} ground {group.ground} page {group.page} {group.reason} {ids}"
        pages = [decided.count(state, page) for page in range(len(decided.prepared.pages))]
        yield f"  {state.name}: {decided.count(state)} {pages}"
    yield f"  {[one.name for one in decided.grounds]} used {[one.name for one in decided.used_grounds()]} {sorted(decided.places_by_ground().items())}"
    yield from (f"  page {page}: {words}" for page, words in decided.legends().items())
    yield from (f"  {line}" for line in decided.covered_words().splitlines())
    bars = [f"{one.page} {corner(one.box)} {one.ground}" for one in decided.bars()]
    yield f"  bars: {'; '.join(bars)}"
    yield f"  back {decided.can_go_back}, keeps own {decided.keeps_own}"


def test_what_is_decided_step_by_step(approved) -> None:
    def tell() -> Iterator[str]:
        for seed, draw in drawn_pages("decided", 24):
            paper = paper_by_lot(draw)
            texts = [page.text for page in paper.pages]
            found = suggest(texts, own=draw.choice(((), ("林一帆",), ("周敏之", "何清"))))
            decided = Decisions(paper, found)
            yield f"== {seed}"
            yield from (f"  {mark_line(mark)}" for mark in decided.marks)
            for _ in range(draw.randint(3, 9)):
                before = {mark.id: mark for mark in decided.marks}
                yield f"- {act(draw, decided) if decided.marks else 'nothing'}"
                now = {mark.id: mark for mark in decided.marks}
                changed = [one for at, one in now.items() if before.get(at) != one]
                yield from (f"  {mark_line(one)}" for one in changed)
                if gone := before.keys() - now.keys():
                    yield f"  gone: {sorted(gone)}"
            yield from state_lines(decided)
            again = Decisions(paper, suggest(texts))
            again.take_draft(decided.as_draft())
            yield "- taken up another day"
            yield from (f"  {mark_line(mark)}" for mark in again.marks)
            yield f"  {[one.name for one in again.grounds]} {again.can_go_back} {again.as_draft() == decided.as_draft()}"

    approved("decided_by_lot", tell())


def test_no_more_than_two_hundred_steps_are_kept_to_go_back() -> None:
    decided = Decisions(paper_by_lot(random.Random(1)), suggest([]))
    for _ in range(205):
        assert decided.mark_area(0, Box(10, 10, 20, 20)) is not None
    for _ in range(200):
        assert decided.can_go_back
        decided.back()
    assert not decided.can_go_back
    assert decided.count(MarkDecision.COVERED) == 5


# What is told of a paper covered in one go


def test_what_is_told_of_a_covered_paper(approved, tmp_path: Path) -> None:
    def page(draw: Draw) -> PreparedPage:
        text = draw.choice((words_by_lot, lambda _draw: Sheet().page()))(draw)
        asked = (Box(1.04, 2.05, 30.26, 12.34),) * draw.choice((0, 0, 1))
        kinds = [draw.random() < 0.5 for _ in range(2)]
        return PreparedPage("x.png", text, asked, draw.choice((0, 0, 3)), *kinds)

    def tell() -> Iterator[str]:
        for seed, draw in drawn_pages("covered", 25):
            pages = tuple(page(draw) for _ in range(draw.randint(1, 7)))
            terms = draw.choice(((), ("梧桐里6号", "没有的词"), ("情况答复",)))
            own = draw.choice(((), ("林一帆",)))
            found = suggest([one.text for one in pages], terms=terms, own=own)
            paper = Prepared("纸.pdf", tmp_path, pages)
            done = redacting.Redacted(paper, found, Burnt(len(pages), 9, "00"), Path("纸-公开.pdf"))
            yield f"== {seed} {[(one.pictures, one.recognised) for one in pages]}"
            for name, part in done.as_json().items():
                if isinstance(part, list):
                    yield f"  {name}:"
                    yield from (f"    {one}" for one in part)
                else:
                    yield f"  {name}: {part}"
            every = redacting.everything(paper, found)
            bars = redacting.bars_over(every, draw.choice((0, 2)))
            yield f"  bars: {'; '.join(f'{one.page} {box_line(one.box)} {one.ground}' for one in bars)}"
        assert redacting.bars_over([]) == []

    approved("covered_in_one_go", tell())


# Pictures as pages


def picture_by_lot(draw: Draw) -> Image.Image:
    """Return a picture of any mode with a few shades and colours, some of it clear."""
    size = draw.choice(((1, 1), (3, 2), (8, 6), (40, 30), (30, 40), (120, 80)))
    mode = draw.choice(("1", "L", "LA", "RGB", "RGBA", "P", "I;16", "I", "F", "CMYK", "YCbCr"))
    first = Image.new("RGBA", size, draw.choice(((255, 255, 255, 255), (251, 249, 250, 255), (10, 10, 10, 255), (0, 0, 0, 0))))  # fmt: skip
    for _ in range(draw.randint(0, 4)):
        shade = draw.choice((0, 90, 200, 249, 250))
        colour = draw.choice(((shade,) * 3, (shade, shade, max(shade - 3, 0)), (shade, max(shade - 6, 0), shade), (200, 0, 0), (shade, shade, min(shade + 5, 255))))  # fmt: skip
        left, top = draw.randrange(size[0]), draw.randrange(size[1])
        patch = Image.new(
            "RGBA",
            (draw.randint(1, 9), draw.randint(1, 9)),
            (*colour, draw.choice((255, 255, 100, 0))),
        )
        first.paste(patch, (left, top))
    if mode in ("I;16", "I", "F"):
        grey = first.convert("L")
        by = draw.choice((0.5, 1, 100))
        values = [round(value * by) + draw.choice((0, 7)) for value in grey.tobytes()]
        if mode == "I;16":
            return Image.frombytes(mode, size, array("H", values).tobytes())
        made = Image.new(mode, size)
        made.putdata(values)
        return made
    if mode in ("CMYK", "YCbCr", "1"):
        return first.convert("RGB").convert(mode)
    made = first.convert("RGB" if mode == "P" else mode).convert(mode)
    if mode == "P" and draw.random() < 0.5:
        made.info["transparency"] = made.getpixel((0, 0))
    return made


def picture_line(picture: Image.Image) -> str:
    small = picture.resize((2, 2), Image.Resampling.NEAREST)
    pixels = [small.getpixel((x, y)) for y in (0, 1) for x in (0, 1)]
    histogram = picture.histogram()
    shades = {at: many for at, many in enumerate(histogram) if many}
    told = str(shades) if len(shades) < 12 else f"{len(shades)} shades"
    return f"{picture.mode} {picture.size} {pixels} {told}"


def test_pictures_on_white_and_without_colours_they_do_not_have(approved, tmp_path: Path) -> None:
    def tell() -> Iterator[str]:
        for seed, draw in drawn_pages("pictures", 120):
            picture = picture_by_lot(draw)
            white = doors.on_white(picture)
            plain = doors.grey_or_colour(white)
            yield f"{seed} {picture.mode} {picture.size}"
            yield f"  on white {picture_line(white)}"
            if plain is not white:
                yield f"  plain {picture_line(plain)}"
            doors.save_picture(white, tmp_path / "a.png")
            with Image.open(tmp_path / "a.png") as kept:
                kept.load()
                if kept.tobytes() != plain.tobytes():
                    yield f"  kept {picture_line(kept)} {sorted(kept.info)}"

    approved("pictures_on_white", tell())


def test_the_paper_a_picture_fills(approved) -> None:
    sizes = ((1, 1), (100, 100), (101, 100), (100, 101), (2480, 3508), (3508, 2480), (10, 3000), (3000, 10), (72, 73), (1200, 1201), (14_400, 14_401), (20_000, 100))  # fmt: skip

    def tell() -> Iterator[str]:
        for size in sizes:
            picture: Any = SimpleNamespace(width=size[0], height=size[1])
            for dots in ((0, 0), (72, 72), (72.5, 72.5), (73, 73), (200, 100), (1200, 1200), (1200.5, 1), (None, None)):  # fmt: skip
                width, height = doors._paper(picture, dots)
                yield f"{size} at {dots[0]}: {width:.3f} {height:.3f}"

    approved("papers_of_pictures", tell())


def written(pictures: list[Image.Image], kind: str, **more: Any) -> bytes:
    kept = BytesIO()
    first, *rest = pictures
    several = {"save_all": True, "append_images": rest} if rest else {}
    first.save(kept, kind, **several, **more)
    return kept.getvalue()


def test_pictures_and_scans_read_as_pages(approved, tmp_path: Path, monkeypatch) -> None:
    red, grey = Image.new("RGB", (60, 40), (200, 10, 10)), Image.new("L", (40, 60), 128)
    tall = Image.new("L", (40, 60), 255)
    tall.paste(0, (0, 0, 20, 10))
    turned = Image.Exif()
    turned[0x0112] = 6
    files = {
        "a.png": written([red], "PNG", dpi=(150, 150)),
        "b.tif": written([grey, red.convert("L"), tall], "TIFF", dpi=(100, 100)),
        "c.gif": written([grey.convert("P"), tall.convert("P")], "GIF"),
        "d.jpg": written([tall], "JPEG", exif=turned, quality=95),
        "e.bmp": written([tall], "BMP"),
        "f.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
        "g.png": b"no picture",
        "h.webp": written([red], "WEBP", lossless=True),
    }

    def tell() -> Iterator[str]:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
            yield f"== {name}"
            yield from read_lines(tmp_path / name)
        for limit in (2399, 2400, 1200, 599):
            monkeypatch.setattr(doors, "_MOST_PIXELS", limit)
            yield f"== at most {limit} pixels"
            yield from read_lines(tmp_path / "a.png")
        for limit in (2399, 2400, 1100):
            monkeypatch.setattr(doors, "_MOST_PIXELS_READ", limit)
            yield f"== at most {limit} pixels read"
            yield from read_lines(tmp_path / "a.png")
        monkeypatch.setattr(doors, "_MOST_PIXELS_READ", 180_000_000)
        for limit in (2, 3):
            monkeypatch.setattr(doors, "MOST_PAGES", limit)
            yield f"== at most {limit} pages"
            yield from read_lines(tmp_path / "b.tif")

    most = Image.MAX_IMAGE_PIXELS
    try:
        approved("pictures_as_pages_read", tell())
    finally:
        Image.MAX_IMAGE_PIXELS = most


def read_lines(path: Path) -> Iterator[str]:
    folder = path.parent / "pages"
    folder.mkdir(exist_ok=True)
    try:
        with warnings.catch_warnings():
            # Of the limit that is set for the test; a paper of that size is read all the same.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            pages = doors.read_picture(path, folder)
    except ClerkError as refusal:
        yield f"  refused: {refusal}"
        return
    for page in pages:
        with Image.open(folder / page.picture) as made:
            made.load()
            yield f"  {page.picture} {page.text.width:.2f}×{page.text.height:.2f} {page.pictures} {page.recognised} {made.mode} {made.size} {[made.getpixel(at) for at in ((0, 0), (made.width - 1, 0), (0, made.height - 1))]}"
