"""What a section is sent and what is made of its answer: every label, every code, every day."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.papers.section_packages import (
    answer_of,
    sections_to_ask,
    without_applicant,
    without_persons,
    write_package,
)
from casework.papers.section_reading import SectionReading, read_section_form
from casework.word import paragraphs
from db import settings
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.conftest import Clock
from tests.casework.docx_samples import docx, p, r, table

MOBILE, IDENTITY = "13912345678", "11010519491231002X"
WHO = {
    "applicant_name": "林一帆", "co_applicants": "赵立、钱 明", "agent_name": "郑洁", "guardian": "林大山",
    "contact": "吴涛", "representative": "何清", "phone": MOBILE, "email": "lin@example.org",
    "address": "青枫区梧桐里6号", "postcode": "330000", "id_number": IDENTITY,
}  # fmt: skip
SOUGHT = (
    "林一帆（父林大山，代理人郑洁）申请公开王小明户的批复，共同申请人赵立、钱明，钱 明另寄330000"
)


@pytest.fixture
def asked(desk: Desk, do) -> int:
    settings.put(desk.store, "section_secret", "00" * 32)
    one: int = do("register", None, "2026-03-06", information_sought=SOUGHT, **WHO).request_id
    for section, note, answer_by in (
        ("规划科", "林一帆的批复在哪里，问13800000001", "2026-03-16"),
        ("档案室", "", None),
        ("规划科", "第二次", "2026-03-20"),
    ):
        do("assign", one, "2026-03-09", section=section, note=note, answer_by=answer_by, instead=False)  # fmt: skip
    return one


def read_back(package: Path, folder: Path) -> SectionReading:
    with zipfile.ZipFile(package) as opened:
        return read_section_form(Path(opened.extract("政府信息公开申请办理意见表.docx", folder)))


def with_(reading: SectionReading, code: str = "", **said: str) -> SectionReading:
    cells = {name: words for name, words in reading.cells if not name.startswith("是否")}
    return SectionReading(code or reading.code, tuple((cells | said).items()), reading.others)


def test_what_goes_to_a_section(approved, desk: Desk, asked: int, tmp_path: Path) -> None:
    def tell() -> Iterator[str]:
        names = sections_to_ask(desk, asked)
        for name in (*names, "综合科"):
            yield f"== {name}"
            try:
                package = write_package(desk, asked, name, tmp_path)
            except ClerkError as refusal:
                yield str(refusal)
                continue
            yield package.name
            with zipfile.ZipFile(package) as opened:
                how = opened.read("说明.txt")
                yield from paragraphs(opened.read("政府信息公开申请办理意见表.docx"))
            assert how.startswith(b"\xef\xbb\xbf")
            yield from (repr(line) for line in how.decode("utf-8-sig").split("\n"))
            yield from told(read_back(package, tmp_path))
        taken = tmp_path / "优盘"
        taken.write_text("不是文件夹")
        try:
            write_package(desk, asked, names[0], taken)
        except ClerkError as refusal:
            yield str(refusal).replace(str(tmp_path), "")
        file = load(desk, asked)
        for text in (
            *WHO.values(), "赵立", "钱明", "钱", "明", "钱　明", "明 钱 明", "林", "山", "王小明", "13800000001", "3300001",
            "a@b.cn", "林一帆林大山", "青枫区梧桐里6号2栋", "",
        ):  # fmt: skip
            yield f"{text} → {without_applicant(file, text)} → {without_persons(file, text)}"

    approved("sections_asked", tell())


def test_the_secret_is_made_once(desk: Desk, do, tmp_path: Path) -> None:
    one = do("register", None, "2026-03-06", applicant_name="林一帆", information_sought="批复")
    do("assign", one.request_id, "2026-03-09", section="规划科")
    form = read_back(write_package(desk, one.request_id, "规划科", tmp_path), tmp_path)
    secret = settings.value(desk.store, "section_secret", "")
    assert len(secret) == 64
    write_package(desk, one.request_id, "规划科", tmp_path)
    assert settings.value(desk.store, "section_secret", "") == secret
    assert answer_of(desk, "表", with_(form, 办理意见="可以")).request_id == one.request_id
    settings.put(desk.store, "section_secret", "")
    with pytest.raises(ClerkError, match="不是本登记簿发出的"):
        answer_of(desk, "表", with_(form, 办理意见="可以"))


def answered(desk: Desk, reading: SectionReading) -> str:
    try:
        reply = answer_of(desk, "表.docx", reading)
    except ClerkError as refusal:
        return f"refused: {refusal}"
    values = {name: str(getattr(one, "name", one)) for name, one in reply.values.items()}
    return f"{reply.request_id} {reply.act_name} {values} {reply.words} {reply.files}"


def test_what_is_made_of_an_answer(approved, desk: Desk, do, clock: Clock, asked: int, tmp_path: Path) -> None:  # fmt: skip
    forms = {
        name: read_back(write_package(desk, asked, name, tmp_path), tmp_path)
        for name in sections_to_ask(desk, asked)
    }
    form, second = forms["规划科"], forms["规划科（2）"]
    said = {"办理意见": "可以公开", "理由和依据": "无涉密", "答复人": "李文"}
    code = form.code

    def tell() -> Iterator[str]:
        do("amend", asked, "2026-03-12", **WHO, arrived_on="2026-03-06", information_sought=SOUGHT, remark="补记")  # fmt: skip
        for name, one in forms.items():
            yield f"{name}: {answered(desk, with_(one, **said))}"
        for day in ("", "2026-03-08", "2026-03-09", "2026年3月10日", "2026-03-12", "2026-03-13", "昨天", "三月十日", "3.11", "-2"):  # fmt: skip
            yield f"{day!r}: {answered(desk, with_(form, **said, 答复日期=day))}"
        for back in ("", "否", "不退回", "退回", " 退回科室", "是", "是，退回", "未退回"):
            for why in ({}, {"理由和依据": "属综合科职责"}, {"办理意见": "不是我科"}):
                yield f"{back!r} {list(why)}: {answered(desk, with_(form, **{'办理意见': '', **why}, 是否退回=back))}"
        for result in (
            "", " ", "已检索到", "检索到一部分", "检索到一部份", "未检索到", "未检索到部分附件", "没有", "不存在", "无", "检 索 到", "查无此件",
            "已检索到，无涉密内容", "已检索到。没有附件", "检索到了一份", "检索不到", "经检索，未检索到", "找得到", "无法找到", "已查询到无误", "有", "检索", "检索到一部分，其余没有", "部分未检索到", "找到了",
        ):  # fmt: skip
            yield f"{result!r}: {answered(desk, with_(form, **said, 检索结果=result))}"
        for other in (
            code.lower(), f"：{code}。", code[:-1], code[:-1] + "1", code + "9", code[:-1] + ("A" if code[-1] != "A" else "B"),
            code.replace("-0-", "-1-"), code.replace("-0-", "-2-"), code.replace("-0-", "-3-"), code.replace("-0-", "-9-"),
            code.replace("OGS-1-", "OGS-9-"), code.replace("OGS-1-", "OGS-1234567890-"), second.code, "OGS", "x" * 41,
        ):  # fmt: skip
            yield f"{other}: {answered(desk, with_(form, other, **said))}"
        for label, words in form.cells:
            if words and label in ("申请编号", "承办科室", "申请公开的信息", "请答复的问题"):
                yield f"{label} spaced: {answered(desk, with_(form, **said, **{label: ' '.join(words)}))}"
                yield f"{label} altered: {answered(desk, with_(form, **said, **{label: words + '等'}))}"
        one = with_(form, **{**said, "检索的范围和方式": "公文系统", "答复人": ""})
        yield answered(desk, SectionReading(one.code, one.cells, (("附.txt", b"x"),)))
        yield answered(desk, with_(form))
        do("section_answered", asked, "2026-03-12", ref="规划科", answer="可以", by_name="李文")
        do("section_returned", asked, "2026-03-12", ref="档案室", reason="不是本室")
        for name, one in forms.items():
            yield f"{name}, later: {answered(desk, with_(one, **said))}"
        do("assign", asked, "2026-03-13", section="法规科", instead=True)
        yield f"replaced: {answered(desk, with_(second, **said))}"

    approved("sections_answered", tell())


CODE = "回执码：OGS-1-2-0-ABCDEFGHJK"
ROWS = table([p("办理意见"), p("可以")], [p("检索的") + p("范围"), p("甲")])
FORM = docx(p(CODE) + ROWS)


def packed(**parts: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def test_what_is_read_of_a_form(approved, tmp_path: Path) -> None:
    cells = [
        [p("办理意见"), p("可以") + p("") + p("公开"), p("另写")], [p("　理由 "), p(" 一 ") + p("　二")], [p(""), p("无名")], [p("一格")],
        [p("换行"), p("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/><w:t>右</w:t></w:r>")], [p("空"), p(""), p("")], [p("三"), p(""), p("后")],
    ]  # fmt: skip
    others = {f"{at}.txt": b"x" for at in range(41)}
    files = {
        "a form": docx(p("题") + p(CODE) + table(*cells)),
        "code in pieces": docx(p(r("回执"), r("码"), r(" : "), r("OGS-1")) + ROWS),
        "code after a space": docx(p("　回执码　OGS-2") + ROWS),
        "code in a sentence": docx(p("请勿改动回执码：X") + p("回执码：OGS-3") + p("回执码：OGS-4") + ROWS),
        "code empty": docx(p("回执码：") + p("回执码：OGS-5") + ROWS),
        "code in a table": docx(table([p("回执码：OGS-6"), p("")]) + ROWS),
        "no code": docx(p("别的") + ROWS),
        "no table": docx(p(CODE)),
        "a package": packed(**{"交回/表.DOCX": FORM, "交回/": b"", "说明.txt": b"x", "交回/说明.txt": b"x", "材料/清单.xlsx": b"PK"}),
        "another paper": packed(**{"表.docx": FORM, "别的.docx": docx(p("正文")), "坏的.docx": b"PK\x03\x04", "表.doc": FORM}),
        "two forms": packed(**{"一.docx": FORM, "二.docx": FORM}),
        "none": packed(**{"别的.docx": docx(p("正文"))}),
        "forty": packed(**{"表.docx": FORM}, **dict([*others.items()][:39])),
        "forty-one": packed(**{"表.docx": FORM}, **dict([*others.items()][:40])),
        "torn": b"PK\x03\x04",
        "words": b"words",
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, content in files.items():
            yield f"== {name}"
            (tmp_path / "交回").write_bytes(content)
            try:
                found = read_section_form(tmp_path / "交回")
            except ClerkError as refusal:
                yield f"refused: {refusal}"
                continue
            yield f"{found.code} | {found.said('办理意见')!r} | {found.said('没有')!r}"
            yield f"{[*found.cells]}"
            yield f"{len(found.others)} {[(one, len(data)) for one, data in found.others][:6]}"
        try:
            read_section_form(tmp_path / "没有")
        except ClerkError as refusal:
            yield str(refusal)

    approved("sections_read", tell())
