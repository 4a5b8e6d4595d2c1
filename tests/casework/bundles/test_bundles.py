"""The file of a case for an archive, a court and the applicant: in order, numbered, checkable."""

import csv
import hashlib
import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from casework import acts
from casework.bundles import making, shared_copies
from casework.bundles.bundled_papers import Part
from casework.bundles.making import make
from casework.bundles.orders import answer_order, archive_order
from casework.bundles.shared_copies import ShareOrder, share, share_order
from casework.cases.attachments import add_content, of_case, path_of
from casework.cases.case_file import load
from casework.commands.bundle import bundle_json
from casework.desk.access import access_lines
from casework.word import paragraphs
from db import documents, steps
from rules.errors import ClerkError
from rules.steps import StepKind
from tests.casework.redaction.pdf_samples import Sample


def a_pdf(words: str, pages: int = 1) -> bytes:
    sample = Sample()
    for number in range(pages):
        if number:
            sample.page()
        sample.text(60, 700, words)
    return sample.bytes()


@pytest.fixture
def office(monkeypatch):
    install_office(monkeypatch)


def install_office(monkeypatch):
    """Let an office program make two pages of whatever it is given, at once."""

    def one(source, target, **_):
        target.write_bytes(a_pdf("office", 2))
        return target

    def many(sources, folder, told=lambda _: None):
        made = []
        for at, source in enumerate(sources):
            told(at)
            made.append(one(source, folder / f"{at}.pdf"))
        return made

    monkeypatch.setattr(making, "to_pdf", one)
    monkeypatch.setattr(making, "to_pdfs", many)
    monkeypatch.setattr(shared_copies, "to_pdf", one)


