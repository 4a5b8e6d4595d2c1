"""What the program sees on drawn pages, as lines: the doors of a child that has the libraries."""

import struct
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from casework.receipt.blocks import PageArea
from rules.errors import ClerkError
from tests.casework.receipt.drawn_scans import (
    HIGH,
    WIDE,
    RapidOCR,
    askew,
    form,
    instead_of_the_engine,
    libraries,
    png,
    sheet,
    slanted,
    table,
    words,
    writing,
)

# A table of a quarter of the page and of two thirds of it.
SMALL, LARGE = (100, 133, 300, 416), (40, 60, 360, 506)


def _page_of(share: float) -> Any:
    """Return a page with a table that fills this share of it."""
    side = share**0.5
    wide, high = round(WIDE * side), round(HIGH * side)
    left, top = (WIDE - wide) // 2, (HIGH - high) // 2
    return slanted(table(sheet(), (left, top, left + wide, top + high)), 0.02, 0, 0, 0)


def slants() -> list[str]:
    """Return how each page is moved to make it straight, and where its lines are then."""
    libraries()
    one_line = sheet()
    libraries()[0].line(one_line, (53, 200), (347, 213), (0, 0, 0), 2)
    pages = {
        "nothing": sheet(),
        "straight": table(sheet(), LARGE),
        "grey in the dark": table(sheet(shade=90), LARGE),
        "writing": writing(sheet()),
        "writing at 3": askew(writing(sheet()), 3),
        "writing at -6.4": askew(writing(sheet()), -6.4),
        "one line at 2.6": one_line,
        **{f"askew {at}": askew(table(sheet(), LARGE), at) for at in (-5, -0.5, -0.1, 0.1, 0.2, 1.5, 8)},
        **{f"small askew {at}": askew(table(sheet(), SMALL), at) for at in (11.5, -11.5, 12.5)},
        "seen from the left": slanted(table(sheet(), LARGE), 0.0, 0.03, 0.03, 0.0),
        "seen from below": slanted(table(sheet(), LARGE), 0.05, 0.05, 0, 0),
        "one corner": slanted(table(sheet(), LARGE), 0.04, 0, 0, 0),
        "another": slanted(table(sheet(), LARGE), 0, 0, 0, 0.04),
        "hardly": slanted(table(sheet(), LARGE), 0.004, 0, 0, 0),
        "far too much": slanted(table(sheet(), LARGE), 0.0, 0.0, 0.25, 0.25),
        "a fifth": _page_of(0.2), "a sixth": _page_of(0.165),
        "two tables": table(table(sheet(), (40, 40, 360, 200)), (40, 220, 360, 533)),
        "to the edge": slanted(table(sheet(), (0, 0, WIDE - 1, HIGH - 1)), 0.02, 0, 0, 0),
        "near the edge": table(sheet(), (5, 6, WIDE - 6, HIGH - 6)),
        "wide": table(sheet(960, 300), (30, 30, 930, 270)), "with a short line": _with_line(sheet(960, 300), (30, 40), (57, 40)),
        "with a longer line": _with_line(sheet(960, 300), (30, 40), (64, 40)), "high": table(sheet(300, 1760), (30, 30, 270, 1720), columns=1),
        "with a short post": _with_line(sheet(300, 1760), (40, 30), (40, 57)), "with a longer post": _with_line(sheet(300, 1760), (40, 30), (40, 64)),
        "on its side": askew(table(sheet(HIGH, WIDE), (40, 40, 526, 360)), 2),
    }  # fmt: skip
    return [line for name, page in pages.items() for line in _straight_lines(name, page)]


def _with_line(page: Any, *ends: tuple[int, int]) -> Any:
    libraries()[0].line(page, *ends, (0, 0, 0), 2)
    return page


def _straight_lines(name: str, page: Any) -> list[str]:
    from casework.receipt.straightening import straightened

    straight = straightened(page)
    high, wide = page.shape[:2]
    corners = []
    for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)):
        at = straight.back @ [x * wide, y * high, 1.0]
        corners.append(f"{at[0] / at[2] / wide:.2f} {at[1] / at[2] / high:.2f}")
    is_same = straight.picture is page
    told = f"== {name}{' as it came' if is_same else ''}: {', '.join(corners)}"
    # Where nothing was moved the lines are where they were drawn, to the pixel.
    shown = 4 if is_same else 2
    return [told, *(" ".join(f"{one:.{shown}f}" for one in line) for line in straight.lines)]


