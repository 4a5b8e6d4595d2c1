"""文书体检: planted faults are caught, clean letters are left alone, and both are counted."""

import contextlib
import dataclasses
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from casework import letters
from casework.letters import CaseFacts, Letter, LetterKind
from casework.letters.examination import Facts, Severity, examine
from rules.receipt import Channel
from rules.replies import ReplyKind
from tests.casework.letter_samples import CASE, FULL_CASE, OFFICE, samples
from tests.casework.planted_faults import (
    IN_FACTS,
    IN_WORD,
    PROCEDURE,
    PROVIDED,
    REPLIES,
    edited,
    replied,
    swap,
    written,
)


def drafted(kind: ReplyKind | LetterKind) -> tuple[Letter, Facts]:
    return replied(kind) if isinstance(kind, ReplyKind) else written(kind)


@pytest.mark.parametrize("fault", IN_WORD)
def test_a_fault_made_in_word_is_caught(fault):
    kind, change, said = IN_WORD[fault]
    letter, facts = drafted(kind)
    found = examine(edited(letters.render(letter), change), letter, facts)
    assert any(said in str(finding) for finding in found), [str(one) for one in found]
    assert all(finding.sentence.endswith("。") for finding in found)


@pytest.mark.parametrize("fault", IN_FACTS)
def test_a_case_that_says_otherwise_is_caught(fault):
    change, said = IN_FACTS[fault]
    letter, facts = replied(PROVIDED)
    found = examine(letters.render(letter), letter, change(facts))
    assert any(said in str(finding) for finding in found), [str(one) for one in found]


def test_a_finding_names_its_place():
    letter, facts = replied(PROVIDED)
    data = edited(letters.render(letter), swap("2026年1月30日", "2026年1月29日"))
    assert any(
        str(one.place).startswith("第5段“本机关于2026年1月29日")
        for one in examine(data, letter, facts)
    )


SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", ["知微", "行简", "予安", "清河", "远", "若水", "怀瑾"]
MATTERS = [
    "青岚区2024年老旧小区改造项目清单",
    "关于梧桐里小区房屋征收补偿方案的批复",
    "2025年度部门决算公开说明",
    "政务公开工作要点（2023）及考核办法",
    "文澜路18号建设工程规划许可证及附图",
]


def many_cases(count: int) -> Iterator[CaseFacts]:
    chance = random.Random(20260213)
    for number in range(count):
        received = date(2026, 1, 5) + timedelta(days=chance.randrange(25))
        yield dataclasses.replace(
            chance.choice((CASE, CASE, FULL_CASE)),
            register_number=f"依申请〔2026〕{number + 1}号",
            applicant_name=chance.choice(SURNAMES) + chance.choice(GIVEN),
            received_on=received,
            information_sought=chance.choice(MATTERS),
            channel=chance.choice(list(Channel)),
        )


HARMLESS: list[Callable[[str], str]] = [
    lambda xml: xml,
    swap("经审查，", "经本机关认真审查，"),
    swap("现告知", "现书面告知"),
    swap("</w:t>", " </w:t>"),
    swap("本机关于", "我局于"),
    swap("（联系人：", "（承办联系人："),
    swap("<w:r>", '<w:r><w:rPr><w:lang w:eastAsia="zh-CN"/></w:rPr>'),
    lambda xml: xml.replace(
        "</w:p>", "</w:p><w:p><w:r><w:t>感谢对政府信息公开工作的关心和支持。</w:t></w:r></w:p>", 6
    ),
]


def clean_letters() -> Iterator[tuple[Letter, Facts]]:
    for case in many_cases(12):
        on = date(2026, 3, 27)
        for kind in REPLIES:
            yield replied(kind, case, on)
        for letter in samples(case):
            if letter.kind in PROCEDURE:
                yield letter, Facts(office=OFFICE, case=case, on=on)


@pytest.mark.timeout(120)
def test_98_of_100_planted_faults_are_caught_and_99_of_100_clean_letters_pass():
    """The counting the desk answers for: kinds of fault, share caught, share of false alarms."""
    planted = caught = 0
    for case in (CASE, *many_cases(4)):
        for kind, change, said in IN_WORD.values():
            if isinstance(kind, LetterKind):
                continue
            letter, facts = replied(kind, case, date(2026, 3, 27))
            data = letters.render(letter)
            try:
                faulty = edited(data, change)
            except (AssertionError, StopIteration):
                continue
            planted += 1
            found = examine(faulty, letter, facts)
            caught += any(said in str(one) for one in found)
        for alter, said in IN_FACTS.values():
            letter, facts = replied(PROVIDED, case, date(2026, 3, 27))
            planted += 1
            caught += any(
                said in str(one) for one in examine(letters.render(letter), letter, alter(facts))
            )
    for kind, change, said in IN_WORD.values():
        if isinstance(kind, LetterKind):
            letter, facts = written(kind)
            planted += 1
            found = examine(edited(letters.render(letter), change), letter, facts)
            caught += any(said in str(one) for one in found)

    clean = alarmed = 0
    for number, (letter, facts) in enumerate(clean_letters()):
        data = letters.render(letter)
        harmless = HARMLESS[number % len(HARMLESS)]
        with contextlib.suppress(AssertionError):
            data = edited(data, harmless)
        clean += 1
        alarmed += any(one.severity in Severity for one in examine(data, letter, facts))
    kinds = len(IN_WORD) + len(IN_FACTS)
    counted = f"{kinds} kinds, {planted} planted, {caught} caught; {clean} clean, {alarmed} alarmed"
    assert kinds >= 30, counted
    assert caught >= 0.98 * planted, counted
    assert alarmed <= 0.01 * clean, counted
    assert planted >= 200
    assert clean >= 400
