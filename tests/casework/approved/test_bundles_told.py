"""Bundles: which papers go into one and where, what is made of each, the numbers on its pages, what
an applicant gets; held against what was approved."""

import os
import re
import secrets
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from io import BytesIO
from itertools import combinations
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PIL import Image

from casework import acts
from casework.bundles import making, shared_copies
from casework.bundles.bundled_papers import BundledPaper, Part, missing_of_an_answer
from casework.bundles.joining import join, picture_as_pdf
from casework.bundles.making import BundleOrder, PlacedPaper, make
from casework.bundles.orders import END, EVIDENCE, answer_order, archive_order
from casework.bundles.shared_copies import ShareOrder, share
from casework.cases.attachments import add_content, by_label, mark_to_disclose
from casework.desk.desk import Desk
from rules.errors import ClerkError
from tests.casework.approved.office_files import document_lines
from tests.casework.bundles.test_bundles import a_pdf, install_office
from tests.casework.conftest import Clock
from tests.casework.doings import Do
from tests.casework.redaction.pdf_samples import Sample

# What clerks call the files of a case, one of each kind, and some that are of two.
NAMES = (
    "申请表.pdf", "来信.jpg", "无名.dat", "邮戳照片.jpg", "身份证.jpg", "授权委托书.pdf", "补正通知书.pdf", "补正回证.pdf", "EMS单.jpg", "ems.jpg", "查询截图.png", "缴费票据.jpg", "征求意见函.docx", "第三方意见.pdf", "审查表.docx", "保密审查意见.pdf",
    "法律意见书.pdf", "呈批件.docx", "延期申请.docx", "检索台账.xlsx", "答复书.docx", "告知书.docx", "复议申请书.pdf", "行政复议答复书.pdf", "答辩状.docx", "拟公开的纪要.pdf", "判决书.pdf", "答复书送达回证.pdf",
)  # fmt: skip


def papers_told(papers: Sequence[BundledPaper]) -> Iterator[str]:
    for one in papers:
        assert sha256(one.path.read_bytes()).hexdigest() == one.sha256
        yield f"  {one.part.order:2} {one.title} {one.number or '—'} {one.on} {one.remark}".rstrip()


def placed(papers: Sequence[BundledPaper]) -> list[PlacedPaper]:
    """Give the papers one, two, no pages in turn."""
    found, page = [], 1
    for at, one in enumerate(papers):
        count = (1, 2, 0)[at % 3]
        found.append(PlacedPaper(one, page if count else 0, page + count - 1 if count else 0))
        page += count
    return found


def test_where_each_paper_goes(
    approved, desk: Desk, do: Do, clock: Clock, registered: int, tmp_path: Path
) -> None:
    for name in NAMES:
        add_content(desk, registered, name, name.encode())
    add_content(desk, registered, "又一份.pdf", NAMES[0].encode())
    clock.day = date(2026, 3, 9)
    add_content(desk, registered, "后来的.dat", b"later")
    disclosed = add_content(desk, registered, "身份证明的公开件.pdf", b"disclosed")
    mark_to_disclose(desk, disclosed, to_disclose=True)
    do("ask_counsel", registered, "2026-03-10", counsel="郑洁", question="依据是否充分")
    do("counsel_answered", registered, "2026-03-11", counsel="郑洁", conclusion="LAWFUL", opinion="依据充分", document="法律意见书.pdf")  # fmt: skip
    do("decide", registered, "2026-03-16", kind="REFUSED_WORKING_PAPERS", reasons="讨论记录")
    do("serve", registered, "2026-03-17", mail_number="EM123456789CN")
    scan = add_content(desk, registered, "盖章.pdf", b"sealed")
    keep = acts.ACTS["keep_sent_copy"]
    letter = acts.starting_values(desk, keep, registered)["ref"]
    acts.perform(desk, keep, registered, keep.form(ref=letter, file=scan.name))

    def tell() -> Iterator[str]:
        archive = archive_order(desk, registered, tmp_path)
        yield archive.name
        yield from papers_told(archive.papers)
        shown = placed(archive.papers)
        yield "== 卷内目录"
        yield from document_lines(archive.before["卷内目录"](shown, 99))
        yield "== 备考表"
        yield from document_lines(archive.after[END](shown, 99))
        answer = answer_order(desk, registered, tmp_path)
        yield f"== {answer.name} {answer.notes} {list(answer.before)} {list(answer.after)}"
        yield from papers_told(answer.papers)
        yield "== 证据目录"
        yield from document_lines(answer.before[EVIDENCE](placed(answer.papers), 99))

    approved("papers_of_a_bundle", tell())


