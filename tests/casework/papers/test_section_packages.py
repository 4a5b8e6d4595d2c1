"""A section without the program: its package goes out, its answer is read back, or refused."""

import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest

from casework.cases.case_file import load
from casework.foreign import read_apart
from casework.pages.register_check import problems
from casework.papers import section_packages
from casework.papers.section_packages import answer_of, sections_to_ask, write_package
from casework.papers.section_reading import read_section_form
from db import settings
from forms.choices import SearchResult
from rules.errors import ClerkError

FILES = Path(__file__).parents[1] / "files"
SECRET = "00" * 32


@pytest.fixture
def asked(desk, do) -> int:
    settings.put(desk.store, "section_secret", SECRET)
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", phone="13800001234",
        information_sought="林一帆申请公开2023年政务公开工作要点，电话13800001234",
    ).request_id  # fmt: skip
    do(
        "assign",
        request_id,
        "2026-03-09",
        section="规划科",
        note="查找定稿",
        answer_by="2026-03-16",
    )
    return request_id


def form_in(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)
    return folder / "政府信息公开申请办理意见表.docx"


def fill(path: Path, **said: str) -> Path:
    paper = docx.Document(str(path))
    rows = {"".join(row.cells[0].text.split()): row for table in paper.tables for row in table.rows}
    for label, words in said.items():
        rows[label].cells[1].text = words
    paper.save(str(path))
    return path


ANSWER = {
    "检索结果": "已检索到",
    "检索的范围和方式": "公文系统，按文号",
    "办理意见": "可以公开，附件一不公开",
    "理由和依据": "附件一含个人联系方式",
    "答复人": "李文",
    "答复日期": "2026年3月9日",
}


def test_the_package_says_what_is_asked_and_not_who_asks(desk, asked, tmp_path) -> None:
    assert sections_to_ask(desk, asked) == ["规划科"]
    package = write_package(desk, asked, "规划科", tmp_path)
    with zipfile.ZipFile(package) as opened:
        assert sorted(opened.namelist()) == ["政府信息公开申请办理意见表.docx", "说明.txt"]
        words = opened.read("说明.txt").decode("utf-8-sig")
    assert "2026年3月16日" in words
    text = "\n".join(
        cell.text
        for table in docx.Document(str(form_in(package, tmp_path))).tables
        for row in table.rows
        for cell in row.cells
    )
    assert "查找定稿" in text
    assert "2023年政务公开工作要点" in text
    assert "林一帆" not in text + words
    assert "13800001234" not in text + words
    assert list(problems(desk)) == []


def test_an_answer_makes_the_act_it_is(desk, asked, do, tmp_path) -> None:
    form = fill(form_in(write_package(desk, asked, "规划科", tmp_path), tmp_path), **ANSWER)
    reply = answer_of(desk, form.name, read_section_form(form))
    assert (reply.request_id, reply.act_name) == (asked, "section_answered")
    assert reply.values["result"] is SearchResult.FOUND
    assert reply.values["scope"] == "公文系统，按文号"
    assert reply.values["on"].isoformat() == "2026-03-09"
    values = {name: value for name, value in reply.values.items() if name != "on"}
    do("section_answered", asked, "2026-03-10", **values)
    with pytest.raises(ClerkError, match="规划科已答复，这份表不再登记"):
        answer_of(desk, form.name, read_section_form(form))


def test_what_libreoffice_saved_is_read_as_what_was_filled_in(desk, asked) -> None:
    # The form of this very case, filled in and saved by LibreOffice as .docx.
    saved = FILES / "section_form_resaved.docx"
    reply = answer_of(desk, saved.name, read_section_form(saved))
    assert reply.values["answer"] == "可以公开，附件一不公开"
    assert reply.values["grounds"] == "附件一含个人联系方式"
    assert reply.values["by_name"] == "李文"


def test_a_package_brings_its_papers_back(desk, asked, tmp_path) -> None:
    form = fill(form_in(write_package(desk, asked, "规划科", tmp_path), tmp_path), **ANSWER)
    back = tmp_path / "交回.zip"
    with zipfile.ZipFile(back, "w") as made:
        made.write(form, f"交回/{form.name}")
        made.writestr("交回/工作要点.txt", "正文")
    reply = answer_of(desk, back.name, read_section_form(back))
    assert [name for name, _ in reply.files] == [form.name, "工作要点.txt"]


def test_a_return_gives_its_reason(desk, asked, tmp_path) -> None:
    form = form_in(write_package(desk, asked, "规划科", tmp_path), tmp_path)
    fill(form, 是否退回="退回")
    with pytest.raises(ClerkError, match="没有写理由"):
        answer_of(desk, form.name, read_section_form(form))
    fill(form, 理由和依据="属综合科职责")
    reply = answer_of(desk, form.name, read_section_form(form))
    assert (reply.act_name, reply.values["reason"]) == ("section_returned", "属综合科职责")


