"""Sixty ways to forge an office from outside the program, each found and named."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import pytest

from casework.acts import ACTS, perform
from casework.cases.attachments import add_content
from casework.desk.desk import Desk, open_desk
from casework.pages.register_check import against, problems
from casework.papers.issuing import file_of
from casework.papers.proofs import print_proof
from casework.word import paragraphs
from casework.year.report_files import ReportForm, write_report
from casework.year.year_report import year_report
from db import documents, history, settings
from forms.fields import read
from rules.errors import ClerkError
from tests.engines import outside

NOON = datetime(2026, 3, 6, 12)  # noqa: DTZ001 - the office's own clock
GUARDS = ("step_stays_as_it_is", "step_stays", "entry_stays_as_it_is", "entry_stays")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of two cases with letters, an attachment, settings and a copy."""
    folder = tmp_path_factory.mktemp("office")
    desk = open_desk(folder / "登记簿.db", clock=lambda: NOON, clerk="周敏")
    office = {"name": "青枫区政务公开局", "reconsideration_body": "青枫区人民政府"}
    settings.put(desk.store, "office", office)
    settings.put(desk.store, "practice", {"answer_day_counts": True})
    settings.put(desk.store, "published_2025", {"report": "{}", "on": "2026-01-20", "by": "周敏"})
    desk.forget_settings()
    for name in ("钱某", "孙某"):
        typed = {"applicant_name": name, "phone": "13900000000", "information_sought": "规划批文"}
        request_id = done(desk, "register", None, **typed).request_id
        done(desk, "decide", request_id, kind="ALREADY_PUBLIC", access="门户网站")
        add_content(desk, request_id, "身份证.png", b"\x89PNG" + name.encode())
    done(desk, "serve", 1)
    assert list(problems(desk)) == []
    desk.close()
    return folder


def done(desk: Desk, name: str, request_id: int | None, **typed: object):
    day = "arrived_on" if request_id is None else "on"
    form = read(ACTS[name].form, {day: desk.today, **typed})
    assert not isinstance(form, list)
    return perform(desk, ACTS[name], request_id, form)


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "office")
    return tmp_path / "office" / "登记簿.db"


def said_of(register: Path) -> list[str]:
    try:
        desk = open_desk(register, clock=lambda: NOON, read_only=True)
    except ClerkError as refused:
        return [refused.message]
    try:
        return list(problems(desk))
    finally:
        desk.close()


def sql(register: Path, *statements: str, past_guards: bool = False) -> None:
    """Write to the register as any program can; `past_guards` takes them off and puts them back."""
    with outside(register) as plain, plain.unguarded() if past_guards else nullcontext():
        for statement in statements:
            plain.execute(statement)