@pytest.fixture
def served(desk, do, registered):
    add_content(desk, registered, "申请书.pdf", a_pdf("request", 3))
    do("search", registered, "2026-03-10", searched_by="李文", scope="公文系统",
       keywords="要点", result="FOUND", found="共12页")  # fmt: skip
    do("decide", registered, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    do("serve", registered, "2026-03-17", mail_number="EM123456789CN")
    add_content(desk, registered, "EMS签收截图.pdf", a_pdf("ems"))
    add_content(desk, registered, "录音.dat", b"\x00\x01\x02" * 99)
    return registered


def printed(path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage().get_text_range()
        found.append("".join(one for one in text if one.isdigit()))
    document.close()
    return found


def test_the_contents_name_the_pages_that_are_printed(desk, served, office, tmp_path):
    bundle = make(archive_order(desk, served, tmp_path), tmp_path / "out")
    # One of the contents and one of the end sheet, two pages each, bear no number.
    numbers = printed(bundle.pdf)
    assert numbers == ["", "", *map(str, range(1, bundle.pages + 1)), "", ""]
    document = pypdfium2.PdfDocument(bundle.pdf)
    for one in bundle.papers:
        if one.paper.title == "申请书.pdf":
            assert one.pages == "1—3"
            for page in range(one.first, one.last + 1):
                assert "request" in document[page + 1].get_textpage().get_text_range()
    document.close()
    listed = "\n".join(paragraphs(bundle.folder / "卷内目录.docx"))
    for one in bundle.papers:
        assert one.paper.title in listed
        assert one.pages in listed
    assert f"{bundle.pages}页" in listed


def test_a_text_that_was_pasted_is_printed_as_pages(desk, served, office, tmp_path):
    add_content(desk, served, "粘贴文字.txt", "申请公开征地批复".encode("gb18030"))
    bundle = make(archive_order(desk, served, tmp_path), tmp_path / "out")
    (pasted,) = [one for one in bundle.papers if one.paper.title == "粘贴文字.txt"]
    assert pasted.first > 0
    assert all("粘贴文字" not in note for note in bundle.notes)


def test_the_papers_follow_the_course_of_the_case(desk, served, tmp_path):
    parts = [one.part.order for one in archive_order(desk, served, tmp_path).papers]
    assert parts == sorted(parts)
    titles = [one.title for one in archive_order(desk, served, tmp_path).papers]
    assert titles.index("申请书.pdf") < titles.index("EMS签收截图.pdf")
    assert "期限计算书（答复期限）" in titles


def test_what_is_no_pages_goes_along_and_is_told(desk, served, office, tmp_path):
    bundle = make(archive_order(desk, served, tmp_path), tmp_path / "out")
    assert bundle.notes == ("“录音.dat”不能印成页面，原样放在单件文件夹里。",)
    assert [one.name for one in (bundle.folder / "单件").glob("*录音.dat")]


def test_a_paper_called_like_a_formula_is_none_in_the_table(desk, served, office, tmp_path):
    add_content(desk, served, "=HYPERLINK(“a”).dat", b"\0\1")
    bundle = make(archive_order(desk, served, tmp_path), tmp_path / "out")
    rows = list(csv.reader(io.StringIO((bundle.folder / "目录.csv").read_text("utf-8-sig"))))
    assert any(row[1].startswith("'=HYPERLINK") for row in rows)
    assert bundle.folder.stat().st_mode & 0o077 == 0
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_the_folder_the_table_and_the_zip_hold_the_same(desk, served, office, tmp_path):
    bundle = make(archive_order(desk, served, tmp_path), tmp_path / "out")
    rows = list(csv.reader(io.StringIO((bundle.folder / "目录.csv").read_text("utf-8-sig"))))
    for row, one in zip(rows[1:], bundle.papers, strict=True):
        content = (bundle.folder / "单件" / row[6]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row[7] == one.paper.sha256
    for line in (bundle.folder / "校验值.txt").read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((bundle.folder / name).read_bytes()).hexdigest() == digest
    with zipfile.ZipFile(bundle.archive) as archive:
        assert archive.testzip() is None
        inside = {name.split("/", 1)[1] for name in archive.namelist()}
    there = {
        path.relative_to(bundle.folder).as_posix()
        for path in bundle.folder.rglob("*")
        if path.is_file()
    }
    assert inside == there


def test_a_second_bundle_leaves_the_first(desk, served, office, tmp_path):
    first = make(archive_order(desk, served, tmp_path), tmp_path / "out")
    second = make(archive_order(desk, served, tmp_path), tmp_path / "out")
    assert first.folder != second.folder
    assert first.archive.is_file()


def test_each_part_of_a_file_has_a_place_of_its_own():
    assert [one.order for one in Part] == list(range(1, 17))


def test_what_lies_there_is_not_written_over(tmp_path):
    (tmp_path / "甲1.2号案卷").mkdir()
    for name in ("甲1.2号案卷.zip", "甲1.2号案卷（2）.zip"):
        (tmp_path / name).touch()
    assert making._free(tmp_path / "甲1.2号案卷").name == "甲1.2号案卷（2）"
    assert making._free(tmp_path / "甲1.2号案卷.zip").name == "甲1.2号案卷（3）.zip"
    assert making._free(tmp_path / "乙1.2号案卷").name == "乙1.2号案卷"


def test_an_altered_paper_stops_the_bundle_and_leaves_nothing(desk, served, office, tmp_path):
    order = archive_order(desk, served, tmp_path)
    path_of(desk, of_case(desk, served)[0]).write_bytes(a_pdf("altered"))
    with pytest.raises(ClerkError, match="内容和登记时不同"):
        make(order, tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_the_answer_bundle_holds_what_the_office_must_prove(desk, served, office, tmp_path):
    order = answer_order(desk, served, tmp_path)
    titles = [one.title for one in order.papers]
    for title in (
        *("政府信息公开申请登记表", "政府信息检索情况记录", "政府信息公开申请答复呈批单"),
        *("EMS签收截图.pdf", "期限计算书（答复期限）"),
    ):
        assert title in titles
    assert order.notes[0].startswith("没有行政复议答复书或者答辩状")
    add_content(desk, served, "行政复议答复书.pdf", a_pdf("answer"))
    order = answer_order(desk, served, tmp_path)
    assert order.papers[0].title == "行政复议答复书.pdf"
    assert not order.notes
    bundle = make(order, tmp_path / "out")
    evidence = "\n".join(paragraphs(bundle.folder / "证据目录.docx"))
    assert Part.SERVICE.proves in evidence
    assert "行政复议答复书.pdf" in evidence


def test_what_counsel_said_stays_with_the_office(desk, do, registered, office, tmp_path):
    add_content(desk, registered, "法律意见书.pdf", a_pdf("counsel"))
    do("decide", registered, "2026-03-16", kind="ALREADY_PUBLIC", access="本机关网站")
    do("ask_counsel", registered, "2026-03-16", counsel="郑洁", question="依据是否充分")
    do(
        "counsel_answered", registered, "2026-03-17", counsel="郑洁", conclusion="LAWFUL",
        opinion="依据充分", document="法律意见书.pdf",
    )  # fmt: skip
    do("serve", registered, "2026-03-17", mail_number="EM123456789CN")
    kept = {one.title for one in archive_order(desk, registered, tmp_path).papers}
    shown = {one.title for one in answer_order(desk, registered, tmp_path).papers}
    assert len({one for one in kept if "法律" in one or "送审" in one}) == 2
    assert not {one for one in shown if "法律" in one or "送审" in one}


def test_a_case_without_a_reply_has_an_archive_and_no_share(desk, registered, tmp_path):
    assert archive_order(desk, registered, tmp_path).papers
    with pytest.raises(ClerkError, match="还没有答复书"):
        share_order(desk, registered)


# What left


def test_what_left_is_in_the_step_by_its_content(desk, served):
    (step,) = [one for one in steps.of_request(desk.store, served) if one.kind == "served"]
    letter = next(
        one
        for one in documents.of_request(desk.store, served)
        if one.step_id == load(desk, served).last(StepKind.DECIDED).id
    )
    content = desk.beside.at(letter.path).read_bytes()
    assert step.details["left"] == [f"{letter.title} {hashlib.sha256(content).hexdigest()}"]


def test_the_scan_kept_of_a_letter_stands_for_it(desk, do, served, tmp_path):
    scan = add_content(desk, served, "答复书盖章扫描.pdf", a_pdf("sealed"))
    name = next(iter(acts.starting_values(desk, acts.ACTS["keep_sent_copy"], served).values()))
    form = acts.ACTS["keep_sent_copy"].form(ref=name, file="答复书盖章扫描.pdf")
    acts.perform(desk, acts.ACTS["keep_sent_copy"], served, form)
    step = steps.of_request(desk.store, served)[-1]
    assert step.details["copy_sha256"] == scan.sha256
    papers = archive_order(desk, served, tmp_path).papers
    (kept,) = [one for one in papers if one.sha256 == scan.sha256]
    assert kept.remark == "发出件扫描"
    assert kept.part is Part.REPLY


def test_a_second_scan_names_what_it_replaces_and_says_why(desk, served):
    first = add_content(desk, served, "一.pdf", a_pdf("one"))
    add_content(desk, served, "二.pdf", a_pdf("two"))
    act = acts.ACTS["keep_sent_copy"]
    name = acts.starting_values(desk, act, served)["ref"]
    acts.perform(desk, act, served, act.form(ref=name, file="一.pdf"))
    with pytest.raises(ClerkError, match="替换的请写明原因"):
        acts.perform(desk, act, served, act.form(ref=name, file="二.pdf"))
    acts.perform(desk, act, served, act.form(ref=name, file="二.pdf", reason="印章不清"))
    assert steps.of_request(desk.store, served)[-1].details["replaces"] == first.sha256


# For the applicant


@pytest.fixture
def with_mail(desk, do):
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", email="lin@example.com",
        information_sought="2023年西湖区政务公开工作要点",
    ).request_id  # fmt: skip
    do("decide", request_id, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    add_content(desk, request_id, "工作要点.pdf", a_pdf("points"))
    from casework.cases.attachments import mark_to_disclose

    mark_to_disclose(desk, of_case(desk, request_id)[0], to_disclose=True)
    return request_id


def test_the_applicant_can_check_what_she_got(desk, with_mail, office, tmp_path):
    shared = share(share_order(desk, with_mail), tmp_path / "out")
    assert shared.password == ""
    with zipfile.ZipFile(shared.archive) as archive:
        lines = archive.read("校验清单.txt").decode("utf-8-sig").splitlines()
        pairs = (line.split("  ", 1) for line in lines if "  " in line)
        named = {name: digest for digest, name in pairs}
        assert "工作要点.pdf" in named
        for name, digest in named.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        # A letter that left is not one that can be edited.
        assert not [name for name in archive.namelist() if name.endswith(".docx")]
    text = (shared.folder / "邮件正文.txt").read_text("utf-8-sig")
    assert "收件人：lin@example.com" in text
    assert "工作要点.pdf" in text


def test_a_password_is_told_apart_and_opens_the_zip(desk, with_mail, office, tmp_path):
    shared = share(share_order(desk, with_mail), tmp_path / "out", with_password=True)
    assert shared.password in shared.notes[-1]
    text = (shared.folder / "邮件正文.txt").read_text("utf-8-sig")
    assert shared.password not in text
    assert "密码另以电话或者短信告知" in text
    with zipfile.ZipFile(shared.archive) as archive:
        assert archive.read("工作要点.pdf", shared.password.encode()) == a_pdf("points")


def test_too_much_for_a_mail_is_told(desk, with_mail, office, tmp_path, monkeypatch):
    monkeypatch.setattr(shared_copies, "MAIL_LIMIT_MIB", 0.0001)
    shared = share(share_order(desk, with_mail), tmp_path / "out")
    assert "请分几封发送，或者刻成光盘" in shared.notes[0]


def test_stopping_leaves_no_package(desk, with_mail, office, tmp_path):
    def told(done: int, _words: str) -> None:
        if done == 75:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        share(share_order(desk, with_mail), tmp_path / "out", told=told)
    assert not list((tmp_path / "out").iterdir())


def test_a_package_that_breaks_off_leaves_nothing_of_the_person(tmp_path):
    letter = tmp_path / "答复书.pdf"
    letter.write_bytes(a_pdf("reply"))
    files = {"答复书.pdf": letter, "附件.pdf": tmp_path / "没有.pdf"}
    with pytest.raises(ClerkError, match="文件包无法写到"):
        share(ShareOrder("送申请人", "", files), tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_a_disc_asked_for_has_a_label_and_needs_no_mail(desk, do, office, tmp_path, monkeypatch):
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", media="DISC",
        information_sought="2023年西湖区政务公开工作要点",
    ).request_id  # fmt: skip
    do("decide", request_id, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    shared = share(share_order(desk, request_id), tmp_path / "out")
    assert shared.notes == ()
    assert "答复书" in (shared.folder / "光盘标签.txt").read_text("utf-8-sig")
    assert not (shared.folder / "邮件正文.txt").exists()
    monkeypatch.setattr(shared_copies, "CD_MIB", 0.0001)
    (note,) = share(share_order(desk, request_id), tmp_path / "out").notes
    assert "请用DVD光盘" in note
    monkeypatch.setattr(shared_copies, "DVD_MIB", 0.0001)
    (note,) = share(share_order(desk, request_id), tmp_path / "out").notes
    assert "请分几张刻录" in note


def test_the_command_says_where_the_bundle_lies_and_what_is_in_it(desk, served, office, tmp_path):
    year, serial, called = desk.store.row("select year, serial, register_number from request")
    by_year = f" {year} — {serial} "
    for number, name in ((by_year, "甲"), (called, "乙")):
        told = bundle_json(desk, number, tmp_path / name, answer=False)
        assert list(told) == ["folder", "pdf", "zip", "pages", "papers", "notes"]
        assert all(Path(str(told[one])).exists() for one in ("folder", "pdf", "zip"))
        papers = told["papers"]
        assert isinstance(papers, list)
        assert [list(one) for one in papers] == [["title", "number", "pages"]] * len(papers)
        # The last page of those that are pages; the recording has none.
        assert told["pages"] == 10
        pages = [one["pages"] for one in papers]
        # The recording cannot be made pages.
        assert (pages[0], pages[-1], pages.count("")) == ("1—3", "9—10", 1)
    desk.looks.write()
    (line,) = access_lines(desk)
    assert line.endswith("导出　依申请〔2026〕1号　归档案卷")
    with pytest.raises(ClerkError, match="没有编号为“2026-999”的申请"):
        bundle_json(desk, "2026-999", tmp_path / "丙", answer=True)
