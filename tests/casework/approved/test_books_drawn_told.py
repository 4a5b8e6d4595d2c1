"""Books of the office: printed cases drawn by lot, packages of others, closeness, held against
what was approved."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.books import guidance, guidance_files
from casework.books.entering import entries
from casework.books.guidance import GUIDANCE, closeness, from_case, guidance_words, questions_of
from casework.books.guidance_files import cases_in, cases_in_lines, export_guidance, take_over
from casework.desk.desk import Desk
from rules.errors import ClerkError
from rules.replies import ReplyKind
from tests.casework.approved.plain import told
from tests.casework.docx_samples import docx, p, table
from tests.casework.doings import Do
from tests.casework.test_every_act import REFUSED, REVIEW, SERVED

TODAY = date(2026, 3, 6)
HEADS = ("基本案情", "【基本案情】", "一、基本案情", "案情：", "处理结果", "【处理结果】", "（二）复议结果", "裁判理由：", "说理", "法律依据：条例第十六条", "典型意义", "启示", "要旨 ", "案例评析", "其他小标题")  # fmt: skip
TITLES = ("案例一：会议纪要能否一律不予公开", "【典型案例2】", "案例三、征地补偿标准", "参考案例10", "2025年政府信息公开典型案例", "案例四" + "很长" * 60, "关于某某的通报")  # fmt: skip
TEXTS = (
    "2024年5月6日，张某申请公开会议纪要，某局以过程性信息为由不予公开。", "复议机关认为答复没有说明理由，撤销该答复，责令重新作出答复。", "法院判决驳回原告诉讼请求。", "申请人撤回复议申请，终止审理。",
    "告知信息不存在，复议机关予以维持。", "涉及第三方商业秘密，不予撤销。", "李某申请的是信访事项，2027年1月1日以前办结，2024-2-30收到。", "应当说明公开对决策的影响。", "涉及国家秘密，部分公开。", "上级机关指出应当区分处理。", "该信息已经主动公开。", "经加工、分析才能形成，不属于本机关。", "",
)  # fmt: skip


def printed(draw: random.Random) -> list[str]:
    """Return the lines of a collection of cases, its parts under heads in any order."""
    lines = []
    for _ in range(draw.randint(1, 3)):
        if draw.random() < 0.8:
            lines.append(draw.choice(TITLES))
        for head in draw.sample(HEADS, draw.randint(1, 6)):
            own_line = draw.random() < 0.5
            lines.append(head if own_line else f"{head}{draw.choice(TEXTS)}")
            lines += [draw.choice(TEXTS) for _ in range(draw.randint(0, 2))]
    return lines


def test_printed_cases(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(120):
            found = cases_in_lines(printed(random.Random(f"cases {seed}")), "某省案例", TODAY)
            yield f"== {seed}: {len(found)}"
            for one in found:
                yield from told([one], " ")

    approved("printed_cases", tell())


def test_cases_at_every_limit(tmp_path: Path, monkeypatch) -> None:
    days = "2023年1月2日收到，2024年5月6日办结，2023-12-31另有来信，2026.03.06补记，2026-03-07以后"
    (one,) = cases_in_lines(["案例一：日期", f"基本案情：{days}", "典型意义：略"], "集", TODAY)
    assert one.on == TODAY
    (one,) = cases_in_lines(["案例一：日期", f"基本案情：{days[:22]}", "启示：略"], "集", TODAY)
    assert one.on == date(2024, 5, 6)
    for many in (80, 81):
        lines = ["长" * many, "基本案情：甲", "典型意义：略"]
        (one,) = cases_in_lines(lines, "集", TODAY)
        assert one.name == ("长" * 80 if many == 80 else "集")
    lines = [line for at in range(501) for line in (f"案例{at}：名", "案情：甲", "启示：略")]
    assert len(cases_in_lines(lines, "集", TODAY)) == 500
    path = tmp_path / "案例.txt"
    path.write_text("案例一：名\n案情：甲\n启示：略", encoding="utf-8")
    size = path.stat().st_size
    monkeypatch.setattr(guidance_files, "_MOST_BYTES", size)
    assert [one.name for one in cases_in(path, "2026-03-06")] == ["名"]
    monkeypatch.setattr(guidance_files, "_MOST_BYTES", size - 1)
    with pytest.raises(ClerkError) as refused:
        cases_in(path, "2026-03-06")
    assert str(refused.value) == "“案例.txt”超过20兆，不像案例材料，请分成几个文件再导入。"


def tried(doing: Callable[..., Any], *asked: Any) -> Iterator[str]:
    try:
        yield from told([doing(*asked)], "  ")
    except ClerkError as refusal:
        yield f"  refused: {refusal}"


def test_packages_and_papers_with_cases(
    approved, desk: Desk, do: Do, registered: int, tmp_path: Path
) -> None:
    whole = ["案例一：会议纪要", "基本案情", TEXTS[0], "处理结果", TEXTS[1], "典型意义", TEXTS[7]]
    for act, on, values in (REVIEW, REFUSED, SERVED):
        do(act, registered, on, **values)
    files: dict[str, bytes] = {
        "a.docx": docx("".join(map(p, whole))), "b.docx": docx(p("案例一：表") + table([p("基本案情"), p(TEXTS[0])], [p("处理结果"), p(TEXTS[4])], [p("甲"), p("乙"), p("丙")])), "c.txt": "\n".join(whole).encode("gb18030"),
        "d.txt": "没有案例的文字".encode(), "e.dja": b"{}", "f.json": b'{"format": "x"}', "g.dja": b"torn", "h.dja": json.dumps({"format": "disclosure-desk guidance 1", "cases": []}).encode(),
        "i.dja": json.dumps({"format": "disclosure-desk guidance 1", "cases": [1]}).encode(), "j.dja": json.dumps({"format": "disclosure-desk guidance 1", "cases": [{"name": "x"}]}).encode(),
        "k.dja": json.dumps({"format": "disclosure-desk guidance 1", "cases": [{}] * 501}).encode(), "l.png": b"\x89PNG\r\n\x1a\n...",
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, raw in files.items():
            path = tmp_path / name
            path.write_bytes(raw)
            yield f"== {name}"
            yield from tried(cases_in, path, TODAY.isoformat())
        yield from tried(export_guidance, desk, tmp_path / "空.dja")
        yield from tried(questions_of, desk)
        found = cases_in(tmp_path / "a.docx", TODAY.isoformat())
        yield take_over(desk, "a.docx", found)
        yield take_over(desk, "a.docx", found * 2)
        yield from tried(from_case, desk, "不存在的编号")
        yield from tried(from_case, desk, "")
        yield from tried(from_case, desk, "2026")
        second = do(
            "register",
            None,
            "2026-03-12",
            applicant_name="江晓舟",
            information_sought="青枫路改造的会议纪要和2023年南昌市西湖区政务公开工作要点",
        ).request_id
        yield from tried(from_case, desk, "〔2026〕")
        yield from tried(from_case, desk, "〔2026〕2号")
        yield take_over(desk, "本机关", [from_case(desk, "〔2026〕1号")])
        yield export_guidance(desk, tmp_path / "全.dja")
        yield from (tmp_path / "全.dja").read_text(encoding="utf-8").splitlines()
        yield from tried(cases_in, tmp_path / "全.dja", TODAY.isoformat())
        yield questions_of(desk)
        yield questions_of(desk, 1)
        yield guidance_words(entries(desk, GUIDANCE))
        for kind in ("", *[one.name for one in ReplyKind][:3], "REFUSED_WORKING_PAPERS", "x"):
            yield f"near, {kind}: {[(one.name[:20], round(one.score, 2)) for one in guidance.precedents(desk, second, kind)]}"

    approved("cases_of_others", tell())


ASKED = ("某村征地批复", "公开某村2019年第3批次城镇建设用地的征地批复", "《2023年工作要点》", "国办发〔2021〕12号", "国办发〔2021〕12号文件全文", "某路改造工程施工合同", "某路改造工程规划许可证和施工许可证", "征地补偿安置方案", "征地补偿安置公告", "2025年部门预算", "预算", "")  # fmt: skip


def test_how_close_two_requests_are(approved) -> None:
    def tell() -> Iterator[str]:
        for one in ASKED:
            yield f"{one}: {[round(closeness(one, other), 3) for other in ASKED]}"

    approved("closeness", tell())