ROWS = [
    ("update setting set value = '{\"name\":\"别局\"}' where name = 'office'", "设置“office”"),
    ("update setting set value = '{}' where name = 'practice'", "设置“practice”"),
    ("delete from setting where name = 'practice'", "设置“practice”已被人"),
    ("update setting set value = replace(value, '2026-01-20', '2026-04-20')"
     " where name = 'published_2025'", "设置“published_2025”"),
    ("delete from setting where name = 'published_2025'", "设置“published_2025”"),
    ("insert into setting values ('published_2024', '{}')", "设置“published_2024”"),
    ("update calendar_day set is_working = 1 - is_working where date = '2026-02-17'",
     "工作日历的2026-02-17"),
    ("delete from calendar_day where date = '2026-02-17'", "工作日历的2026-02-17"),
    ("insert into calendar_day values ('2026-03-09', 2026, 0, '放假', '通知')",
     "工作日历的2026-03-09"),
    ("update calendar_year set source = '自定' where year = 2026", "工作日历的2026年"),
    ("delete from calendar_year where year = 2025", "工作日历的2025年"),
    ("update calendar_change set recorded_at = '2020-01-01' where id = 1", "工作日历的第1次改动"),
    ("delete from calendar_change where id = 1", "工作日历的第1次改动"),
    ("update number set is_taken = 0 where kind = '登记' and serial = 1", "登记2026年第1号"),
    ("delete from number where kind = '登记' and serial = 2", "编号（登记2026年第2号）"),
    ("insert into number values ('登记', 2026, 3, 1)", "编号（登记2026年第3号）"),
    ("update request set due_on = '2026-06-30' where id = 1", "due_on"),
    ("update request set received_on = '2026-03-16' where id = 1", "received_on"),
    ("update request set applicant_name = '李某' where id = 1", "applicant_name"),
    ("update request set status = 'closed' where id = 2", "2026〕2号的登记内容"),
    ("update request set updated_at = '2020-01-01T00:00:00' where id = 2", "2号的登记内容"),
    ("update request set register_number = '依申请〔2026〕9号' where id = 2", "9号的登记内容"),
    ("update request set phone = '' where id = 1", "phone"),
    ("update request set outcome = 'DISCLOSED', report_row = 1 where id = 1", "report_row"),
    ("insert into request (id, register_number) values (9, '依申请〔2026〕9号')", "9号"),
    ("update request_text set letters_text = '别的' where id = 1", "检索"),
    ("update request_text set folded = '别的' where id = 1", "检索"),
    ("delete from request_text where id = 2", "检索"),
    ("insert into request_gram (request_gram) values ('delete-all')", "检索"),
    ("insert into request_gram (rowid, grams) values (77, '规划')", "检索"),
    ("update document set text = '不予公开' where id = 2", "文书“"),
    ("update document set number = '青公开〔2026〕99号' where id = 2", "文书“"),
    ("update document set status = 'withdrawn' where id = 2", "文书“"),
    ("update document set fields = '{}' where id = 1", "文书“"),
    ("update document set path = '../别处.docx' where id = 1", "文书文件夹里"),
    ("update document set sha256 = '' where id = 2", "文书“"),
    ("update document set step_id = 1 where id = 2", "文书“"),
    ("delete from document where id = 2", "第2份文书"),
    ("update attachment set name = '营业执照.png' where id = 1", "附件“"),
    ("update attachment set to_disclose = 1 where id = 1", "附件“"),
    ("update attachment set sha256 = 'ab' where id = 1", "附件“"),
    ("delete from attachment where id = 2", "第2个附件"),
    ("insert into section (id, name, place) values (9, '督查科', 9)", "科室“督查科”的记录"),
    ("insert into person values (9, '郑某', null, '[\"CLERK\"]', '', '', 'wmic', null, null)",
     "人员“郑某”的记录"),
    ("insert into book_entry (id, book, on_day, title, details, recorded_at, recorded_by)"
     " values (9, 'enquiries', '2026-03-05', '问过', '{}', '2026-03-05', '')", "事务簿册的“问过”"),
    ("insert into public_document values (9, '某批复', '', '', '')", "公开目录的“某批复”"),
    ("insert into attachment_text values ('ab', '批文', '')", "附件中读出的文字"),
    ("insert into access values (9, '2026-03-05', '他人', '别处', '打印', 1, '')", "第9条查阅记录"),
    ("insert into local_day values ('2026-03-09', '某省', 0, '节', '文', '', '')", "地方假日"),
    ("insert into draft values ('register', '{}')", "填了一半的表单"),
    ("create trigger 后门 after insert on step begin select 1; end", "触发器“后门”"),
    ("create table 私账 (x)", "表“私账”"),
    ("create view 私账 as select * from request", "视图“私账”"),
    ("create index 私账 on request (remark)", "索引“私账”"),
    ("drop index step_request", "索引“step_request”"),
    ("pragma user_version = 3", "user_version"),
]  # fmt: skip
GUARDED = [
    ("update step set happened_on = '2026-03-02' where id = 1", "第1条办理记录"),
    ("update step set details = replace(details, '钱某', '李某')", "第1条办理记录"),
    ("update step set recorded_by = '他人' where id = 2", "第2条办理记录"),
    ("update step set annuls = 1 where id = 3", "第3条办理记录"),
    ("delete from step where id = 3", "第3条办理记录"),
    ("delete from step where id = (select max(id) from step)", "末尾缺少"),
    ("update step set request_id = 2 where id = 2", "第2条办理记录"),
    ("update entry set by = '他人' where id = 3", "第3条操作记录"),
    ("update entry set at = '2026-03-01T09:00:00+08:00' where id = 3", "第3条操作记录"),
    ("delete from entry where id = 2", "第2条操作记录"),
    ("delete from entry where id = (select max(id) from entry)", "操作记录"),
    ("delete from request where id = 2", "已被人从程序之外删除"),
    ("drop table calendar_change", "calendar_change"),
    ("drop trigger step_stays_as_it_is", ""),
]


@pytest.mark.parametrize(("statement", "named"), ROWS, ids=range(len(ROWS)))
def test_a_row_changed_from_outside_is_named(office: Path, statement: str, named: str) -> None:
    sql(office, statement)
    said = said_of(office)
    assert any(named in sentence for sentence in said), said
    assert all(sentence.endswith("。") for sentence in said)


@pytest.mark.parametrize(("statement", "named"), GUARDED, ids=range(len(GUARDED)))
def test_a_guard_taken_off_and_put_back_hides_nothing(
    office: Path, statement: str, named: str
) -> None:
    with pytest.MonkeyPatch.context():
        sql(office, statement, past_guards=named != "")
    said = said_of(office)
    assert any((named or "step_stays_as_it_is") in sentence for sentence in said), said


def letters(register: Path) -> list[Path]:
    return sorted(register.parent.rglob("2026/*/*.docx"))


def attachments(register: Path) -> list[Path]:
    return sorted(register.parent.rglob("附件/*/*.png"))


