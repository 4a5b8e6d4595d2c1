"""A stranger's file read into pages, in the process itself: held against what was approved.

The PDFs carry a font of their own, whose every letter is a black box: no font of a computer is asked.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PIL import Image

from casework.redaction import doors, paging, preparing
from casework.redaction.characters import PageText
from casework.redaction.prepared import Prepared, PreparedPage
from rules.errors import ClerkError
from tests.casework.approved.test_pages_drawn_told import box_line
from tests.casework.docx_samples import docx, p

GLYPH = "1000 0 0 -200 800 700 d1 0 0 800 700 re f"
# C has no letter of its own, D is one of two halves, E a half alone, G is said to be nothing.
MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange"
    " 5 beginbfchar <41> <0041> <42> <4E00> <44> <D842DFB7> <45> <DFB7> <20> <0020> endbfchar endcmap end end"
)  # fmt: skip


def pdf(
    *pages: str,
    notes: tuple[str, ...] = (),
    more: str = "",
    size: str = "0 0 200 100",
    end: str = "",
    root: str = "",
    info: str = "",
) -> bytes:
    """Return a PDF of these contents; the notes stand on each of its pages."""
    things = ["", ""]

    def add(words: str, stream: str | None = None) -> int:
        if stream is not None:
            words = f"<< {words} /Length {len(stream)} >>\nstream\n{stream}\nendstream"
        things.append(words)
        return len(things)

    glyph, mapped = add("", GLYPH), add("", MAP)
    names = "/ABCDEG"
    differences = " ".join(
        f"{ord(one)} /{'g' if one in 'CDEG' else ''}{one}{'9' if one in 'CDEG' else ''}"
        for one in "ABCDEG"
    )
    procedures = " ".join(
        f"/{'g' if one in 'CDEG' else ''}{one}{'9' if one in 'CDEG' else ''} {glyph} 0 R"
        for one in names[1:]
    )
    font = add(
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 800] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 /LastChar 71"
        f" /Widths [1000 1000 1000 1000 1000 1000 1000] /CharProcs << {procedures} >> /Encoding << /Type /Encoding /Differences [{differences}] >>"
        f" /ToUnicode {mapped} 0 R /Resources << >> >>"
    )
    image = add(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        "x",
    )
    form = add(
        f"/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << /XObject << /I {image} 0 R >> >>",
        "q 9 0 0 9 150 60 cm /I Do Q",
    )
    listed = " ".join(f"{add(one)} 0 R" for one in notes)
    kids = []
    for words in pages:
        content = add("", words)
        kids.append(
            add(
                f"<< /Type /Page /Parent 1 0 R /MediaBox [{size}] {more} /Contents {content} 0 R /Annots [{listed}]"
                f" /Resources << /Font << /F {font} 0 R >> /XObject << /I {image} 0 R /X {form} 0 R >> >> >>"
            )
        )
    end += f" /Info {add(info)} 0 R" if info else ""
    things[0] = (
        f"<< /Type /Pages /Kids [{' '.join(f'{one} 0 R' for one in kids)}] /Count {len(kids)} >>"
    )
    things[1] = f"<< /Type /Catalog /Pages 1 0 R {root} >>"
    made, places = b"%PDF-1.6\n", []
    for number, thing in enumerate(things, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{thing}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(places) + 1} /Root 2 0 R {end} >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + tail.encode()


def said(words: str, *, at: str = "1 0 0 1 40 50", look: str = "0 g", mode: int = 0) -> str:
    return f"\nq {look} BT /F 10 Tf {mode} Tr {at} Tm ({words}) Tj ET Q\n"


def note(kind: str, box: str = "100 10 120 20", more: str = "") -> str:
    return f"<< /Type /Annot /Subtype /{kind} /Rect [{box}] /F 4 /Contents (x) {more} >>"


AB = said("AB")
PAPERS: dict[str, bytes] = {
    "plain": pdf(AB),
    "two pages": pdf(AB, said("BA", at="1 0 0 1 60 20")),
    **{f"turned {angle}": pdf(AB, more=f"/Rotate {angle}") for angle in (90, 180, 270)},
    "letters up": pdf(said("AB", at="0 1 -1 0 60 20")),
    "letters over": pdf(said("AB", at="-1 0 0 -1 60 20")),
    "letters down": pdf(said("AB", at="0 -1 1 0 60 80")),
    "letters down on a turned page": pdf(said("AB", at="0 -1 1 0 60 80"), more="/Rotate 90"),
    "cut": pdf(AB + said("B", at="1 0 0 1 2 2"), more="/CropBox [30 20 150 90]"),
    "cut and turned": pdf(AB, more="/CropBox [30 20 150 90] /Rotate 270"),
    "white": pdf(AB + said("BB", at="1 0 0 1 40 20", look="1 g")),
    "faint": pdf(AB + said("BB", at="1 0 0 1 40 20", look="0.91 g")),
    "hardly faint": pdf(AB + said("BB", at="1 0 0 1 40 20", look="0.90 g")),
    "faint and coloured": pdf("0.5 0.9 0.5 rg 0 0 200 100 re f" + said("BB", look="0.51 0.92 0.51 rg")),
    "off the page": pdf(AB + said("B", at="1 0 0 1 300 50") + said("A", at="1 0 0 1 -60 -50")),
    "over the edge": pdf(said("A", at="1 0 0 1 195 95") + said("B", at="1 0 0 1 -5 -4")),
    "laid over": pdf("0 g 40 48 60 12 re f" + said("AB", mode=3)),
    "clipped": pdf("0 g 40 48 60 12 re f" + said("AB", mode=7)),
    "without a letter": pdf(said("ACDEGA")),
    "blanks": pdf(said("A B") + said(" ", at="1 0 0 1 90 50")),
    "two lines": pdf(said("A") + said("B", at="1 0 0 1 40 30")),
    "picture": pdf("q 9 0 0 9 150 60 cm /I Do Q"),
    "picture in a form": pdf(AB + "q 1 0 0 1 0 0 cm /X Do Q"),
    "to be covered": pdf(AB, notes=(note("Redact"), note("Redact", "10 10 20 14"))),
    "to be covered, turned": pdf(AB, notes=(note("Redact"),), more="/Rotate 90"),
    "notes": pdf(AB, notes=tuple(map(note, ("Text", "Popup", "FileAttachment", "Sound", "Movie", "Link")))),
    "a box on it": pdf(AB, notes=(note("Square", more="/C [1 0 0] /IC [1 0 0] /BS << /W 1 >>"),)),
    "nothing on it": pdf(""),
    "vast": pdf(AB, size="0 0 14400 14400"),
    "red": pdf("1 0 0 rg 10 10 20 20 re f"),
    "nearly grey": pdf("0.5 0.51 0.5 rg 10 10 20 20 re f"),
    "no pages": pdf(),
    "no height": pdf(AB, size="0 0 200 0"),
    "torn": pdf(AB)[:300],
    "no file of this kind": b"%PDF-1.6\nwords",
    "locked": pdf(AB, end="/Encrypt << /Filter /Standard /V 1 /R 2 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) /P -4 >> /ID [(a) (a)]"),
}  # fmt: skip


def text_line(text: PageText) -> Iterator[str]:
    numbers = array("f")
    numbers.frombytes(text.boxes)
    boxes = [" ".join(f"{one:.1f}" for one in numbers[at : at + 4]) for at in range(0, len(numbers), 4)]  # fmt: skip
    letters = zip(text.letters, boxes, text.turns or " " * len(boxes), strict=True)
    yield f"  {text.width:.1f}×{text.height:.1f} {text.loosely} {'; '.join(f'{one!r} {box} {turn}'.strip() for one, box, turn in letters)}"


def page_lines(folder: Path, page: PreparedPage) -> Iterator[str]:
    yield from text_line(page.text)
    asked = " | ".join(map(box_line, page.redact_notes))
    yield f"  asked {asked or '—'}, hidden {page.hidden}, pictures {page.pictures}, recognised {page.recognised}"
    with Image.open(folder / page.picture) as picture:
        picture.load()
        dark = picture.convert("L").point([0 if at > 245 else 255 for at in range(256)]).getbbox()
        places = ((0.5, 0.5), (0.225, 0.46), (0.225, 0.77), (0.55, 0.85), (0.1, 0.8), (0.01, 0.01))
        shades = [
            picture.getpixel((int(picture.width * x), int(picture.height * y))) for x, y in places
        ]
        yield f"  {page.picture} {picture.mode} {picture.size} dark {dark} {shades}"


def read(source: Path, first: int = 0, last: int | None = None) -> Iterator[str]:
    folder = source.parent / "pages"
    folder.mkdir(exist_ok=True)
    try:
        count = doors.count_pages(source)
        yield f"  {count} pages"
        for page in doors.read_pdf(source, folder, first, count if last is None else last):
            yield from page_lines(folder, page)
    except ClerkError as refusal:
        yield f"  refused: {refusal}"


def test_what_is_seen_on_the_pages_of_a_pdf(approved, tmp_path: Path, monkeypatch) -> None:
    source = tmp_path / "a.pdf"

    def tell() -> Iterator[str]:
        for name, data in PAPERS.items():
            source.write_bytes(data)
            yield f"== {name}"
            yield from (read(source) if name != "vast" else of_few_dots())
        source.write_bytes(PAPERS["two pages"])
        yield "== only the second"
        yield from read(source, 1, 2)
        yield "== no page of it"
        yield from read(source, 5, 6)
        for most in (1, 2):
            monkeypatch.setattr(doors, "MOST_PAGES", most)
            yield f"== at most {most} pages"
            yield from read(source)
        for most in (1, 2, 3):
            monkeypatch.setattr(doors, "_MOST_CHARACTERS", most)
            yield f"== at most {most} characters"
            yield from read(source, 0, 1)
        yield "== no such file"
        yield from read(tmp_path / "b.pdf")

    def of_few_dots() -> Iterator[str]:
        with monkeypatch.context() as for_now:
            for_now.setattr(doors, "_MOST_PIXELS", 40_000)
            yield from read(source)

    approved("pdfs_as_pages", tell())


# From a file of any kind


KINDS: dict[str, bytes] = {
    "a.pdf": b"junk" * 200 + b"%PDF-1.7", "b.pdf": b" " * 1019 + b"%PDF-", "c.pdf": b" " * 1020 + b"%PDF-", "d.pdf": b"words", "e.txt": b"words",
    "f.png": b"\x89PNG", "g.jpg": b"\xff\xd8\xff\xe0", "h.tif": b"II*\x00", "i.tif": b"MM\x00*", "j.tif": b"II+\x00", "k.bmp": b"BM..", "l.gif": b"GIF89a",
    "m.webp": b"RIFF....WEBP", "n.wav": b"RIFF....WAVE" + bytes(4), "o.docx": b"PK\x03\x04", "p.doc": b"\xd0\xcf\x11\xe0", "q.rtf": b"{\\rtf1", "r.heic": b"....ftypheic",
    "s.heic": b"....ftypheix", "t.avif": b"....ftypavif", "t2.heif": b"....ftypmif1", "t3.heif": b"....ftypheif", "u.mp4": b"\x00...ftypisom", "v.txt": b"\xff\xfea\x00", "w.txt": b"\xfe\xff\x00a", "x.bin": b"a\x00b",
    "y.txt": b"a\x08", "z.txt": b"a\tb", "za.txt": "汉字".encode("gb18030"), "zb.txt": "汉字".encode()[:-1], "zc.txt": "汉字".encode()[:-2], "zd.txt": b"ab\xff\xff\xff\xff\xff",
    "ze.txt": b"", "zf.txt": ("字" * 2000).encode()[:4097],
}  # fmt: skip


def told_of(do: Callable[..., Any], *asked: Any) -> str:
    try:
        return str(do(*asked))
    except ClerkError as refusal:
        return f"refused: {refusal}"


def test_what_kind_of_file_it_is(approved, tmp_path: Path, monkeypatch) -> None:
    def tell() -> Iterator[str]:
        for name, data in KINDS.items():
            (tmp_path / name).write_bytes(data)
            yield f"{name}: {told_of(preparing.kind_of, tmp_path / name)}"
        (tmp_path / "文件夹").mkdir()
        for name in ("文件夹", "没有.pdf", "a\0b"):
            yield f"{name!r}: {told_of(preparing.kind_of, tmp_path / name)}".replace("\0", "␀")
        for most in (4, 5):
            monkeypatch.setattr(preparing, "_LARGEST_TEXT", most)
            yield f"text of {most}: {told_of(preparing.kind_of, tmp_path / 'e.txt')}"
        monkeypatch.undo()
        for most in (4, 5):
            monkeypatch.setattr(preparing, "_LARGEST_BYTES", most)
            yield f"all of {most}: {told_of(preparing.kind_of, tmp_path / 'e.txt')}"

    approved("kinds_to_cover", tell())


class Instead:
    """What stands for the children and the office program: it does the work here and is written down."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, makes: dict[str, bytes]) -> None:
        self.done: list[str] = []
        self.begun: dict[int, Event] = defaultdict(Event)
        self.makes = makes
        monkeypatch.setattr(preparing, "read_apart", self.read_apart)
        monkeypatch.setattr(paging, "read_apart", self.read_apart)
        monkeypatch.setattr(preparing, "to_pdf", self.to_pdf)
        monkeypatch.setattr(preparing, "newer", self.newer)

    def read_apart(
        self, door: Any, *asked: Any, limits: Any, check: Any = None, name: str = ""
    ) -> Any:
        told = [one.name if isinstance(one, Path) else one for one in asked]
        self.done.append(f"{door.__name__} {told} within {limits.seconds:g} s {limits.mib} MiB {name}")  # fmt: skip
        if check is not None:
            check()
        if door.__name__ == "read_pdf":
            # Nothing is read before it was said that it is being read.
            self.begun[asked[2] + 1].wait()
        return door(*asked)

    def heard(self, words: str) -> None:
        if said := re.match(r"正在读取第(\d+)页", words):
            self.begun[int(said[1])].set()

    def to_pdf(self, source: Path, target: Path, *, seconds: float) -> Path:
        self.done.append(f"to_pdf {source.name} {target.name} {seconds:g}")
        target.write_bytes(self.makes["pdf"])
        return target

    def newer(self, source: Path, folder: Path, form: str, *, seconds: float) -> Path | None:
        self.done.append(f"newer {source.name} in {folder.name} {form} {seconds:g}")
        if form not in self.makes:
            return None
        made = folder / f"made.{form}"
        made.write_bytes(self.makes[form])
        return made


