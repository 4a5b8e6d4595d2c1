"""PDFs written by hand for the tests, so that each holds exactly what a test plants in it.

Text is set in a Chinese font that every reader knows and no file carries (STSong-Light), each
character where it is told to stand.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

A4 = (595, 842)


@dataclass
class Sample:
    """A PDF in the making: pages of commands, and what lies beside them."""

    size: tuple[float, float] = A4
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    info: dict[str, str] = field(default_factory=dict)
    xmp: str = ""
    attachment: bytes | None = None
    layers: bool = False
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    notes: list[list[str]] = field(default_factory=lambda: [[]])
    fields: list[int] = field(default_factory=list)
    extra: list[bytes] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)

    def page(self) -> None:
        self.pages.append([])
        self.notes.append([])

    def text(
        self, x: float, y: float, words: str, size: float = 12, *, look: str = "", mode: int = 0
    ) -> None:
        """Set words from a point, in units from the lower left."""
        self.pages[-1].append(
            f"{look} BT /F {size} Tf {mode} Tr 1 0 0 1 {x} {y} Tm <{_hex(words)}> Tj ET"
        )

    def turned(self, x: float, y: float, words: str, size: float = 12) -> None:
        """Set words upwards, a quarter turned to the left."""
        self.pages[-1].append(f"BT /F {size} Tf 0 1 -1 0 {x} {y} Tm <{_hex(words)}> Tj ET")

    def apart(self, x: float, y: float, words: str, size: float = 12, step: float = 0) -> None:
        """Set each character by itself, the last one first."""
        for at in reversed(range(len(words))):
            wide = step or size
            self.text(x + at * wide, y, words[at], size)

    def draw(self, commands: str) -> None:
        self.pages[-1].append(commands)

    def layer(self, *, is_on: bool, x: float, y: float, words: str) -> None:
        self.layers = True
        name = "On" if is_on else "Off"
        self.pages[-1].append(
            f"/OC /{name} BDC BT /F 12 Tf 0 Tr 1 0 0 1 {x} {y} Tm <{_hex(words)}> Tj ET EMC"
        )

    def note(self, kind: str, box: tuple[float, ...], words: str, more: str = "") -> None:
        sides = " ".join(map(str, box))
        self.notes[-1].append(
            f"<< /Type /Annot /Subtype /{kind} /Rect [{sides}] /F 4 /Contents {_string(words)} {more} >>"
        )

    def typed(self, box: tuple[float, ...], words: str) -> None:
        """A field of a form with what was typed into it, and how it looks."""
        left, bottom, right, top = box
        look = f"BT /F 12 Tf 0 g 1 0 0 1 2 3 Tm <{_hex(words)}> Tj ET".encode()
        self.extra.append(look)
        sides = " ".join(map(str, box))
        self.notes[-1].append(
            f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a{len(self.extra)}) /Rect [{sides}] /F 4"
            f" /V {_string(words)} /DA (/F 12 Tf 0 g) /AP << /N LOOK{len(self.extra)}"
            f" {right - left} {top - bottom} >> >>"
        )

    def bytes(self) -> bytes:
        """Return the file."""
        return _Writer(self).whole()


def _hex(words: str) -> str:
    return words.encode("utf-16-be").hex()


def _string(words: str) -> str:
    return f"<feff{_hex(words)}>"


class _Writer:
    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self.things: list[bytes] = []

    def add(self, words: str | bytes) -> int:
        self.things.append(words.encode("latin-1") if isinstance(words, str) else words)
        return len(self.things)

    def stream(self, words: str, content: bytes) -> int:
        packed = zlib.compress(content)
        return self.add(
            f"<< {words} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
            + packed
            + b"\nendstream"
        )

    def whole(self) -> bytes:
        sample = self.sample
        tree, root = 1, 2
        self.add(""), self.add("")
        described = self.add(
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
            " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
        )
        inner = self.add(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
            " /W [1 [500] 2 94 500 814 939 500]"
            f" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
            f" /FontDescriptor {described} 0 R >>"
        )
        font = self.add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
            f" /DescendantFonts [{inner} 0 R] >>"
        )
        resources = f"/Font << /F {font} 0 R >>"
        names = ""
        for name, data in sample.images.items():
            width, height = (int.from_bytes(data[at : at + 4], "big") for at in (0, 4))
            image = self.stream(
                f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
                " /ColorSpace /DeviceGray /BitsPerComponent 8",
                data[8:],
            )
            names += f" /{name} {image} 0 R"
        if names:
            resources += f" /XObject <<{names} >>"
        catalogue = ""
        if sample.layers:
            on = self.add("<< /Type /OCG /Name (on) >>")
            off = self.add("<< /Type /OCG /Name (off) >>")
            resources += f" /Properties << /On {on} 0 R /Off {off} 0 R >>"
            catalogue += (
                f" /OCProperties << /OCGs [{on} 0 R {off} 0 R]"
                f" /D << /ON [{on} 0 R] /OFF [{off} 0 R] >> >>"
            )
        kids, widgets = [], []
        for commands, notes in zip(sample.pages, sample.notes, strict=True):
            content = self.stream("", "\n".join(commands).encode("latin-1"))
            listed = []
            for words in notes:
                for number, look in enumerate(sample.extra, start=1):
                    mark = f"LOOK{number} "
                    if mark in words:
                        before, after = words.split(mark)
                        wide, high, rest = after.split(" ", 2)
                        form = self.stream(
                            f"/Type /XObject /Subtype /Form /BBox [0 0 {wide} {high}]"
                            f" /Resources << /Font << /F {font} 0 R >> >>",
                            look,
                        )
                        words = f"{before}{form} 0 R {rest}"
                number = self.add(words)
                listed.append(f"{number} 0 R")
                if "/Widget" in words:
                    widgets.append(f"{number} 0 R")
            box = f" /CropBox [{' '.join(map(str, sample.crop))}]" if sample.crop else ""
            kids.append(
                self.add(
                    f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {sample.size[0]}"
                    f" {sample.size[1]}]{box} /Rotate {sample.rotate} /Contents {content} 0 R"
                    f" /Resources << {resources} >> /Annots [{' '.join(listed)}] >>"
                )
            )
        if widgets:
            catalogue += f" /AcroForm << /Fields [{' '.join(widgets)}] /DR << /Font << /F {font} 0 R >> >> >>"
        if sample.attachment is not None:
            file = self.stream("/Type /EmbeddedFile", sample.attachment)
            spec = self.add(f"<< /Type /Filespec /F (a.txt) /EF << /F {file} 0 R >> >>")
            catalogue += f" /Names << /EmbeddedFiles << /Names [(a.txt) {spec} 0 R] >> >>"
        if sample.xmp:
            meta = self.stream("/Type /Metadata /Subtype /XML", sample.xmp.encode())
            catalogue += f" /Metadata {meta} 0 R"
        self.things[tree - 1] = (
            f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
        ).encode()
        self.things[root - 1] = f"<< /Type /Catalog /Pages {tree} 0 R{catalogue} >>".encode()
        trailer = f"/Root {root} 0 R"
        if sample.info:
            info = " ".join(f"/{name} {_string(value)}" for name, value in sample.info.items())
            trailer += f" /Info {self.add(f'<< {info} >>')} 0 R"
        return self._file(trailer)

    def _file(self, trailer: str) -> bytes:
        made = bytearray(b"%PDF-1.6\n")
        places = []
        for number, thing in enumerate(self.things, start=1):
            places.append(len(made))
            made += f"{number} 0 obj\n".encode() + thing + b"\nendobj\n"
        start = len(made)
        made += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        for place in places:
            made += f"{place:010d} 00000 n \n".encode()
        made += f"trailer\n<< /Size {len(places) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(made)


def revised(first: bytes, later: bytes) -> bytes:
    """Return a file whose earlier version lies whole before the later one, as saving on leaves it."""
    shift = len(first)
    start = int(later.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    body, table = later[:start], later[start:]
    lines = table.split(b"\n")
    moved = [
        b"%010d 00000 n " % (int(line[:10]) + shift) if line.endswith(b" n ") else line
        for line in lines
    ]
    joined = b"\n".join(moved)
    head, _, _ = joined.rpartition(b"startxref\n")
    return first + body + head + b"startxref\n%d\n%%%%EOF\n" % (start + shift)
