"""A bundle made: every paper as numbered pages, with its contents and end sheet, three ways.

As a folder of single files, as one PDF whose page numbers are those of the contents, and as a zip
of both. The work needs no register: what it must know of the case was asked before.
"""

import csv
import hashlib
import io
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.bundles.bundled_papers import BundledPaper
from casework.bundles.joining import join, picture_as_pdf
from casework.foreign import Limits, read_apart
from casework.redaction.doors import count_pages
from casework.redaction.office import text_as_word
from casework.redaction.preparing import kind_of
from casework.word.office_program import to_pdf, to_pdfs
from db.aside import aside
from db.file_names import safe_name, what_to_check, why
from db.files import make_folder
from forms.live_cells import unlive
from rules.errors import ClerkError

Told = Callable[[int, str], object]
# Renders the sheet before the papers or after them: given the papers with their pages, as .docx.
Sheet = Callable[[Sequence["PlacedPaper"], int], bytes]
_COUNTING = Limits(seconds=15, mib=900)
_JOINING = Limits(seconds=110, mib=1500)
_OFFICE = (".docx", ".doc", ".xlsx", ".xls", ".wps", ".et", ".rtf", ".odt", ".ods", ".pptx", ".ppt")
_TEXTS, _LARGEST_TEXT = (".txt", ".md", ".log"), 2 << 20
_CHECKS = "校验值.txt"
_NOT_AS_PAGES = "电子件，未印成页"


@dataclass(frozen=True, slots=True)
class PlacedPaper:
    """A paper in its place: the first and last page it takes, 0 for one that is no pages."""

    paper: BundledPaper
    first: int
    last: int

    @property
    def pages(self) -> str:
        """Its pages, as a contents list names them."""
        if not self.first:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}—{self.last}"


