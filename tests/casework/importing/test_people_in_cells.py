"""Who stands in a cell of names."""

from datetime import date

import pytest

from casework.importing.cells import ContradictedDayError, Years, day_of
from casework.importing.identity_papers import labelled_number, paper_of
from casework.importing.people_in_cells import named_in
from casework.importing.several import apart
from casework.importing.told_course import may_tell, told_in


@pytest.mark.parametrize(
    ("text", "name", "others", "agent"),
    [
        ("张三", "张三", [], ""),
        ("张三、李四、王五", "张三", ["李四", "王五"], ""),
        ("某某有限公司、李四", "某某有限公司", ["李四"], ""),
        ("张  三", "张三", [], ""),
        ("张三（代理人：李四）", "张三", [], "李四"),
        ("张三（委托代理人：某某律师事务所 王五）", "张三", [], "某某律师事务所 王五"),
        ("某村村委会（代：刘某）", "某村村委会", [], "刘某"),
        ("赵某（监护人：赵某父）", "赵某", [], "赵某父"),
        ("某某（上海）有限公司", "某某（上海）有限公司", [], ""),
        ("SMITH, JOHN", "SMITH, JOHN", [], ""),
        ("买买提・吐尔逊", "买买提・吐尔逊", [], ""),
        ("张三（与李四、王五共同申请）", "张三", ["李四", "王五"], ""),
        ("李\u200b某", "李某", [], ""),
        ("", "", [], ""),
    ],
)
def test_applicants_and_agents_are_told_apart(
    text: str, name: str, others: list[str], agent: str
) -> None:
    found = named_in(text)
    assert (found.name, found.others, found.agent) == (name, others, agent)


def test_what_may_be_a_person_and_has_no_place_is_told() -> None:
    found = named_in("张三（李四）")
    assert (found.name, found.unsure, found.notes) == ("张三", "李四", ["李四"])
    assert named_in("张三（已电话联系）").unsure == ""


def test_a_person_beside_a_body_is_its_contact_and_told() -> None:
    found = named_in("某某置业有限公司 张三")
    assert (found.name, found.contact, found.others) == ("某某置业有限公司", "张三", [])
    assert found.unsure == "张三"


def test_numbers_and_contacts_leave_the_name() -> None:
    found = named_in("某某律师事务所 联系人赵六 0791-8888888")
    assert (found.name, found.contact, found.phone) == ("某某律师事务所", "赵六", "0791-8888888")
    found = named_in("张三（身份证110101199003070010）")
    assert (found.name, found.id_number) == ("张三", "110101199003070010")


@pytest.mark.parametrize(
    ("cell", "name", "others", "agent"),
    [
        ("张三与李四", "张三", ["李四"], ""),
        ("张三、李四、王五三人", "张三", ["李四", "王五"], ""),
        ("张三及其妻李四", "张三", ["李四"], ""),
        ("张三，其妻子李四", "张三", ["李四"], ""),
        # Of the others of a house it is not said that they ask.
        ("户主：何清，妻子：周敏，长子：何远", "何清", [], ""),
        ("远岫公司统一社会信用代码91320500MA1MC7RL0X；何清", "远岫公司", ["何清"], ""),
        ("张三 13800000000 李四 13900000000", "张三", ["李四"], ""),
        ("张三（监护人：母亲李四）", "张三", [], "李四"),
        ("张三（监护人：其妻子李四）", "张三", [], "李四"),
        ("张三（法定代理人：李四（母亲））", "张三", [], "李四"),
        ("张三（委托代理人李四、王五）", "张三", [], "李四、王五"),
        ("张三委托李四", "张三", [], "李四"),
        ("张三（申请人） 李四（代理人）", "张三", [], "李四"),
        # 李四 is represented by 张三, and nobody's agent; 母义明 is a name.
        ("张三（李四的代理人）", "张三", [], ""),
        ("张三（代理人：母义明）", "张三", [], "母义明"),
        # A body of two words is one.
        ("青枫与山公司", "青枫与山公司", [], ""),
        ("李四（代理人）", "李四", [], ""),
    ],
)
def test_everybody_in_a_cell_is_who_they_are(
    cell: str, name: str, others: list[str], agent: str
) -> None:
    told = named_in(cell)
    assert (told.name, told.others, told.agent) == (name, others, agent)