@pytest.mark.parametrize("label", ["申请编号", "承办科室", "申请公开的信息", "请答复的问题"])
def test_a_head_that_was_altered_is_refused(desk, asked, tmp_path, label: str) -> None:
    form = fill(form_in(write_package(desk, asked, "规划科", tmp_path), tmp_path), **ANSWER)
    fill(form, **{label: "另一件事"})
    with pytest.raises(ClerkError, match=f"“{label}”与发出时不一样"):
        answer_of(desk, form.name, read_section_form(form))


def test_another_registers_form_is_refused(desk, asked, tmp_path) -> None:
    form = fill(form_in(write_package(desk, asked, "规划科", tmp_path), tmp_path), **ANSWER)
    settings.put(desk.store, "section_secret", "11" * 32)
    with pytest.raises(ClerkError, match="不是本登记簿发出的"):
        answer_of(desk, form.name, read_section_form(form))


def test_a_form_that_says_nothing_is_refused(desk, asked, tmp_path) -> None:
    form = form_in(write_package(desk, asked, "规划科", tmp_path), tmp_path)
    with pytest.raises(ClerkError, match="“办理意见”没有填写"):
        answer_of(desk, form.name, read_section_form(form))


def test_other_papers_are_told_apart(desk, asked, tmp_path) -> None:
    other = tmp_path / "别的.docx"
    docx.Document().save(str(other))
    with pytest.raises(ClerkError, match="不是办理意见表"):
        read_section_form(other)
    form = form_in(write_package(desk, asked, "规划科", tmp_path), tmp_path)
    both = tmp_path / "两份.zip"
    with zipfile.ZipFile(both, "w") as made:
        made.write(form, "一.docx")
        made.write(form, "二.docx")
    with pytest.raises(ClerkError, match="不止一份"):
        read_section_form(both)
    broken = tmp_path / "坏的.zip"
    broken.write_bytes(b"PK\x03\x04" + b"\0" * 200)
    with pytest.raises(ClerkError):
        read_section_form(broken)


@pytest.mark.apart
def test_it_is_read_in_a_child(desk, asked, tmp_path) -> None:
    form = fill(form_in(write_package(desk, asked, "规划科", tmp_path), tmp_path), **ANSWER)
    reading = read_apart(read_section_form, form)
    assert answer_of(desk, form.name, reading).values["by_name"] == "李文"


def test_a_folder_that_is_gone_is_told(desk, asked, tmp_path) -> None:
    gone = tmp_path / "优盘"
    gone.mkdir()
    shutil.rmtree(gone)
    gone.write_text("不是文件夹")
    with pytest.raises(ClerkError, match="办理包不能写到"):
        write_package(desk, asked, "规划科", gone)


_OF_OTHERS = (
    "王小明（身份证号110101199003074207，手机１３８０００００００１，卡6222020200112233446，"
    "wang@example.org）名下地块的批复，文号某规〔2023〕110号"
)


def test_the_numbers_of_others_do_not_go_to_a_section(desk, do) -> None:
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought=_OF_OTHERS
    ).request_id
    said = section_packages.without_persons(load(desk, request_id), _OF_OTHERS)
    assert not re.search(r"\d{4}-|1101|１３８|6222|wang@", said)
    # What is sought stays: whose land, and the number of the paper.
    assert "王小明" in said
    assert "某规〔2023〕110号" in said


def test_a_package_of_before_that_hid_the_applicant_alone_is_taken(
    desk, do, tmp_path, monkeypatch
) -> None:
    settings.put(desk.store, "section_secret", SECRET)
    typed = {"applicant_name": "林一帆", "information_sought": "手机13900000001登记人的批复"}
    request_id = do("register", None, "2026-03-06", **typed).request_id
    do("assign", request_id, "2026-03-09", section="规划科", answer_by="2026-03-16")
    with monkeypatch.context() as before:
        before.setattr(section_packages, "without_persons", section_packages.without_applicant)
        package = write_package(desk, request_id, "规划科", tmp_path)
    form = fill(form_in(package, tmp_path), **ANSWER)
    reply = answer_of(desk, form.name, read_section_form(form))
    assert reply.request_id == request_id


def test_nothing_of_the_applicant_goes_to_a_section(desk, do) -> None:
    typed = {"applicant_name": "林小满", "guardian": "林 山", "information_sought": "批复"}
    file = load(desk, do("register", None, "2026-03-06", **typed).request_id)
    for told in ("林小满", "林山", "林　山", "林 山"):
        assert section_packages.without_persons(file, f"请找{told}的批复") == "请找○○的批复"