def squares() -> list[str]:
    """Return which of the drawn shapes are boxes, and which of those are ticked."""
    from casework.receipt.ticked_boxes import squares_in

    cv2, _ = libraries()
    black, red = (0, 0, 0), (40, 40, 230)
    told = []

    def tell(
        name: str, *shapes: Any, letter: float = 0.1, high: int = 400, shade: int = 250
    ) -> None:
        page = sheet(300, high, shade)
        for kind, *rest in (
            one for shape in shapes for one in (shape if isinstance(shape, list) else [shape])
        ):
            # What has no colour is paper again.
            getattr(cv2, kind)(page, *((shade,) * 3 if one is None else one for one in rest))
        found = squares_in(page, letter)
        shown = [
            f"{one.box.left * 300:.0f} {one.box.top * high:.0f} {one.box.width * 300:.0f}×{one.box.height * high:.0f}{' ticked' * one.is_ticked}"
            for one in found
        ]
        told.append(f"{name}: {', '.join(shown)}")

    def box(
        wide: int, high: int, at: tuple[int, int] = (100, 100), thick: int = 2, colour: Any = black
    ) -> list[Any]:
        left, top, right, bottom = *at, at[0] + wide - 1, at[1] + high - 1
        return [
            filled(left, top, right, bottom, colour),
            filled(left + thick, top + thick, right - thick, bottom - thick, None),
        ]

    def filled(left: int, top: int, right: int, bottom: int, colour: Any = black) -> Any:
        return ("rectangle", (left, top), (right, bottom), colour, -1)

    def line(*points: tuple[int, int], thick: int = 2, colour: Any = black) -> Any:
        return ("line", *points, colour, thick)

    tell("nothing")
    for side in (16, 17, 18, 19, 20, 39, 40, 52, 53, 54, 55, 56):
        tell(f"{side} of 40", box(side, side))
    for wide, high in ((50, 41), (50, 40), (50, 39), (50, 38), (39, 50), (38, 50), (40, 51)):
        tell(f"{wide}×{high}", box(wide, high))
    for gap in (3, 4, 5, 6, 7, 8, 20):
        for name, cut in (
            ("top", filled(110, 100, 109 + gap, 104, None)),
            ("right", filled(135, 110, 139, 109 + gap, None)),
            ("bottom", filled(110, 135, 109 + gap, 139, None)),
            ("left", filled(100, 110, 104, 109 + gap, None)),
        ):
            tell(f"gap {gap} {name}", box(40, 40), cut)
    for many in range(1, 10):
        tell(f"ink {many}", box(40, 40), filled(112, 112, 111 + many, 120))
    tell("tick", box(40, 40), line((108, 118), (116, 130)), line((116, 130), (132, 106)))
    tell("cross", box(40, 40), line((108, 108), (131, 131)), line((131, 108), (108, 131)))
    tell("bar", box(40, 40), line((100, 120), (139, 120)))
    tell("post", box(40, 40), line((120, 100), (120, 139)))
    for long in (20, 22, 23, 24, 26):
        tell(f"short bar {long}", box(40, 40), filled(108, 119, 107 + long, 120))
        tell(f"short post {long}", box(40, 40), filled(119, 108, 120, 107 + long))
    tell("full", box(40, 40), filled(100, 100, 139, 139))
    for hole in (1, 2, 3, 4):
        # What a fat pen leaves of a small box.
        left = filled(115 - hole, 115 - hole, 114 + hole, 114 + hole, None)
        tell(f"full but {hole}", filled(100, 100, 129, 129), left, letter=0.08)
    tell("red", box(40, 40, colour=red))
    tell("stamped", box(40, 40), ("circle", (120, 120), 15, red, 4))
    tell(
        "stamped and ticked",
        box(40, 40),
        ("circle", (120, 120), 15, red, 4),
        line((108, 118), (131, 106)),
    )
    tell("on grey", box(40, 40), shade=120)
    tell("faint", box(40, 40, colour=(232, 232, 232)))
    tell("fainter", box(40, 40, colour=(236, 236, 236)))
    tell("two", box(40, 40), box(40, 40, at=(200, 250)), line((208, 258), (230, 280)))
    tell("one in another", box(52, 52), box(24, 24, at=(114, 114)))
    tell(
        "open",
        line((100, 100), (140, 100)),
        line((100, 100), (100, 140)),
        line((140, 100), (140, 140)),
    )
    tell("thick", box(40, 40, thick=4))
    tell("small on a low page", box(10, 10, thick=1), letter=0.05, high=200)
    tell("at the corner", box(40, 40, at=(0, 0)))
    return told  # fmt: skip


