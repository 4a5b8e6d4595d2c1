"""Letters with slips of a pen, held against cases that have moved on: what the look-through finds."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from casework.letters.examination import examine
from casework.letters.examined import Facts
from casework.letters.facts import Consulted
from casework.letters.kinds import LetterKind
from casework.letters.rendering import words
from casework.letters.sample import samples
from rules.replies import ReplyKind
from tests.casework.planted_faults import replied, written

Draw = random.Random
SLIPS: tuple[tuple[str, str], ...] = (
    (r"(\d+)月(\d+)日", r"0\1月\2日"), (r"(\d+)年", r"20\1年"), (r"\d+日", "31日"), (r"2026年\d+月\d+日", "2026年2月30日"), (r"2026年(\d+)月(\d+)日", r"2026.\1.\2"),
    (r"2026年\d+月\d+日", "2025年1月1日"), (r"2026年\d+月\d+日", "    年  月  日"), (r"2026年\d+月\d+日", "二〇二六年三月五日"), (r"第(三十六|十六|二十|二十七|三十三)条", "第三十五条"), (r"第三十六条第（.）项", "第三十六条第（九）项"),
    (r"《中华人民共和国政府信息公开条例》", "《政府信息公开条例》"), (r"60日|六十日", "90日"), (r"六个月|6个月", "三个月"), (r"青建答〔2026〕20号", "青建答〔2026〕5号"), (r"青建答〔2026〕20号", "青建答〔2025〕20号"),
    (r"〔2026〕", "[2026]"), (r"。", "。。"), (r"，", "，，"), (r"不予公开", "予以公开"), (r"\d+个工作日|\d+日内", "99个工作日"), (r"\d+元", "999元"), (r"人民法院", "中级人民法院"), (r"人民政府", "政府"),
    (r"^.*你|^.*您", "赵某"), (r"的", "的的"), (r"部分", ""), (r"《[^》]*》", "《另一份文件》"), (r"复议", "申诉"), (r"诉讼", "起诉"), (r"\d{4}-\d+|0791-\d+", "0791-00000000"), (r"特此", "XX"),
    (r"第三方", "申请人"), (r"补正", "改正"), (r"征求", "询问"), (r"收到", "接到"), (r"不存在", "没有"), (r"（.{2,8}）", ""), (r"1[.．、]", "2."), (r"本机关", "本局"), (r"您", "你"),
)  # fmt: skip
DAY = timedelta(days=1)


def moved_on(draw: Draw, facts: Facts) -> Facts:
    """Return the facts as they may be when the letter is looked at: later days, other numbers."""
    case, on = facts.case, facts.on
    changes: tuple[Callable[[], Facts], ...] = (
        lambda: facts,
        lambda: replace(facts, latest_on=on - DAY),
        lambda: replace(facts, latest_on=on, served_on=on),
        lambda: replace(facts, served_on=on - DAY),
        lambda: replace(facts, served_on=on + 11 * DAY),
        lambda: replace(facts, serial=21),
        lambda: replace(facts, serial=25, used_serials=frozenset((1, 2, 20))),
        lambda: replace(facts, used_serials=frozenset((20,))),
        lambda: replace(facts, charged_yuan=380),
        lambda: replace(facts, items=("《工作要点》", "某村征地补偿方案", "规划许可证")),
        lambda: replace(facts, case=replace(case, applicant_name="江晓舟", co_applicants="周某")),
        lambda: replace(facts, case=replace(case, received_on=on + DAY)),
        lambda: replace(facts, case=replace(case, correction_noticed_on=on, corrected_on=on - DAY)),
        lambda: replace(facts, case=replace(case, corrected_on=on + DAY, fee_noticed_on=on, fee_paid_on=on - DAY)),
        lambda: replace(facts, case=replace(case, phone="", address="", information_sought="另一份文件")),
        lambda: replace(facts, case=replace(case, consultations=(Consulted(sent_on=on, answered_on=on - DAY),))),
        lambda: replace(facts, remedy=""),
        lambda: replace(facts, reply=draw.choice(list(ReplyKind))),
        lambda: replace(facts, office=replace(facts.office, name="另一机关", address="", phone="")),
    )  # fmt: skip
    return draw.choice(changes)()


def slipped(draw: Draw, lines: list[str], times: int) -> list[str]:
    """Return lines with a few slips in them."""
    lines = list(lines)
    for _ in range(times):
        old, new = draw.choice(SLIPS)
        met = [at for at, line in enumerate(lines) if re.search(old, line)]
        if met:
            at = draw.choice(met)
            lines[at] = re.sub(old, new, lines[at], count=draw.choice((0, 1)))
    if draw.random() < 0.15:
        del lines[draw.randrange(len(lines))]
    if draw.random() < 0.1:
        lines.insert(draw.randrange(len(lines)), draw.choice(lines))
    return lines


def test_what_is_found_in_letters_with_slips(approved) -> None:
    kinds = [one.kind for one in samples()]

    def tell() -> Iterator[str]:
        for name, made, many in (
            ("reply", [replied(kind) for kind in ReplyKind], 9),
            ("letter", [written(kind) for kind in dict.fromkeys(kinds)], 4),
        ):
            for number, (letter, facts) in enumerate(made):
                whole = [line for line in words(letter) if line.strip()]
                yield f"==== {name} {letter.kind.name if isinstance(letter.kind, LetterKind) else letter.kind} {facts.reply.name if facts.reply else ''}"
                for seed in range(many):
                    draw = Draw(f"{name} {number} {seed}")
                    lines = slipped(draw, whole, draw.randint(0, 3))
                    for one in examine(lines, letter, moved_on(draw, facts)):
                        yield f" {seed} {one.words}"

    approved("letters_worn", tell())
