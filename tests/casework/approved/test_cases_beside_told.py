"""A register asked on the side: as of a day, who asked before, where words are found, how long."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from casework.acts import undo
from casework.cases import attachments
from casework.cases.as_of import case_as_of, register_as_of
from casework.cases.as_seen import CaseChangedError
from casework.cases.attachments import (
    add_content,
    add_file,
    by_label,
    check_file,
    every_of_case,
    mark_to_disclose,
    of_case,
    pasted_name,
    path_of,
    removals,
)
from casework.cases.before_service import missing_before_service
from casework.cases.case_file import load
from casework.cases.circulation_times import circulation_times, pace_of, rows_of, sentences_of
from casework.cases.repeats_found import earlier_requests, of_same_person, who_of
from casework.cases.searched import beside_of, where_found
from casework.desk.desk import Desk
from db import attached_words, requests, steps
from db.steps import StepRecord
from forms.likeness import Who
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.conftest import Clock
from tests.casework.doings import Do


def refused(doing: Callable[[], object]) -> str:
    try:
        return f"done: {doing()}"
    except ClerkError as refusal:
        return f"refused: {refusal.message} [{refusal.field}]"


def later(number: int, by: str = "李文", annuls: int | None = None) -> StepRecord:
    kind = "annulled" if annuls else "assigned"
    at = f"2026-03-09T1{number}:30:00"
    return StepRecord(number, 1, kind, date(2026, 3, 9), {}, at, by, annuls)


def test_what_others_did_meanwhile(approved) -> None:
    steps_ = [later(1), later(2, ""), later(3, annuls=1), later(4, "孙悦"), later(5)]

    def tell() -> Iterator[str]:
        for many in range(1, 6):
            error = CaseChangedError(steps_[:many], many)
            yield f"{error.seen}: {error.message}"

    approved("changed_meanwhile", tell())


def test_the_register_of_each_day(approved, desk: Desk, do: Do, clock: Clock) -> None:
    def tell() -> Iterator[str]:
        first = do("register", None, "2026-03-06", applicant_name="林一帆", information_sought="甲")
        do("register", None, "2026-03-09", applicant_name="江晓", information_sought="乙",
           arrived_on="2026-03-05")  # fmt: skip
        do("decide", first.request_id, "2026-03-10", kind="ALREADY_PUBLIC", access="网站")
        do("serve", first.request_id, "2026-03-11")
        gone = do("register", None, "2026-03-12", applicant_name="孙某", information_sought="丙")
        do("register", None, "2026-03-12", applicant_name="李某", information_sought="丁")
        clock.day = date(2026, 3, 13)
        undo(desk, gone.request_id, gone.step_id or 0)
        for day in range(5, 14):
            on = date(2026, 3, day)
            yield f"== {on}"
            yield from (f"{one.request_id} {one.line}" for one in register_as_of(desk, on))
            then = case_as_of(desk, first.request_id, on)
            yield str(then and (then.register_number, then.stage.name, len(then.records)))
        yield refused(lambda: list(register_as_of(desk, date(2026, 3, 14))))

    approved("register_of_days", tell())


ASKED = (
    ("林一帆", "青政办〔2025〕12号文件", {"phone": "13800000001"}),
    ("林 一帆", "《青枫路改造工程实施方案》", {"email": "a@example.com"}),
    ("买买提·艾力", "2024年度部门预算", {"id_number": "110101199003070011"}),
    ("买买提•艾力", "2025年度部门预算", {}),
    ("江晓", "青枫路改造工程的实施方案", {"agent_name": "林一帆", "address": "澄湖路18号"}),
    ("何某", "会议纪要", {"co_applicants": "江晓、林一帆"}),
    ("张三丰", "青政办〔2025〕12号", {"phone": "13800000001", "address": "澄湖路18号"}),
)
SOUGHT = (
    "青政办〔2025〕12号", "政办〔2025〕12号", "《青枫路改造工程实施方案》", "青枫路改造方案",
    "部门预算", "2024年预算", "会议纪要", "与谁都无关的事", "",
)  # fmt: skip


def test_who_asked_for_the_same_before(approved, desk: Desk, do: Do) -> None:
    def tell() -> Iterator[str]:
        for number, (name, sought, more) in enumerate(ASKED, start=2):
            do("register", None, f"2026-03-{number:02}", applicant_name=name,
               information_sought=sought, **more)  # fmt: skip
        whos = [who_of(row) for row in requests.every(desk.store)]
        whos += [Who(""), Who(" 林一帆 "), Who("帆"), Who("钱某", phone=" 13800000001 ")]
        for who in whos:
            yield f"== {' '.join(filter(None, who))}"
            yield from (
                f"  {one.row.id} {one.by} {one.is_under_another_name}"
                for one in of_same_person(desk, who)
            )
            for sought in SOUGHT:
                found = [
                    (one.row.id, one.by, one.is_under_another_name)
                    for one in earlier_requests(desk, who, sought)
                ]
                before = [one.row.id for one in earlier_requests(desk, who, sought, before_id=3)]
                if found:
                    yield f"  {sought}: {found} before 3: {before}"

    approved("asked_before", tell())


def test_where_words_are_found(approved, desk: Desk, do: Do) -> None:
    def tell() -> Iterator[str]:
        case = do(
            "register", None, "2026-03-06", applicant_name="林一帆", information_sought="规划图",
            guardian="单于某", co_applicants="曾某", mail_number="XA1", remark="加急",
            representative="钱代表", contact="孙联系",
        ).request_id  # fmt: skip
        do("note", case, "2026-03-06", text="电话提醒")
        lines = [
            "紫藤廊架", "一二三四五紫藤", "一二三四五六紫藤七八九十一二三四五六七八",
            "一二三四五六紫藤七八九十一二三四五六七八九", "前面 紫 藤 后面",
        ]  # fmt: skip
        for number, name in enumerate((f"{'名' * 16}", f"{'名' * 17}", "短.txt")):
            file = add_content(desk, case, name, bytes([number]))
            with desk.store.atomic():
                attached_words.put(desk.store, {file.sha256: (lines[number], "")})
        for typed in ("紫藤", "规划图", "规划图 紫藤", "五紫藤", "八九", "短", "名名", "没有", ""):
            yield f"{typed}: {where_found(desk, case, typed)}"
        for line in lines[2:]:
            with desk.store.atomic():
                attached_words.put(desk.store, {file.sha256: (f"别的\n{line}\n紫藤", "")})
            yield f"{line}: {where_found(desk, case, '九十')} {where_found(desk, case, '后面')}"
        yield from beside_of(load(desk, case), "文书的文字", ["甲.txt", "甲.txt"]).splitlines()

    approved("words_found", tell())


def test_how_long_sections_take(approved, desk: Desk, do: Do, clock: Clock) -> None:
    def told_of() -> Iterator[str]:
        times = circulation_times(desk, 2026)
        for name, some in zip(("sections", "people"), times, strict=True):
            yield f"  {name}"
            yield from (f"  {row}" for row in rows_of(some))
            yield from (f"  {sentence}" for sentence in sentences_of(some))
        yield f"  {circulation_times(desk, 2025)} {pace_of(desk)}"

    def tell() -> Iterator[str]:
        made = [
            do("register", None, "2026-03-02", applicant_name="甲", information_sought=f"第{n}项")
            .request_id
            for n in range(6)
        ]  # fmt: skip
        yield from told_of()
        asked = {"section": "规划科", "handler": "李文", "answer_by": "2026-03-09"}
        do("assign", made[0], "2026-03-03", **asked)
        do("section_answered", made[0], "2026-03-05", ref="规划科", answer="可以公开")
        do("assign", made[1], "2026-03-03", **{**asked, "handler": ""})
        do("section_returned", made[1], "2026-03-09", ref="规划科", reason="不属本科")
        yield from told_of()
        do("assign", made[2], "2026-03-03", **asked)
        do("urge_section", made[2], "2026-03-10", ref="规划科")
        do("urge_section", made[2], "2026-03-11", ref="规划科")
        do("section_answered", made[2], "2026-03-16", ref="规划科", answer="部分公开")
        do(
            "assign",
            made[3],
            "2026-03-03",
            section="法规科",
            handler="孙悦",
            answer_by="2026-03-10",
        )
        do("assign", made[4], "2026-03-03", section="办公室", handler="周敏")
        yield from told_of()
        for day in (date(2026, 3, 10), date(2026, 3, 11), date(2028, 12, 29), date(2029, 1, 1)):
            clock.day = day
            yield f"== {day}"
            yield from told_of()

    approved("sections_take", tell())


def test_what_keeps_a_reply_from_leaving(approved, desk: Desk, do: Do, clock: Clock) -> None:
    def missing(case: int) -> str:
        file = load(desk, case)
        return str([one.name for one in missing_before_service(desk, file, desk.today)])

    def tell() -> Iterator[str]:
        case = do("register", None, "2026-03-06", applicant_name="林一帆", information_sought="甲")
        yield missing(case.request_id)
        do("decide", case.request_id, "2026-03-09", kind="PROVIDED", provided="甲")
        yield missing(case.request_id)
        record = steps.of_request(desk.store, case.request_id)[-1]
        undo(desk, case.request_id, record.id)
        yield missing(case.request_id)
        do("decide", case.request_id, "2026-03-10", kind="ALREADY_PUBLIC", access="网站")
        yield missing(case.request_id)
        do("serve", case.request_id, "2026-03-11")
        yield missing(case.request_id)

    approved("kept_from_leaving", tell())


def test_files_of_a_case_at_their_limits(
    approved, desk: Desk, registered: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tell() -> Iterator[str]:
        source = tmp_path / "扫描件.pdf"
        for size in (9, 10, 11):
            source.write_bytes(bytes(size))
            for name, doing in (
                ("file", lambda: add_file(desk, registered, source, step_id=1, to_disclose=True)),
                ("content", partial(add_content, desk, registered, "甲", bytes(size))),
                ("check", lambda: check_file(source)),
            ):
                said = refused(doing).partition(": ")
                yield f"{size} {name} {said[0]} {said[2] if said[0] == 'refused' else ''}"
        for name in ("没有.pdf", "文件夹"):
            (tmp_path / "文件夹").mkdir(exist_ok=True)
            yield refused(partial(check_file, tmp_path / name))
        yield from told(
            [
                (one.name, one.size, one.to_disclose, one.step_id, Path(one.path).suffix)
                for one in of_case(desk, registered)
            ]
        )
        yield str(list(by_label(desk, registered)))
        first = of_case(desk, registered)[0]
        mark_to_disclose(desk, first, to_disclose=False)
        yield str([one.to_disclose for one in of_case(desk, registered)])
        # One emptied or altered is healed by the same file coming again.
        path_of(desk, first).write_bytes(b"")
        add_content(desk, registered, "乙.pdf", bytes(9))
        yield str(path_of(desk, first).read_bytes() == bytes(9))
        for number in range(len(of_case(desk, registered)), attachments.MOST_FILES):
            add_content(desk, registered, f"{number}.a-b.c d", b"x")
        yield str(sorted({Path(one.path).suffix for one in of_case(desk, registered)}))
        yield refused(lambda: add_content(desk, registered, "多.txt", b"x"))
        yield f"{len(every_of_case(desk, registered))} {removals(desk, registered)}"
        path_of(desk, first).unlink()
        yield refused(lambda: path_of(desk, first)).replace(str(desk.folder), "〈文件夹〉")

    monkeypatch.setattr(attachments, "LARGEST_BYTES", 10)
    approved("files_at_limits", tell())


def test_names_of_what_was_pasted() -> None:
    at = Clock()() + timedelta(minutes=5)
    names: list[str] = []
    for _ in range(3):
        names.append(pasted_name("截图", at, ".png", names))
    assert names == [
        "截图 2026-03-06 09时05分.png",
        "截图 2026-03-06 09时05分（2）.png",
        "截图 2026-03-06 09时05分（3）.png",
    ]