@dataclass(frozen=True, slots=True)
class BundleOrder:
    """What to make: a name, its papers in order, and the sheets round them by their titles."""

    name: str
    papers: Sequence[BundledPaper]
    before: Mapping[str, Sheet]
    after: Mapping[str, Sheet]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was made, and what the clerk must know of it."""

    folder: Path
    pdf: Path
    archive: Path
    papers: tuple[PlacedPaper, ...]
    pages: int
    notes: tuple[str, ...]


def make(order: BundleOrder, target: Path, told: Told = lambda _done, _words: None) -> Bundle:
    """Make a bundle in a folder of its own under `target`.

    `told` hears how far it is; what it raises stops the work and leaves nothing. Raises
    `ClerkError` where there are no papers, a paper was altered or cannot be read, no office
    program is there, or the disk refuses. Never call it on the window's thread.
    """
    if not order.papers:
        raise ClerkError("本件没有可以装入案卷的材料，请先办理或者添加附件。")
    folder = _free(target / safe_name(order.name))
    try:
        # The whole case of a person: for who made it alone.
        make_folder(folder)
        with aside("bundle") as work:
            return _made(order, folder, work, told)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise ClerkError(
            f"案卷无法写到“{target}”（{why(error)}），{what_to_check(target)}"
        ) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _made(order: BundleOrder, folder: Path, work: Path, told: Told) -> Bundle:
    for one in order.papers:
        _check_unaltered(one)
    pdfs, notes = _as_pdfs(order.papers, work, told)
    told(55, "正在编页")
    placed: list[PlacedPaper] = []
    page = 1
    for one, pdf in zip(order.papers, pdfs, strict=True):
        count = 0 if pdf is None else read_apart(count_pages, pdf, limits=_COUNTING, name=one.title)
        placed.append(PlacedPaper(one, page if count else 0, page + count - 1 if count else 0))
        page += count
    total = page - 1
    told(65, "正在写目录和备考表")
    before = _sheets(order.before, placed, total, folder, work, "前")
    after = _sheets(order.after, placed, total, folder, work, "后")
    told(80, "正在合成一个PDF")
    whole = folder / f"{safe_name(order.name)}.pdf"
    parts = (
        *((one, 0) for one in before),
        *((pdf, one.first) for one, pdf in zip(placed, pdfs, strict=True) if pdf is not None),
        *((one, 0) for one in after),
    )
    read_apart(join, parts, whole, limits=_JOINING, check=lambda: told(85, "正在合成一个PDF"))
    told(92, "正在写单件和校验值")
    _singles(placed, pdfs, folder)
    _table(placed, folder)
    _checks(folder)
    archive = _zipped(folder)
    return Bundle(folder, whole, archive, tuple(placed), total, (*order.notes, *notes))


def _check_unaltered(one: BundledPaper) -> None:
    try:
        with one.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ClerkError(
            f"“{one.title}”无法读取（{why(error)}），请从备份中找回后再打包。"
        ) from error
    if digest != one.sha256:
        raise ClerkError(
            f"“{one.title}”的内容和登记时不同，可能被改动，没有打包；请从备份中找回原件。"
        )


def paper_kind(path: Path) -> str:
    """Return pdf, picture, package, old or text by what a file holds; empty for anything else."""
    try:
        return kind_of(path)
    except ClerkError:
        return ""


def _as_pdfs(
    papers: Sequence[BundledPaper], work: Path, told: Told
) -> tuple[list[Path | None], list[str]]:
    """Return each paper as a PDF, `None` for what cannot become pages, with a note on it."""
    notes: list[str] = []
    pdfs: list[Path | None] = [None] * len(papers)
    office: dict[int, Path] = {}
    for place, one in enumerate(papers):
        told(2 + 8 * place // len(papers), f"正在读取“{one.title}”")
        kind = paper_kind(one.path)
        target = work / f"p{place:04d}.pdf"
        if kind == "pdf":
            pdfs[place] = one.path
        elif kind == "picture":
            pictures = work / f"i{place:04d}"
            pictures.mkdir()
            read_apart(picture_as_pdf, one.path, pictures, target, name=one.title)
            pdfs[place] = target
        elif one.path.suffix.lower() in _OFFICE:
            office[place] = one.path
        elif one.path.suffix.lower() in _TEXTS and one.path.stat().st_size <= _LARGEST_TEXT:
            # What was pasted at the receipt is often all there is of an application.
            pages = work / f"t{place:04d}"
            pages.mkdir()
            office[place] = read_apart(text_as_word, one.path, pages, name=one.title)
        else:
            notes.append(f"“{one.title}”不能印成页面，原样放在单件文件夹里。")
    turned = work / "office"
    turned.mkdir()
    files = list(office.values())
    made = to_pdfs(
        files,
        turned,
        lambda done: told(10 + 45 * done // max(len(files), 1), "正在转为PDF"),
    )
    pdfs_of_office = dict(zip(office, made, strict=True))
    return [pdfs_of_office.get(place, pdf) for place, pdf in enumerate(pdfs)], notes


def _sheets(
    sheets: Mapping[str, Sheet],
    placed: Sequence[PlacedPaper],
    total: int,
    folder: Path,
    work: Path,
    where: str,
) -> list[Path]:
    made = []
    for number, (title, sheet) in enumerate(sheets.items()):
        source = folder / f"{title}.docx"
        source.write_bytes(sheet(placed, total))
        made.append(to_pdf(source, work / f"{where}{number}.pdf"))
    return made


def _singles(placed: Sequence[PlacedPaper], pdfs: Sequence[Path | None], folder: Path) -> None:
    """Write each paper by itself: as it is kept, and as the pages it makes."""
    singles = folder / "单件"
    singles.mkdir()
    for number, (one, pdf) in enumerate(zip(placed, pdfs, strict=True), start=1):
        target = singles / single_name(number, one.paper)
        shutil.copyfile(one.paper.path, target)
        if pdf is not None and pdf != one.paper.path:
            stem = target.name.removesuffix(one.paper.path.suffix)
            # A photograph that was called a PDF stays beside its pages.
            is_taken = one.paper.path.suffix.lower() == ".pdf"
            shutil.copyfile(pdf, singles / f"{stem}{'（页面）' if is_taken else ''}.pdf")


def single_name(number: int, paper: BundledPaper) -> str:
    """Return the name of a paper's own file in the bundle: its place, then its title."""
    stem = safe_name(paper.title.removesuffix(paper.path.suffix))[:60]
    return f"{number:03d} {stem}{paper.path.suffix}"


def _table(placed: Sequence[PlacedPaper], folder: Path) -> None:
    """Write what an electronic archive takes in beside the files, a line for each."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(("序号", "题名", "文号", "日期", "页次", "说明", "文件名", "SHA-256"))
    for number, one in enumerate(placed, start=1):
        paper = one.paper
        writer.writerow(
            (
                number,
                # What an applicant called a file may be a formula.
                unlive(paper.title),
                unlive(paper.number),
                paper.on.isoformat() if paper.on else "",
                one.pages or _NOT_AS_PAGES,
                unlive(paper.remark),
                single_name(number, paper),
                paper.sha256,
            )
        )
    # With a mark of its coding, or Excel takes it for another.
    (folder / "目录.csv").write_text(lines.getvalue(), encoding="utf-8-sig", newline="")


def _checks(folder: Path) -> None:
    """Write the content (SHA-256) of every file, so that whoever has them can check them."""
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            lines.append(f"{digest}  {path.relative_to(folder).as_posix()}")
    (folder / _CHECKS).write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


def _zipped(folder: Path) -> Path:
    archive = _free(folder.with_name(f"{folder.name}.zip"))
    half = archive.with_name(f"{archive.name}.part")
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as packed:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    packed.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
        half.replace(archive)
    finally:
        half.unlink(missing_ok=True)
    return archive


def _free(path: Path) -> Path:
    """Return a path nothing lies at: the path itself, or with a number."""
    stem, copy = path.stem if path.suffix == ".zip" else path.name, 1
    free = path
    while free.exists():
        copy += 1
        suffix = path.suffix if path.suffix == ".zip" else ""
        free = path.with_name(f"{stem}（{copy}）{suffix}")
    return free
