"""What windows on one server say to each other, and what is made of it."""

import json

import pytest

from casework.desk.colleagues import ColleaguePlace, Colleagues, listening
from casework.desk.desk import Desk


def said(name: str, case: int = 0, doing: str = "", *, asks: bool = False, **more: object) -> str:
    return json.dumps({"name": name, "case": case, "doing": doing, "asks": asks, **more})


@pytest.fixture
def colleagues(desk: Desk) -> Colleagues:
    return Colleagues(desk)


def test_a_window_says_who_it_is_where_it_is_and_that_it_leaves(desk: Desk) -> None:
    desk.clerk = "周敏" * 30
    window = Colleagues(desk)
    place = ColleaguePlace(7, "作出答复")
    name = "周敏" * 20
    assert json.loads(window.words_for(place)) == {
        "name": name, "case": 7, "doing": "作出答复", "asks": False,
    }  # fmt: skip
    assert json.loads(window.words_for(ColleaguePlace(), asks=True))["asks"] is True
    assert json.loads(window.words_on_leaving()) == {
        "name": name, "case": 0, "doing": "", "asks": False, "leaves": True,
    }  # fmt: skip
    assert "周敏" in window.words_on_leaving()


def test_nobody_one_three_and_more_are_at_the_register(colleagues: Colleagues) -> None:
    assert colleagues.seat_words(0) == "共用登记簿\n只有这一处打开"
    for number, name in enumerate(("李文", "孙悦", "")):
        assert not colleagues.hear(f"s{number} {said(name)}", 1)
    assert colleagues.seat_words(2) == "共用登记簿\n另一处、孙悦、李文也在"
    assert colleagues.hear(f"s3 {said('赵立', asks=True)}", 2)
    assert colleagues.seat_words(2) == "共用登记簿\n另一处、孙悦、李文等也在"
    # Two windows of one person are one.
    colleagues.hear(f"s4 {said('赵立')}", 2)
    assert colleagues.present(2) == ["另一处", "孙悦", "李文", "赵立"]


def test_who_is_not_heard_for_fifty_seconds_is_gone_and_who_leaves_at_once(
    colleagues: Colleagues,
) -> None:
    colleagues.hear(f"a {said('李文')}", 10)
    colleagues.hear(f"b {said('孙悦')}", 20)
    assert colleagues.present(59.9) == ["孙悦", "李文"]
    assert colleagues.present(60) == ["孙悦"]
    assert not colleagues.hear(f"b {said('孙悦', leaves=True, asks=True)}", 61)
    assert colleagues.present(61) == []


def test_over_a_case_who_fills_in_comes_before_who_looks(colleagues: Colleagues) -> None:
    assert colleagues.at_case(0, 0) == ""
    colleagues.hear(f"a {said('李文', 7)}", 0)
    colleagues.hear(f"b {said('', 7)}", 0)
    colleagues.hear(f"c {said('孙悦', 8, '送达')}", 0)
    assert colleagues.at_case(7, 1) == "另一处、李文也打开了本件。"
    assert colleagues.at_case(8, 1) == "孙悦正在填写“送达”。"
    assert colleagues.at_case(9, 1) == ""
    colleagues.hear(f"a {said('李文', 7, '作出答复')}", 1)
    assert colleagues.at_case(7, 1) == "李文正在填写“作出答复”。"
    for number in range(4):
        colleagues.hear(f"m{number} {said(f'{number}号', 9, '送达')}", 1)
    assert colleagues.at_case(9, 1).count("正在填写") == 3
    # A window that shows no case is at none.
    colleagues.hear(f"z {said('赵立', 0)}", 1)
    assert colleagues.at_case(0, 1) == ""


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a",
        "a {",
        "a []",
        "a 5",
        'a {"name": "x"}',
        'a {"name":"x","case":"y","doing":"","asks":0}',
        'a {"name":"x","case":1e999,"doing":"","asks":0}',
    ],
)
def test_what_cannot_be_read_is_passed_over(colleagues: Colleagues, words: str) -> None:
    assert not colleagues.hear(words, 1)
    assert colleagues.present(1) == []


def test_no_more_than_five_hundred_are_heard(colleagues: Colleagues) -> None:
    for number in range(501):
        colleagues.hear(f"s{number} {said(f'{number}号')}", 1)
    assert len(colleagues.present(1)) == 500
    # Who is known is heard on.
    colleagues.hear(f"s3 {said('改名')}", 2)
    assert "改名" in colleagues.present(2)


def test_long_names_are_cut(colleagues: Colleagues) -> None:
    colleagues.hear(f"a {said('甲' * 41, 7, '乙' * 41)}", 1)
    assert colleagues.at_case(7, 1) == f"{'甲' * 40}正在填写“{'乙' * 40}”。"


@pytest.mark.of_file("one on a server has others to listen to")
def test_a_register_in_a_file_has_no_others_to_listen_to(desk: Desk) -> None:
    with pytest.raises(TypeError):
        listening(desk)