def pages() -> list[str]:
    """Return what each file gives as pages, or why it gives none."""
    from PIL import Image

    from casework.receipt import scan_pages

    libraries()

    def saved(picture: Any, kind: str, **more: Any) -> bytes:
        raw = BytesIO()
        picture.save(raw, kind, **more)
        return raw.getvalue()

    def marked(
        wide: int,
        high: int,
        mode: str = "RGB",
        ground: Any = (255, 255, 255),
        ink: Any = (200, 30, 0),
    ) -> Any:
        """Return a picture whose upper left quarter is inked."""
        made = Image.new(mode, (wide, high), ground)
        made.paste(ink, (0, 0, wide // 2, high // 2))
        return made

    turned = Image.Exif()
    turned[0x0112] = 6
    plain = marked(1400, 1000)
    files = {
        **{f"{wide}×{high}": saved(marked(wide, high), "PNG") for wide, high in (
            (40, 1), (39, 39), (40, 40), (300, 900), (675, 200), (674, 10), (1349, 5), (1350, 5), (2200, 100), (2201, 100), (100, 4400), (3, 2203),
                (5000, 1),
        )},
        "jpeg": saved(marked(5000, 100), "JPEG"), "turned": saved(plain, "JPEG", exif=turned), "grey": saved(marked(1400, 1000, "L", 255, 40), "PNG"), "one bit": saved(marked(1400, 1000, "1", 1, 0), "TIFF"),
        "clear": saved(marked(1400, 1000, "RGBA", (0, 0, 0, 0), (0, 0, 90, 255)), "PNG"), "clear grey": saved(marked(1400, 1000, "LA", (0, 0), (70, 255)), "PNG"),
        "clear palette": saved(marked(1400, 1000, "P", 0, 1), "PNG", transparency=0), "deep": saved(marked(1400, 1000, "I;16", 60000, 9000), "PNG"),
        "cmyk": saved(marked(1400, 1000, "CMYK", (0, 0, 0, 0), (0, 200, 200, 0)), "JPEG"),
        "seven pages": saved(plain, "TIFF", save_all=True, append_images=[marked(1400, 1000 + at) for at in range(6)]),
        "moving": saved(plain, "GIF", save_all=True, append_images=[marked(1400, 1000, ink=(0, 90, 0))]),
        "with a preview": saved(plain, "MPO", save_all=True, append_images=[marked(320, 200)]),
        "torn": saved(marked(1400, 1000), "PNG")[:300], "no picture": b"\x89PNG\r\n\x1a\nx", "empty": b"", "bitmap": saved(plain, "BMP"), "webp": saved(plain, "WEBP", lossless=True),
        "pdf": _pdf((200, 300)), "wide pdf": _pdf((4000, 100)), "wider pdf": _pdf((4001, 100)), "pdf behind words": b"x" * 1000 + _pdf((200, 300)), "torn pdf": b"%PDF-1.4 x",
        "seven": _pdf(*[(200, 300)] * 7),
    }  # fmt: skip
    told = [line for name, raw in files.items() for line in _page_lines(name, raw)]
    scan_pages._MOST_PIXELS = 1_399_999
    with warnings.catch_warnings():
        # Pillow warns of what is refused here, and in the tests a warning is an error.
        warnings.simplefilter("ignore")
        told += _page_lines("too large", saved(plain, "PNG"))
    scan_pages._MOST_PIXELS = 1_400_000
    return [*told, *_page_lines("just not", saved(plain, "PNG"))]


def _pdf(*sizes: tuple[int, int]) -> bytes:
    from tests.casework.approved.test_pages_read_told import pdf

    wide, high = sizes[0]
    inked = f"0.8 0.1 0 rg 0 {high / 2} {wide / 2} {high / 2} re f"
    return pdf(*[inked] * len(sizes), size=f"0 0 {wide} {high}")


def _page_lines(name: str, raw: bytes) -> list[str]:
    from casework.receipt.scan_pages import pages_of

    told = [f"== {name}"]
    try:
        for page in pages_of(raw):
            high, wide = page.shape[:2]
            spots = (page[high // 4, wide // 4], page[high * 3 // 4, wide * 3 // 4])
            shown = " on ".join(
                " ".join(str(min(round(int(one), -1), 255)) for one in spot) for spot in spots
            )
            whole = page.flags["C_CONTIGUOUS"]
            told.append(f"{wide}×{high}×{page.shape[2]} {shown}{'' if whole else ' in pieces'}")
    except ClerkError as refusal:
        told.append(f"refused: {refusal}")
    return told


# What a page was before it came, and how far that is to be turned back.
COMING = {
    "as it is": lambda page: page,
    "a quarter to the left": lambda page: page[:, ::-1].transpose(1, 0, 2),
    "head down": lambda page: page[::-1, ::-1],
    "a quarter to the right": lambda page: page[::-1].transpose(1, 0, 2),
}


def readings() -> dict[str, list[tuple[list[str], list[PageArea | None], bool]]]:
    """Return the rows of the form, whichever way it came."""
    from casework.receipt.recognition import recognised_rows

    instead_of_the_engine()
    ways = {name: came(form()) for name, came in COMING.items()}
    ways["head down and askew"] = askew(form()[::-1, ::-1], -2)
    return {
        name: [
            ([cell.text for cell in row.cells], [cell.place for cell in row.cells], row.in_table)
            for row in recognised_rows(png(page))
        ]
        for name, page in ways.items()
    }


def refusals() -> list[str]:
    """Return what is said where nothing is read, and where the component is not whole."""
    import sys

    from casework.receipt.recognition import recognised_rows

    instead_of_the_engine()
    told = []
    for raw in (png(sheet()), png(table(sheet(), LARGE))):
        try:
            told.append(f"{recognised_rows(raw)}")
        except ClerkError as refusal:
            told.append(str(refusal))
    told.append(f"{RapidOCR.made[0]}, made {len(RapidOCR.made)} times")
    sys.modules["rapidocr"] = None
    try:
        recognised_rows(png(form()))
    except ClerkError as refusal:
        told.append(f"{refusal}{' for a cause' * isinstance(refusal.__cause__, ImportError)}")
    return told


def two_pages() -> list[tuple[str, int]]:
    """Return the words of a scan of two pages with the page of each."""
    from PIL import Image

    from casework.receipt.recognition import recognised_rows

    instead_of_the_engine()
    frames = [
        Image.fromarray(words(sheet(), text, 100, 100)[:, :, ::-1].copy()) for text in ("姓名林一", "地址文澜")
    ]  # fmt: skip
    raw = BytesIO()
    frames[0].save(raw, "TIFF", save_all=True, append_images=frames[1:])
    return [
        (cell.text, cell.place.page) for row in recognised_rows(raw.getvalue()) for cell in row.cells
    ]  # fmt: skip


def letters(folder: Path) -> tuple[str, list[float]]:
    """Return the letters of a picture with the boxes of each."""
    from casework.receipt.page_letters import letters_on

    instead_of_the_engine()
    page = words(words(sheet(500, 1000), "姓名林一", 100, 100), "地址", 300, 500)
    path = folder / "页.png"
    path.write_bytes(png(page))
    text, boxes = letters_on(path)
    return text, [round(one, 4) for one in struct.unpack(f"{len(boxes) // 4}f", boxes)]


def words_at_once(folder: Path) -> tuple[str, list[float]]:
    """Return the letters of a picture of which an engine says words at a time, and one empty."""
    import sys
    from types import SimpleNamespace

    from casework.receipt import page_letters

    class Words(RapidOCR):
        def __call__(self, picture: Any, **_asked: bool) -> Any:
            wide = ((100, 100), (400, 100), (400, 120), (100, 120))
            line = [("林一帆", 0.9, wide), ("", 0.9, wide), ("甲", 0.9, wide)]
            return SimpleNamespace(word_results=[line])

    instead_of_the_engine()
    sys.modules["rapidocr"].RapidOCR = Words  # type: ignore[attr-defined]
    path = folder / "页.png"
    path.write_bytes(png(sheet(500, 1000)))
    text, boxes = page_letters.letters_on(path)
    return text, [round(one, 4) for one in struct.unpack(f"{len(boxes) // 4}f", boxes)]