def test_from_a_file_of_any_kind_to_pages(approved, tmp_path: Path, monkeypatch) -> None:
    picture = tmp_path / "picture.png"
    Image.new("L", (20, 10), 90).save(picture)
    old = b"\xd0\xcf\x11\xe0" + bytes(20)
    word, sheet = docx(p("甲")), zipped({"xl/workbook.xml": "<workbook/>"})
    open_text = zipped({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.text"})  # fmt: skip
    open_sheet = zipped({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"})  # fmt: skip
    open_show = zipped({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.presentation"})  # fmt: skip
    files = {
        "a.pdf": PAPERS["two pages"], "b.png": picture.read_bytes(), "c.docx": word, "d.doc": old, "e": old, "f.xls": old, "g.et": old, "h.xlt": old, "i.ppt": old,
        "j.dps": old, "k.pps": old, "l.rtf": b"{\\rtf1 x}", "m.csv": b"a,b\n1,2\n", "n.tsv": b"a\tb\n", "o.txt": b"words", "p.odt": open_text, "q.ods": open_sheet, "r.odp": open_show,
        "s.pdf": pdf(*[AB] * 9),
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for form, made in (("both", {"docx": word, "xlsx": sheet}), ("none", {})):
            for name, data in files.items():
                if form == "none" and name[0] not in "dflpq":
                    continue
                source = tmp_path / name
                source.write_bytes(data)
                folder = tmp_path / f"{form}-{name[0]}"
                folder.mkdir()
                instead = Instead(monkeypatch, {"pdf": PAPERS["plain"], **made})
                heard: list[str] = []

                def told(
                    per_cent: int,
                    words: str,
                    heard: list[str] = heard,
                    instead: Instead = instead,
                ) -> None:
                    instead.heard(words)
                    heard.extend(one for one in [f"{per_cent} {words}"] if one not in heard)

                yield f"== {name}, {form} made newer"
                prepared = preparing.prepare(source, folder, told)
                yield f"  {prepared.name} {prepared.folder.name} {[one.picture for one in prepared.pages]}"
                yield from (f"  {one}" for one in (*heard, *sorted(instead.done)))
        yield from (
            f"pages in {name}: {told_of(paging.pages_in, tmp_path / name)}" for name in files
        )

    approved("files_to_pages", tell())


def zipped(parts: dict[str, str]) -> bytes:
    from tests.casework.approved.test_doors_told import _zip

    return _zip(parts)


def test_letters_read_off_pictures(approved, tmp_path: Path, monkeypatch) -> None:
    for name, shade in (("blank", 255), ("ink", 255), ("grey", 80)):
        picture = Image.new("L", (40, 20), shade)
        if name == "ink":
            picture.paste(0, (8, 8, 12, 12))
        picture.save(tmp_path / f"{name}.png")
    bare, lettered = PageText(100, 50, "", b""), PageText(100, 50, "甲", bytes(16))
    pages = (
        PreparedPage("ink.png", bare, pictures=True), PreparedPage("ink.png", lettered), PreparedPage("blank.png", bare), PreparedPage("grey.png", bare),
        PreparedPage("ink.png", PageText(100, 50, " \n", bytes(32)), hidden=2), PreparedPage("ink.png", bare), PreparedPage("ink.png", bare),
    )  # fmt: skip
    answers = iter(("乙丙", "  ", ClerkError("不能识别"), "丁"))
    boxes = array("f", (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8))

    def recognise(_picture: Path) -> tuple[str, bytes]:
        answer = next(answers)
        if isinstance(answer, ClerkError):
            raise answer
        return answer, boxes[: 4 * len(answer)].tobytes()

    def tell() -> Iterator[str]:
        heard: list[str] = []
        paper = Prepared("纸.pdf", tmp_path, pages)
        read = preparing._recognised(paper, lambda *one: heard.append(f"{one}"), recognise)
        yield from heard
        for page in read.pages:
            yield f"{page.picture} {page.recognised} {page.pictures} {page.hidden}"
            yield from text_line(page.text)
        assert preparing._recognised(paper, lambda *_: None, None) is paper
        monkeypatch.setattr(preparing, "_MOST_RECOGNISED", 1)
        few = preparing._recognised(paper, lambda *_: None, lambda _: ("戊", boxes[:4].tobytes()))
        yield f"at most one: {[one.recognised for one in few.pages]}"

    approved("letters_off_pictures", tell())


def test_a_reading_that_is_stopped_or_fails_ends_all_of_it(tmp_path: Path, monkeypatch) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(pdf(*[AB] * 9))
    instead = Instead(monkeypatch, {})

    class Stopped(Exception):  # noqa: N818
        pass

    def told(per_cent: int, words: str) -> None:
        instead.heard(words)
        if per_cent > 10:
            raise Stopped

    def never(*_asked: Any, **_more: Any) -> Any:
        raise ClerkError("读不下去")

    with pytest.raises(Stopped):
        preparing.prepare(source, tmp_path, told)
    monkeypatch.setattr(preparing, "read_pdf", never)
    with pytest.raises(ClerkError, match="读不下去"):
        preparing.prepare(source, tmp_path)