def test_who_heads_a_body_is_no_part_of_its_name() -> None:
    told = named_in("青枫建材有限公司法定代表人李四")
    assert (told.name, told.representative) == ("青枫建材有限公司", "李四")
    assert named_in("张三 13800000000 李四 13900000000").notes == ["13900000000"]


@pytest.mark.parametrize(
    ("words", "number", "is_person", "kind", "is_sure"),
    [
        ("", "E12345678", True, "PASSPORT", True),
        ("", "H1234567890", True, "OTHER", True),
        ("", "810000199408230021", True, "RESIDENCE_PERMIT", True),
        ("身份证", "810000199408230021", True, "RESIDENCE_PERMIT", True),
        ("", "110101199003070010", True, "RESIDENT_ID", True),
        ("护照", "12345678", True, "PASSPORT", True),
        ("港澳通行证", "H12345678", True, "OTHER", True),
        ("", "某证第3号", True, "OTHER", False),
        ("", "", False, "CREDIT_CODE", True),
    ],
)
def test_a_paper_is_told_by_its_name_or_the_form_of_its_number(
    words: str, number: str, is_person: bool, kind: str, is_sure: bool
) -> None:
    paper = paper_of(words, number, is_person=is_person)
    assert (paper.id_type.name, paper.is_sure) == (kind, is_sure)


def test_a_label_before_a_number_is_taken_off() -> None:
    assert labelled_number("护照E12345678") == ("护照", "E12345678")
    assert labelled_number("身份证：11010119900307001x") == ("身份证", "11010119900307001X")
    assert labelled_number("E12345678") == ("", "E12345678")


def test_a_course_in_a_sentence_is_read_clause_by_clause() -> None:
    told = told_in("3.5收，3.20延期，4.2答复公开", Years(year=2026))
    assert told.days == {
        "received_on": date(2026, 3, 5),
        "extended_on": date(2026, 3, 20),
        "replied_on": date(2026, 4, 2),
    }
    assert told.reply == "答复公开"
    assert told.channel == ""
    assert told_in("3.5收到网上申请", Years(year=2026)).channel == "收到网上申请"
    assert told.not_understood == []


def test_what_is_only_planned_or_not_understood_is_no_step() -> None:
    told = told_in("3.5收，拟4.3前答复，3.9开会", Years(year=2026))
    assert set(told.days) == {"received_on"}
    assert told.not_understood == ["拟4.3前答复", "3.9开会"]
    assert not may_tell("电话联系申请人")


def test_a_late_moment_abroad_is_the_next_day_here() -> None:
    assert day_of("2026-01-05T16:00:00Z", Years()) == date(2026, 1, 6)
    assert day_of("2026-01-05T15:59:00Z", Years()) == date(2026, 1, 5)
    assert day_of("2026-01-05 23:30:00+08:00", Years()) == date(2026, 1, 5)


def test_a_weekday_that_contradicts_its_day_is_asked_about() -> None:
    with pytest.raises(ContradictedDayError) as asked:
        day_of("2026年1月5日星期二", Years())
    assert asked.value.day == date(2026, 1, 5)
    assert day_of("2026年1月5日（周一）", Years()) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("cell", "name", "phone"),
    [
        ("林一帆 13800138000", "林一帆", "13800138000"),
        ("林一帆，139 0013 8000", "林一帆", "13900138000"),
        ("某某公司0791-86000018", "某某公司", "0791-86000018"),
    ],
)
def test_a_telephone_beside_a_name_is_told_apart(cell: str, name: str, phone: str) -> None:
    assert apart(cell, ["applicant_name", "phone"]) == {"applicant_name": name, "phone": phone}
    told = apart(cell, ["handler", "phone"])
    assert (told["handler"], told["phone"].replace(" ", "")) == (name, phone)
