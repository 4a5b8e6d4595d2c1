"""Repeats in disguise: the same information in other words, one person under other names."""

import pytest

from forms.folding import folded_words, name_key
from forms.likeness import Who, is_same_matter, same_person
from tests.forms.pairs import labelled_pairs


def test_of_five_hundred_pairs_almost_every_repeat_is_found_and_little_else() -> None:
    found = right = wanted = 0
    pairs = list(labelled_pairs())
    for pair in pairs:
        same = is_same_matter(pair.one, pair.other)
        found += same
        wanted += pair.is_same
        right += same and pair.is_same
    assert len(pairs) == 500
    assert right / wanted >= 0.98
    assert right / found >= 0.9


def test_who_asks_is_told_for_every_pair() -> None:
    wrong = [
        pair
        for pair in labelled_pairs()
        if bool(same_person(pair.who, pair.other_who)) != pair.is_one
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("青枫路改造工程立项批复", "青枫路改造项目的批准文件", True),
        ("青枫路改造工程立项批复", "澄湖路改造工程立项批复", False),
        ("2023年部门预算", "2024年部门预算", False),
        ("2023年部门预算", "2023年度预算安排", True),
        ("府办发〔2023〕4号", "青府办发〔2023〕4号", True),
        ("府办发〔2023〕4号", "府办发〔2023〕5号", False),
        ("新桥村三组3栋规划许可证", "新桥村三组6栋规划许可证", False),
        ("桂苑社区征地补偿标准", "征地补偿标准", False),
        ("", "", False),
    ],
)
def test_what_is_wanted_and_of_what_both_decide(one: str, other: str, is_same: bool) -> None:
    assert is_same_matter(one, other) is is_same
    assert is_same_matter(other, one) is is_same


def test_namesakes_with_two_papers_are_two_people() -> None:
    one = Who("张三", "110101199003070010")
    assert same_person(one, Who("张三", "110101199003070029")) == []
    assert same_person(one, Who("张三")) == ["姓名相同"]
    assert same_person(one, Who("李四", "110101199003070010")) == ["证件号码相同"]


def test_a_house_is_the_same_with_and_without_its_city() -> None:
    one = Who("甲", address="江西省青枫区澄湖路18号3栋")
    assert same_person(one, Who("乙", address="青枫区澄湖路18号3栋")) == ["地址相同"]
    assert same_person(one, Who("乙", address="青枫区澄湖路18号5栋")) == []


def test_one_name_under_six_dots_is_one() -> None:
    keys = {name_key(f"买买提{dot}某") for dot in "·•・‧∙⋅．"}
    keys |= {name_key("买买提 · 某"), name_key("买买提\u200b·某")}
    assert len(keys) == 1
    assert name_key("𠮷某") == name_key("吉某")
    assert name_key("张喆") != name_key("张哲")
    assert folded_words("Ａ 座，平面图") == "a座平面图"