def altered(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


FILES: list[tuple[str, Callable[[Path], object], str]] = [
    ("a letter altered", lambda office: altered(letters(office)[0]), "文书“"),
    ("a letter emptied", lambda office: letters(office)[1].write_bytes(b""), "文书“"),
    ("a letter gone", lambda office: letters(office)[0].unlink(), "不在原来的位置"),
    ("two letters exchanged", lambda office: exchanged(*letters(office)[:2]), "文书“"),
    ("a letter by a folder", lambda office: by_folder(letters(office)[0]), "不在原来的位置"),
    ("an attachment altered", lambda office: altered(attachments(office)[0]), "附件“身份证.png”"),
    ("an attachment emptied", lambda office: attachments(office)[1].write_bytes(b""), "附件“"),
    ("an attachment gone", lambda office: attachments(office)[0].unlink(), "附件“身份证.png”"),
    ("all letters gone", lambda office: shutil.rmtree(office.with_name("登记簿 文书")), "附件“"),
    ("a letter led out", lambda office: led_out(letters(office)[0]), "文书文件夹里"),
]


def exchanged(one: Path, other: Path) -> None:
    kept = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(kept)


def by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def led_out(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("change", "named"),
    [pytest.param(change, named, id=name) for name, change, named in FILES],
)
def test_a_file_changed_from_outside_is_named(
    office: Path, change: Callable[[Path], object], named: str
) -> None:
    change(office)
    said = said_of(office)
    assert any(named in sentence for sentence in said), said


def test_sixty_kinds_are_tried() -> None:
    assert len(ROWS) + len(GUARDED) + len(FILES) >= 60


@pytest.fixture
def anchored(office: Path) -> Iterator[tuple[Path, str]]:
    desk = open_desk(office, clock=lambda: NOON)
    try:
        yield office, history.anchor(desk.store).words
    finally:
        desk.close()


def test_a_register_exchanged_for_another_differs_from_the_anchor_on_paper(
    anchored: tuple[Path, str], tmp_path: Path
) -> None:
    _, printed = anchored
    other = open_desk(tmp_path / "另一本.db", clock=lambda: NOON)
    for number in range(60):
        settings.put(other.store, "clerk", str(number))
    try:
        assert list(problems(other)) == []
        (said,) = against(other, f"校验锚点：{printed}")
        assert "已被重写" in said
    finally:
        other.close()


def test_an_anchor_that_is_none_is_said(anchored: tuple[Path, str]) -> None:
    desk = open_desk(anchored[0], clock=lambda: NOON, read_only=True)
    with pytest.raises(ClerkError, match="不是校验锚点"):
        list(against(desk, "见附件"))
    assert list(against(desk, anchored[1])) == []
    desk.close()


def test_a_letter_of_the_sample_lies_where_its_row_says(office: Path) -> None:
    desk = open_desk(office, clock=lambda: NOON, read_only=True)
    assert all(file_of(desk, letter).is_file() for letter in documents.everything(desk.store))
    assert all(letter.sha256 for letter in documents.everything(desk.store))
    desk.close()


def test_the_anchor_stands_on_the_papers_and_in_the_file_of_exchange(
    office: Path, tmp_path: Path
) -> None:
    desk = open_desk(office, clock=lambda: NOON, clerk="周敏")
    try:
        line = print_proof(desk, 2, 0)
        text = "\n".join(paragraphs(Path(line.path).read_bytes()))
        printed = text.partition("登记簿校验锚点：")[2].partition("\n")[0]
        assert list(against(desk, printed)) == []
        exchange = tmp_path / "交换.json"
        report = year_report(desk, 2026)
        write_report(report, exchange, ReportForm.EXCHANGE, anchor=desk.anchor_words)
        assert list(against(desk, str(exchange))) == []
        with pytest.raises(ClerkError, match="已被改动"):
            list(against(desk, str(broken_list(tmp_path))))
    finally:
        desk.close()


def broken_list(folder: Path) -> Path:
    path = folder / "别的.json"
    path.write_text("{}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "update clock set due_on = '2026-03-09' where task = 'correction_notice'",
        "delete from clock where task = 'correction_notice'",
        "insert into clock select request_id, task, '2026-03-31', since, basis, who from clock"
        " where task = 'correction_notice'",
    ],
)
def test_the_day_of_a_correction_notice_is_what_the_steps_make(
    office: Path, statement: str
) -> None:
    desk = open_desk(office, clock=lambda: NOON, clerk="周敏")
    done(desk, "register", None, applicant_name="赵某", information_sought="规划批文")
    desk.close()
    assert said_of(office) == []
    sql(office, statement)
    assert any("待办日期" in sentence for sentence in said_of(office))


def test_the_day_of_a_correction_notice_goes_when_it_is_past(office: Path) -> None:
    desk = open_desk(office, clock=lambda: NOON, clerk="周敏")
    done(desk, "register", None, applicant_name="赵某", information_sought="规划批文")
    desk.close()
    later = open_desk(office, clock=lambda: datetime(2026, 4, 6, 12), read_only=True)  # noqa: DTZ001
    assert list(problems(later)) == []
    later.close()
