"""The whole campaign: forty papers covered, searched and compared, with its figures.

    python -m tests.casework.redaction.campaign [SEED]

Word and Excel take an office program; without one those papers are left out, and counted.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import zlib
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from casework.redaction.characters import plainly
from casework.redaction.redacting import Redacted, redact_file
from casework.word.office_program import find_soffice
from tests.casework.redaction.planted import MAKERS, OFFICE_MAKERS, Maker, Paper
from tests.casework.redaction.secrets import Secret


def made(maker: Maker, seed: int, *, plant: bool = True) -> Paper:
    return maker(random.Random(seed), plant)


def covered(paper: Paper, folder: Path) -> tuple[Redacted, Path]:
    """Cover a paper with its terms; returns what was covered, and the new file."""
    source, target = folder / paper.name, folder / f"{paper.name}.out.pdf"
    source.write_bytes(paper.content)
    terms = [one.words for one in paper.open if one.is_term]
    return redact_file(source, target, terms), target


def squeezed(words: str) -> str:
    return re.sub(r"[\s\-·()]", "", plainly(words)).lower()


def not_suggested(paper: Paper, done: Redacted) -> list[Secret]:
    """Return the open secrets that no suggestion met whole."""
    found = [squeezed(one.text) for one in done.suggestions.found]
    return [one for one in paper.open if not any(squeezed(one.words) in text for text in found)]


def false_alarms(paper: Paper, done: Redacted) -> list[str]:
    planted = [squeezed(one.sentence) for one in paper.open]
    return [
        f"{one.kind.value} {one.text}"
        for one in done.suggestions.found
        if not any(squeezed(one.text) in text or text in squeezed(one.text) for text in planted)
        and not any(squeezed(secret.words) in squeezed(one.text) for secret in paper.open)
    ]


def left_behind(paper: Paper, target: Path) -> list[Secret]:
    """Return the secrets a search through every byte of the new file finds."""
    content = target.read_bytes()
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            content += zlib.decompress(packed)
        except zlib.error:
            continue
    document = pypdfium2.PdfDocument(target)
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    said += str(document.get_metadata_dict()) + str(document.count_attachments() or "")
    document.close()
    return [
        one
        for one in (*paper.open, *paper.hidden)
        if one.words in said
        or any(
            one.words.encode(name) in content
            for name in ("utf-8", "gb18030", "utf-16-be", "utf-16-le")
        )
    ]


def pictures(path: Path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(path)
    found = [page.render(scale=2).to_pil().convert("RGB") for page in document]
    document.close()
    return found


def differs(one: Path, other: Path) -> bool:
    """Tell whether two covered papers look different anywhere.

    White letters drawn closely beside black ones nick their edges: a few pixels are no letter.
    """
    first, second = pictures(one), pictures(other)
    return len(first) != len(second) or any(
        a.size != b.size or _pixels(ImageChops.difference(a, b)) > NICKED
        for a, b in zip(first, second, strict=True)
    )


NICKED = 12


def _pixels(difference: Image.Image) -> int:
    return sum(difference.convert("L").histogram()[1:])


def main(seed: int) -> int:
    bad = planted = shown = missed = alarms = 0
    for number, maker in enumerate(MAKERS):
        if maker in OFFICE_MAKERS and find_soffice() is None:
            print("skipped: no office program")
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            paper = made(maker, seed + number)
            done, target = covered(paper, folder)
            twin = made(maker, seed + number, plant=False)
            (folder / "twin").mkdir()
            _, other = covered(twin, folder / "twin")
            lost, left = not_suggested(paper, done), left_behind(paper, target)
            wrong = false_alarms(paper, done)
            is_other = differs(target, other)
        planted += len(paper.open) + len(paper.hidden)
        shown, missed, alarms = shown + len(paper.open), missed + len(lost), alarms + len(wrong)
        bad += len(left) + is_other
        if lost or left or wrong or is_other:
            print(
                paper.name,
                "missed",
                [one.sentence for one in lost],
                "left",
                [one.words for one in left],
                "alarms",
                wrong,
                "differs" if is_other else "",
            )
    print(
        f"{len(MAKERS)} papers, {planted} secrets, {shown} open of which {missed} not suggested, "
        f"{alarms} false alarms, {bad} found again"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