def a_paper(
    folder: Path, title: str, content: bytes, suffix: str, part: Part = Part.REQUEST
) -> BundledPaper:
    digest = sha256(content).hexdigest()
    path = folder / f"{digest[:16]}{suffix}"
    path.write_bytes(content)
    return BundledPaper(title, "", date(2026, 3, 6), part, path, digest)


def test_what_an_answer_lacks(approved, tmp_path: Path) -> None:
    parts = (Part.ANSWER, Part.REQUEST, Part.REPLY, Part.SERVICE)

    def tell() -> Iterator[str]:
        for many in range(5):
            for some in combinations(parts, many):
                papers = [a_paper(tmp_path, one.name, b"x", ".pdf", one) for one in some]
                yield f"{[one.name for one in some]}: {list(missing_of_an_answer(papers))}"

    approved("lacking_in_an_answer", tell())


def picture(kind: str, mode: str = "RGB", **more: object) -> bytes:
    kept = BytesIO()
    Image.new(mode, (30, 20), "red" if mode == "RGB" else 100).save(kept, kind, **more)
    return kept.getvalue()


def order_of(folder: Path) -> BundleOrder:
    """An order with a paper of every kind there is."""
    made = [
        a_paper(folder, "申请书.pdf", a_pdf("request", 2), ".pdf"),
        a_paper(folder, "照片.jpg", picture("JPEG"), ".jpg"),
        a_paper(folder, "叫作PDF的照片.pdf", picture("PNG"), ".pdf"),
        a_paper(folder, "粘贴文字.TXT", "申请公开征地批复".encode("gb18030"), ".TXT"),
        a_paper(folder, "关于2.1节的复函", b"PK\x03\x04 letter", ".docx"),
        a_paper(folder, "=1+1.wps", b"\xd0\xcf\x11\xe0old", ".wps"),
        a_paper(folder, "空的.txt", b"", ".txt"),
        a_paper(folder, "录音.dat", b"\0\1\2", ".dat"),
        a_paper(folder, "满的.log", b"a" * 20, ".log"),
        a_paper(folder, "太长的.md", b"a" * 21, ".md"),
        a_paper(folder, "长" * 61 + ".pdf", a_pdf("long"), ".pdf"),
    ]
    made[0] = replace(made[0], on=None)
    made[4] = replace(made[4], number="+青公开〔2026〕1号", remark="发出件扫描")

    def sheet(title: str) -> making.Sheet:
        return lambda shown, total: f"{title} {[one.pages for one in shown]} {total}".encode()

    return BundleOrder("甲/乙案卷", made, {"目录一": sheet("一"), "目录二": sheet("二")}, {"备考": sheet("备考")}, ("先说的。",))  # fmt: skip


def everything_in(folder: Path, sources: Sequence[Path] = ()) -> Iterator[str]:
    """What lies in a folder: texts by their lines, PDFs by their pages, copies by what they copy."""
    copies = {one.read_bytes(): one.suffix for one in sources}
    for path in sorted(folder.rglob("*")):
        kept = f"  {path.relative_to(folder).as_posix()}"
        content = b"" if path.is_dir() else path.read_bytes()
        if path.is_dir():
            yield f"{kept}/"
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                yield f"{kept}: {[one.filename for one in packed.infolist()]}"
        elif content in copies:
            yield f"{kept}: as it was, {copies[content]}"
        elif content[:4] == b"%PDF":
            yield f"{kept}: {pages_of(path)}"
        else:
            yield f"{kept}: mark {content[:1] == bytes([0xEF])}, {content.count(bytes([13, 10]))} of {content.count(bytes([10]))} lines"
            yield from (f"    | {line}" for line in content.decode("utf-8-sig").splitlines())


