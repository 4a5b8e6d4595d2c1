"""Acts taken back, acts offered, and that an act is done whole or not at all."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from casework.acts import (
    ACTS,
    offers,
    perform,
    preview,
    register_split,
    starting_values,
    undo,
)
from casework.acts.fees import nth_of_applicant
from casework.cases.case_file import load
from casework.cases.projection import differences
from casework.desk.desk import Desk
from casework.pages.register_check import problems
from db import documents, numbers, requests, settings, steps
from forms.fields import read
from forms.registration import Registration
from rules.errors import ClerkError
from rules.steps import StepKind
from tests.casework.doings import Do, given, letter_text


class TestCorrecting:
    def test_what_was_registered_is_amended_and_the_old_words_stay(
        self, desk: Desk, registered: int
    ) -> None:
        act = ACTS["amend"]
        values = starting_values(desk, act, registered) | {"phone": "13800000000"}
        form = read(act.form, values)
        assert not isinstance(form, list)
        perform(desk, act, registered, form)
        assert requests.one(desk.store, registered).phone == "13800000000"
        record = steps.of_request(desk.store, registered)[-1]
        assert record.details == {"changed": {"phone": "13800000000"}, "before": {"phone": ""}}

    def test_an_undone_letter_gives_its_number_back(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        reply = given(do, registered)
        assert reply.step_id is not None
        undo(desk, registered, reply.step_id)
        assert documents.one(desk.store, reply.documents[0].document_id).status == "withdrawn"
        again = do("decide", registered, "2026-03-20", kind="ALREADY_PUBLIC", access="门户网站")
        assert again.documents[0].number == "公开答〔2026〕1号"

    def test_a_step_under_later_ones_is_not_undone(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        notice = do("ask_correction", registered, "2026-03-10", items="请写明文号")
        do("receive_correction", registered, "2026-03-13")
        assert notice.step_id is not None
        before = steps.count(desk.store)
        with pytest.raises(ClerkError, match="没有待补正的事项"):
            undo(desk, registered, notice.step_id)
        assert steps.count(desk.store) == before

    def test_nothing_is_undone_twice(self, desk: Desk, do: Do, registered: int) -> None:
        done = do("assign", registered, "2026-03-09", section="政务公开科")
        assert done.step_id is not None
        undo(desk, registered, done.step_id)
        assert requests.one(desk.store, registered).section == ""
        with pytest.raises(ClerkError, match="已经撤销过"):
            undo(desk, registered, done.step_id)

    def test_an_undo_is_not_undone(self, desk: Desk, do: Do, registered: int) -> None:
        done = do("assign", registered, "2026-03-09", section="政务公开科")
        undone = undo(desk, registered, done.step_id or 0)
        with pytest.raises(ClerkError, match="重新办理一次"):
            undo(desk, registered, undone.step_id or 0)
        assert requests.one(desk.store, registered).section == ""


class TestOffers:
    def test_the_likely_act_comes_first(self, desk: Desk, do: Do, registered: int) -> None:
        def first() -> str:
            return offers(load(desk, registered))[0].act.name

        assert first() == "assign"
        do("assign", registered, "2026-03-09", section="政务公开科")
        assert first() == "search"
        do(
            "search", registered, "2026-03-10", searched_by="李文", scope="档案室",
            keywords="工作要点", result="FOUND",
        )  # fmt: skip
        assert first() == "decide"

    def test_what_the_law_refuses_is_not_offered(
        self, desk: Desk, do: Do, clock: object, registered: int
    ) -> None:
        do("extend", registered, "2026-03-09", days=5, reason="多", approved_by="王建国")
        assert "extend" not in {offer.act.name for offer in offers(load(desk, registered))}

    def test_after_the_due_day_no_extension_is_offered(
        self, desk: Desk, clock: object, registered: int
    ) -> None:
        clock.day = date(2026, 4, 7)  # type: ignore[attr-defined]
        assert "extend" not in {offer.act.name for offer in offers(load(desk, registered))}

    def test_an_act_that_no_longer_fits_is_refused(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("withdraw", registered, "2026-03-10")
        with pytest.raises(ClerkError, match="现在不能“分办”"):
            do("assign", registered, "2026-03-11", section="政务公开科")

    def test_every_step_has_the_act_that_records_it(self) -> None:
        without = {StepKind.ANNULLED}
        recorded = {act.step for act in ACTS.values()}
        assert set(StepKind) - recorded <= without


class TestAllOrNothing:
    def test_a_template_that_cannot_be_filled_leaves_the_register_as_it_was(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        desk.templates.mkdir()
        (desk.templates / "correction_notice.docx").write_bytes(b"not a document")
        before = (steps.count(desk.store), requests.one(desk.store, registered))
        with pytest.raises(ClerkError):
            do("ask_correction", registered, "2026-03-10", items="请写明文号")
        assert (steps.count(desk.store), requests.one(desk.store, registered)) == before
        assert numbers.peek(desk.store, "补", 2026) == 1

    def test_a_folder_that_cannot_be_written_to_is_said(
        self, desk: Desk, do: Do, registered: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("db.files.os.fsync", full)
        with pytest.raises(ClerkError, match="请检查磁盘空间"):
            do("ask_correction", registered, "2026-03-10", items="请写明文号")
        assert numbers.peek(desk.store, "补", 2026) == 1

    def test_a_letter_held_by_another_program_does_not_hide_why_the_act_failed(
        self, desk: Desk, do: Do, registered: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise ClerkError("登记簿正忙，请稍后再试。")

        def held(*_: object, **__: object) -> None:
            raise PermissionError(13, "held open")

        before = steps.count(desk.store)
        monkeypatch.setattr(documents, "add", refuse)
        monkeypatch.setattr(Path, "unlink", held)
        with pytest.raises(ClerkError, match="登记簿正忙"):
            do("ask_correction", registered, "2026-03-10", items="请写明文号")
        assert steps.count(desk.store) == before
        assert numbers.peek(desk.store, "补", 2026) == 1

    def test_no_file_name_names_a_person(self, desk: Desk, do: Do, registered: int) -> None:
        given(do, registered)
        for path in desk.folder.rglob("*"):
            assert "林一帆" not in str(path)


def test_the_reply_needs_a_body_for_reconsideration(desk: Desk, do: Do, registered: int) -> None:
    office = settings.value(desk.store, "office")
    settings.put(desk.store, "office", {**office, "reconsideration_body": ""})
    desk.forget_settings()
    with pytest.raises(ClerkError, match="复议机关"):
        given(do, registered)


def test_a_reconsideration_is_answered_in_ten_working_days(
    desk: Desk, do: Do, registered: int
) -> None:
    given(do, registered)
    do("serve", registered, "2026-03-23")
    do("receive_reconsideration", registered, "2026-05-11", body="青枫区人民政府")
    assert requests.one(desk.store, registered).watch_on == date(2026, 5, 25)
    do("answer_reconsideration", registered, "2026-05-20")
    assert requests.one(desk.store, registered).watch_on is None


def test_the_list_of_a_later_day_is_what_the_steps_say(
    desk: Desk, clock: object, registered: int
) -> None:
    clock.day = date(2026, 3, 6) + timedelta(days=90)  # type: ignore[attr-defined]
    assert not list(differences(desk))


def test_electronic_service_needs_the_internet_channel_of_the_body(
    desk: Desk, do: Do, registered: int
) -> None:
    given(do, registered)
    with pytest.raises(ClerkError, match="互联网") as caught:
        do("serve", registered, "2026-03-23", method="EMAIL")
    assert caught.value.basis is not None
    office = settings.value(desk.store, "office")
    settings.put(desk.store, "office", {**office, "reconsideration_url": "https://example.org"})
    desk.forget_settings()
    do("serve", registered, "2026-03-23", method="EMAIL")


def test_the_month_leaves_out_what_the_office_leaves_out(desk: Desk, do: Do) -> None:
    def register(name: str = "甲", **more: object) -> int:
        return do(
            "register", None, "2026-03-06", applicant_name=name, information_sought="文件", **more
        ).request_id

    withdrawn, _merged, _joint = register(), register(), register("乙", co_applicants="甲、丙")
    do("withdraw", withdrawn, "2026-03-06")
    last = register()

    def nth(**practice: bool) -> object:
        settings.put(desk.store, "practice", practice)
        desk.forget_settings()
        return nth_of_applicant(desk, load(desk, last))

    assert nth() == 3
    assert nth(withdrawn_counts_for_fee=False) == 2
    assert nth(co_applicants_count_for_fee=True) == 4


def test_the_month_of_an_applicant_is_not_that_of_a_namesake(desk: Desk, do: Do) -> None:
    def nth(name: str = "甲", id_number: str = "", **more: object) -> object:
        done = do(
            "register", None, "2026-03-06", applicant_name=name, id_number=id_number,
            id_type="OTHER", information_sought="文件", **more,
        )  # fmt: skip
        return nth_of_applicant(desk, load(desk, done.request_id))

    assert nth(id_number="A1") == 1
    assert nth(id_number="B2") == 1
    assert nth("甲（改名）", id_number="A1") == 2
    # Without a number the name decides.
    assert nth() == 3
    assert nth(id_number="A1") == 4


def test_a_joint_applicant_is_not_whoever_has_her_name_in_his(desk: Desk, do: Do) -> None:
    settings.put(desk.store, "practice", {"co_applicants_count_for_fee": True})
    desk.forget_settings()
    for others in ("丙甲丁", "丙、甲", "丁 甲"):
        do(
            "register", None, "2026-03-06", applicant_name="乙", information_sought="文件",
            co_applicants=others,
        )  # fmt: skip
    last = do("register", None, "2026-03-06", applicant_name="甲", information_sought="文件")
    assert nth_of_applicant(desk, load(desk, last.request_id)) == 3


def test_the_parts_of_a_split_are_one_request_where_the_office_counts_them_so(
    desk: Desk, do: Do
) -> None:
    form = Registration(
        applicant_name="甲", arrived_on=date(2026, 3, 6), information_sought="文件一和文件二"
    )
    whole = register_split(desk, form, ["文件一", "文件二"]).request_id
    after = do("register", None, "2026-03-06", applicant_name="甲", information_sought="文件")

    def nths() -> list[object]:
        ids = (whole, whole + 1, after.request_id)
        return [nth_of_applicant(desk, load(desk, one)) for one in ids]

    assert nths() == [1, 2, 3]
    settings.put(desk.store, "practice", {"split_parts_count_for_fee": False})
    desk.forget_settings()
    assert nths() == [1, 1, 2]


def test_a_severed_reply_cites_what_the_withheld_part_rests_on(
    desk: Desk, do: Do, registered: int
) -> None:
    done = do(
        "decide", registered, "2026-03-20", kind="PARTLY", provided="工作要点",
        withheld="讨论记录——属于过程性信息", grounds="WORKING_PAPERS",
    )  # fmt: skip
    text = letter_text(done)
    assert "第三十七条、第十六条第二款" in text
    assert "先向青枫区人民政府申请行政复议" in text


def test_several_items_are_answered_in_one_letter_and_counted_once(
    desk: Desk, do: Do, registered: int
) -> None:
    do(
        "search", registered, "2026-03-18", searched_by="李文", scope="档案室", keywords="会议纪要",
        result="PARTLY_FOUND",
    )  # fmt: skip
    done = do(
        "decide_items", registered, "2026-03-20",
        items=[
            {"content": "工作要点", "kind": "PROVIDED", "provided": "《工作要点》，3页"},
            {"content": "会议纪要", "kind": "NOT_EXISTING", "course": "检索了档案室，没有发现"},
        ],
    )  # fmt: skip
    text = letter_text(done)
    assert "一、关于工作要点\n经审查，该信息可以公开。" in text
    assert "本机关决定予以公开，并以邮寄方式提供《工作要点》，3页。" in text
    assert "经检索，本机关没有该信息。检索情况：检索了档案室，没有发现。" in text
    assert "现告知你，该信息不存在。" in text
    do("serve", registered, "2026-03-23")
    assert requests.one(desk.store, registered).report_row == 3
    assert not list(problems(desk))


def test_a_step_of_an_old_case_cites_the_law_of_its_day(desk: Desk, do: Do, clock: Any) -> None:
    asked = ACTS["ask_correction"]

    def told(request_id: int, on: date) -> str:
        clock.day = on
        form = read(asked.form, {"on": on, "items": "请写明名称"})
        assert not isinstance(form, list)
        return "".join(preview(desk, asked, request_id, form).reasons)

    old = do("register", None, "2018-03-06", applicant_name="甲", information_sought="文件")
    assert "（条例（2007）第21条第4项）" in told(old.request_id, date(2018, 3, 9))
    new = do("register", None, "2026-03-06", applicant_name="乙", information_sought="文件")
    assert "（条例第30条）" in told(new.request_id, date(2026, 3, 9))
    do("ask_correction", old.request_id, "2018-03-09", items="请写明名称")
    with pytest.raises(ClerkError, match=r"依据：条例（2007）第21条第4项"):
        told(old.request_id, date(2018, 3, 9))