def pages_of(path: Path) -> str:
    """The digits on each page of a PDF: the number printed on it."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage().get_text_range()
        found.append("".join(one for one in text if one.isdigit()) or "-")
    document.close()
    return " ".join(found)


def test_what_is_made_of_each_paper(approved, monkeypatch, tmp_path: Path) -> None:
    install_office(monkeypatch)
    monkeypatch.setattr(making, "_LARGEST_TEXT", 20)
    sources = tmp_path / "sources"
    sources.mkdir()
    order = order_of(sources)
    target = tmp_path / "out"

    def tell() -> Iterator[str]:
        heard: list[str] = []
        bundle = make(order, target, partial(hear, heard))
        yield from dict.fromkeys(heard)
        yield f"{bundle.folder.name} {bundle.pdf.name} {bundle.archive.name} {bundle.pages}"
        yield from bundle.notes
        yield from (f"  {one.paper.title[:9]} {one.first}, {one.last}" for one in bundle.papers)
        yield from everything_in(target, [one.path for one in order.papers])
        few = replace(order, papers=order.papers[7:8], before={}, after={})
        for _ in range(2):
            second = make(few, target)
            yield f"{second.folder.name} {second.archive.name} {second.pages} {second.notes}"

    approved("a_bundle_made", tell())


def of_any_system(refusal: ClerkError, folder: Path) -> str:
    return re.sub("”（.*?），", "”（…），", str(refusal).replace(str(folder), ""))


def test_what_stops_a_bundle_leaves_nothing(approved, monkeypatch, tmp_path: Path) -> None:
    install_office(monkeypatch)
    sources, target = tmp_path / "sources", tmp_path / "out"
    sources.mkdir()
    paper = a_paper(sources, "录音.dat", b"\0\1", ".dat")
    gone = replace(paper, title="没有了.pdf", path=sources / "none.pdf")
    altered = replace(paper, title="改过.pdf", sha256="0" * 64)
    order = BundleOrder("案卷", [paper], {}, {})

    def stopped(done: int, _words: str) -> None:
        if done >= 92:
            raise KeyboardInterrupt

    def tell() -> Iterator[str]:
        for papers in ([], [gone], [paper, altered]):
            with pytest.raises(ClerkError) as refused:
                make(replace(order, papers=papers), target)
            yield f"{of_any_system(refused.value, tmp_path)} {sorted(target.rglob('*'))}"
        with pytest.raises(KeyboardInterrupt):
            make(order, target, stopped)
        yield f"{sorted(target.rglob('*'))}"
        taken = tmp_path / "taken"
        taken.write_bytes(b"a file")
        with pytest.raises(ClerkError) as refused:
            make(order, taken)
        yield of_any_system(refused.value, tmp_path)
        with pytest.raises(ClerkError) as refused:
            share(ShareOrder("送申请人", "", {"答复书.pdf": paper.path}), taken)
        yield of_any_system(refused.value, tmp_path)

    approved("bundles_stopped", tell())


# Pages


def test_where_a_number_stands_on_a_page(approved, tmp_path: Path) -> None:
    looks = [
        (turn, size, crop)
        for turn in (0, 90, 180, 270)
        for size, crop in (((595, 842), None), ((842, 595), (50, 40, 700, 500)), ((30, 20), None))
    ]
    parts = []
    for at, (turn, size, crop) in enumerate(looks):
        sample = Sample(size=size, rotate=turn, crop=crop)
        sample.page()
        path = tmp_path / f"{at}.pdf"
        path.write_bytes(sample.bytes())
        parts.append((path, (1, 9, 99)[at % 3]))

    def tell() -> Iterator[str]:
        target = tmp_path / "out.pdf"
        yield f"{join((*parts, (parts[0][0], 0)), target)}"
        document = pypdfium2.PdfDocument(target)
        for at, page in enumerate(document):
            text = page.get_textpage()
            boxes = [
                " ".join(f"{one:.1f}" for one in text.get_charbox(place, loose=True))
                for place in range(text.count_chars())
            ]
            yield f"{looks[at // 2] if at < 24 else ''} {text.get_text_range()}: {boxes}"
        document.close()

    approved("numbers_on_pages", tell())


def test_what_was_typed_into_a_form_stays_on_its_page(tmp_path: Path) -> None:
    sample = Sample()
    sample.typed((60, 700, 260, 720), "林一帆")
    sample.page()
    source, target = tmp_path / "form.pdf", tmp_path / "out.pdf"
    source.write_bytes(sample.bytes())
    assert join(((source, 8),), target) == (2,)
    document = pypdfium2.PdfDocument(target)
    shown = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert "林一帆" in shown[0]
    assert [one.split()[-1] for one in shown] == ["8", "9"]


def test_pictures_become_pages_of_their_own_size(approved, tmp_path: Path) -> None:
    three = [Image.new("L", (20, 10), shade) for shade in (0, 100, 200)]
    scan = BytesIO()
    three[0].save(scan, "TIFF", save_all=True, append_images=three[1:], dpi=(300, 300))
    files = {
        "colour.png": picture("PNG", dpi=(72, 72)), "grey.png": picture("PNG", "L"), "palette.gif": picture("GIF", "P"), "clear.png": picture("PNG", "LA"), "photo.jpg": picture("JPEG", dpi=(300, 300)), "scan.tif": scan.getvalue(),
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, content in files.items():
            folder = tmp_path / name.split(".")[0]
            folder.mkdir()
            (folder / name).write_bytes(content)
            target = folder / "out.pdf"
            count = picture_as_pdf(folder / name, folder, target)
            document = pypdfium2.PdfDocument(target)
            looks = []
            for page in document:
                shown = page.render(scale=0.5).to_pil()
                middle = shown.convert("RGB").getpixel((shown.width // 2, shown.height // 2))
                looks.append(f"{page.get_width():.1f}×{page.get_height():.1f} {middle}")
            document.close()
            yield f"{name}: {count} {looks} {[one.name for one in folder.iterdir() if '.part' in one.name]}"

    approved("pictures_made_pages", tell())


# For the applicant


def hear(heard: list[str], done: int, words: str) -> None:
    heard.append(f"{done} {words}")


def test_what_an_applicant_gets(approved, monkeypatch, tmp_path: Path) -> None:
    install_office(monkeypatch)
    monkeypatch.setattr(os, "urandom", lambda count: b"\7" * count)
    monkeypatch.setattr(secrets, "choice", Random("passwords").choice)
    letter, first, second = (tmp_path / name for name in ("a.docx", "b.pdf", "c.pdf"))
    letter.write_bytes(b"PK\3\4 letter")
    for path in (first, second):
        path.write_bytes(a_pdf(path.stem))
    files = {"答复书.pdf": letter, "要点.pdf": first, "纪要.pdf": second}
    order = ShareOrder("依申请2026.1号送申请人", "正文\n", files)
    target = tmp_path / "out"

    def tell() -> Iterator[str]:
        for with_password, on_disc in ((False, False), (True, False), (False, True), (True, True)):
            heard: list[str] = []
            asked = replace(order, on_disc=on_disc)
            shared = share(asked, target, with_password=with_password, told=partial(hear, heard))
            yield f"== {shared.folder.name} {shared.archive.name} {shared.password} {shared.notes}"
            yield from heard
            yield from everything_in(shared.folder)
            with zipfile.ZipFile(shared.archive) as packed:
                for one in packed.infolist():
                    content = packed.read(one, shared.password.encode() or None)
                    is_whole = content == (shared.folder / one.filename).read_bytes()
                    yield f"  {one.filename} {one.date_time if with_password else ''} {one.flag_bits} {one.compress_type} {is_whole}"
        for at, scanned in enumerate((picture("JPEG"), a_pdf("sealed", 3))):
            scan = tmp_path / f"{at}.jpg"
            scan.write_bytes(scanned)
            shared = share(replace(order, files={"答复书.pdf": scan}), target)
            yield from everything_in(shared.folder)
        for _ in range(40):
            shared = share(replace(order, files={"答复书.pdf": first}), target, with_password=True)
            yield f"{shared.folder.name} {shared.password}"

    approved("given_to_an_applicant", tell())


def test_what_does_not_go_into_one_mail_or_on_one_disc(approved, monkeypatch, tmp_path) -> None:
    """The limits made small: a mail takes 1 MiB, a disc 2, a larger one 3."""
    for name, mib in (("MAIL_LIMIT_MIB", 1), ("CD_MIB", 2), ("DVD_MIB", 3)):
        monkeypatch.setattr(shared_copies, name, mib)
    letter = tmp_path / "答复书.pdf"
    noise = Random(1).randbytes(4 << 20)

    def made(size: int, *, on_disc: bool) -> shared_copies.Shared:
        letter.write_bytes(b"%PDF-" + noise[: size - 5])
        return share(ShareOrder("甲", "", {"答复书.pdf": letter}, on_disc), tmp_path / "out")

    def tell() -> Iterator[str]:
        checks = (made(9, on_disc=True).folder / "校验清单.txt").stat().st_size
        beside = made(1 << 20, on_disc=False).archive.stat().st_size - (1 << 20)
        for on_disc, more, limits in ((True, checks, (2, 3)), (False, beside, (1, 2))):
            for mib in limits:
                for over in (0, 1):
                    shared = made((mib << 20) - more + over, on_disc=on_disc)
                    is_even = shared.archive.stat().st_size == (mib << 20) + over
                    yield f"{on_disc} {mib} MiB + {over} {is_even or on_disc}: {shared.notes}"

    approved("too_much_for_a_mail", tell())
    assert int(4.7e9) >> 20 == 4482


def test_files_of_one_name_each_have_their_own(
    approved, desk: Desk, do: Do, monkeypatch, tmp_path: Path
) -> None:
    install_office(monkeypatch)
    request_id = do("register", None, "2026-03-06", applicant_name="林一帆", media="DISC", information_sought="2023年工作要点").request_id  # fmt: skip
    do("decide", request_id, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    for at, name in enumerate(("要点.PDF", "要点.pdf", "校验清单.txt", "没有尾巴", "没有尾巴", "不公开.pdf")):  # fmt: skip
        one = add_content(desk, request_id, name, a_pdf(f"f{at}"))
        mark_to_disclose(desk, one, to_disclose=name != "不公开.pdf")

    def tell() -> Iterator[str]:
        yield f"{list(by_label(desk, request_id))}"
        shared = share(shared_copies.share_order(desk, request_id), tmp_path / "out")
        yield from everything_in(shared.folder)

    approved("files_of_one_name", tell())
