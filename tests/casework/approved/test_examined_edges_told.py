"""The look-through of a letter at the edges of what it lets pass, and marks of a template in runs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lxml import etree

from casework.letters import form_checks, substance_checks
from casework.letters.by_kind.disclosing import ProvidedItem
from casework.letters.examined import Text
from casework.letters.facts import Consulted
from casework.letters.kinds import LetterKind
from casework.letters.rendering import words
from casework.word import read_back
from casework.word.parts import W
from casework.word.tags import paragraph_text
from casework.word.template import body_xml
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.replies import ReplyKind
from tests.casework.docx_samples import NAMESPACES, docx, p, r, table
from tests.casework.planted_faults import replied, written

ONE = timedelta(days=1)


def test_what_the_look_through_lets_pass(approved) -> None:
    letter: Any
    letter, facts = replied(ReplyKind.PROVIDED)
    model = Text(words(letter))
    case, on = facts.case, facts.on

    def looked(
        check: Any, lines: list[str], said: Any = facts, own: Any = letter, of: Text = model
    ) -> str:
        return f"{[one.words for one in check(Text(lines), of, own, said)]}"

    def tell() -> Iterator[str]:
        for length in (24, 25, 26):
            line = "重" * length
            yield f"twice {length}: {looked(form_checks.check_repeated, [line, '间', line])} {looked(form_checks.check_repeated, [line, line], of=Text([line, line]))}"
        for number, serial, used in (
            ("青建答〔2026〕20号", 20, (1, 19)), ("青建答〔2026〕20号", 21, (1, 19)), ("青建答〔2026〕20号", None, (1, 18)), ("青建答〔2026〕20号", 20, (20,)), ("青建答〔2025〕20号", 20, ()), ("无号", 20, (1,)), ("", 20, ()),
        ):  # fmt: skip
            own = replace(letter, number=number)
            said = replace(facts, serial=serial, used_serials=frozenset(used))
            yield f"{number} {serial} {used}: {looked(form_checks.check_numbers, list(model.lines), said, own)}"
        for line in ("答〔2026〕20号", "建答〔2026〕20号", "青建答〔2026〕20号", "〔2026〕20号", "某某青建答〔2026〕20号", "青建答〔2026〕第20号", "青建答（2026）20号", "依申请[2026]12号"):  # fmt: skip
            yield f"{line}: {looked(form_checks.check_numbers, [line])}"
        for last, served in (
            (on, None),
            (on - ONE, None),
            (on, on),
            (on, on + ONE),
            (None, on),
            (on + ONE, on + ONE),
        ):
            said = replace(facts, latest_on=last, served_on=served)
            yield f"last {last} served {served}: {looked(form_checks.check_in_time, [], said)}"
        for name, told in (
            ("received", replace(case, received_on=on)), ("received later", replace(case, received_on=on + ONE)), ("corrected", replace(case, correction_noticed_on=on, corrected_on=on)),
            ("corrected before", replace(case, correction_noticed_on=on, corrected_on=on - ONE)), ("corrected later", replace(case, corrected_on=on + ONE)), ("paid before", replace(case, fee_noticed_on=on, fee_paid_on=on - ONE)),
            ("answered before", replace(case, consultations=(Consulted(sent_on=on, answered_on=on - ONE),))), ("asked", replace(case, consultations=(Consulted(sent_on=date(2026, 1, 5)),))),
        ):  # fmt: skip
            yield f"{name}: {looked(form_checks.check_dates, ['2026年1月5日', '2026年1月6日'], replace(facts, case=told))}"
        for line in ("2026年2月30日", "2026年02月03日", "2026.1.5", "二〇二六年一月", "年 月 日", "【】", "（ ）", "。。", "的的", "xxx", "2026年2月13日"):  # fmt: skip
            yield f"{line}: {looked(form_checks.check_dates, [line])} {looked(form_checks.check_unfilled, [line])}"
        greeting = next(one for one in model.lines[:5] if one.endswith("："))
        for at in (0, 11, 12):
            yield f"greeted in {at}: {looked(form_checks.check_salutation, ['段'] * at + [greeting])}"
        for line in (greeting[:-1] + ":", "赵某：", "现答复如下，见下：", "“赵某”：", "赵某"):
            yield f"{line}: {looked(form_checks.check_salutation, [line])} {looked(form_checks.check_salutation, [line], of=Text(['无']))}"
        for line in ("0791-12345678", "13912345678", facts.office.phone, "1391234567", "无"):
            yield f"{line}: {looked(form_checks.check_reachable, [line])}"
        for days in ("20", "21", "二十"):
            notice: Any
            notice, plain = written(LetterKind.EXTENSION_NOTICE)
            own = replace(notice, days=days)
            yield f"{days} days: {looked(substance_checks.check_periods, words(own), plain, own, Text(words(own)))}"
        for line in ("5个工作日", "二十个工作日", "20个工作日"):
            yield f"{line}: {looked(substance_checks.check_periods, [line], of=Text(['20个工作日']))}"
        fee: Any
        fee, plain = written(LetterKind.FEE_NOTICE)
        for total, charged in (("1,100元", 1100), ("1100元", 1101), ("", 5), ("1100元", None)):
            yield f"{total} {charged}: {looked(substance_checks.check_sums, ['收费1,100.00元'], replace(plain, charged_yuan=charged), replace(fee, total=total), Text(['1100元']))}"
        yield looked(substance_checks.check_sums, ["收费99元"], plain, fee, Text(["1100元"]))
        for many in (39, 40, 41):
            own = replace(letter, information_sought="申" * many)
            yield f"sought {many}: {looked(substance_checks.check_contents, ['无'], own=own)}"
        for names in (("《甲方案》",), ("《甲方案》", "2．《乙图纸及说明》"), ("二、", "甲")):
            own = replace(
                letter, items=tuple(ProvidedItem(name=one, number="1．") for one in names)
            )
            for line in ("《甲方案》", "《乙图纸及说》", "无"):
                yield f"{names} {line}: {looked(substance_checks.check_contents, [line, *model.lines], own=own)}"
        for items in (("《甲方案》",), ("《甲方案》", "某村补偿安置标准"), ()):
            for line in ("《甲方案》", "某村补偿安置", "某村补"):
                yield f"asked {items} {line}: {looked(substance_checks.check_asked, [line], replace(facts, items=items))}"
        for kind in (ReplyKind.REFUSED_STATE_SECRET, ReplyKind.PROVIDED):
            own, said = replied(kind)
            for line in (
                "《中华人民共和国政府信息公开条例》第十六条第二款",
                "《中华人民共和国政府信息公开条例》第十四条",
                "《某法》第十六条",
                "无",
            ):
                for further in ((), (Provision.INTERNAL_AFFAIRS,)):
                    yield f"{kind.name} {line} {len(further)}: {looked(substance_checks.check_citations, [line], replace(said, further_bases=further), own, Text(words(own)))}"
        for line in ("字" * 20, "字" * 21):
            yield f"{Text([line]).place(0)} {Text([line]).holding('字')} {Text([line]).holding('无')}"

    approved("examined_edges", tell())


def test_marks_in_runs_and_lines_in_fields(approved) -> None:
    tabs = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>'
    section = "<w:pPr><w:sectPr/></w:pPr>"
    bodies = {
        "alone": p("{{甲}}"), "with stops": p("{{甲}}", more=tabs), "after a tab": p("<w:r><w:tab/></w:r>", "{{甲}}"), "ends a section": p("{{甲}}", more=section), "with a word": p("字{{甲}}"), "two": p("{{甲}}{{乙}}"),
        "blank beside": p("  {{甲}} "), "a picture beside": p("{{甲}}", "<w:r><w:drawing/></w:r>"), "in a cell": table([p("{{甲}}"), p("{{乙}}")]), "a list in a cell": table([p("{{每项：丙}}{{丁}}{{完}}"), p("末")]),
        "rows": table([p("{{每项：丙}}{{丁}}"), p("{{序号}}{{完：丙}}")], [p("末"), p("末")]), "no rows": table([p("{{如有：戊}}一"), p("二{{完}}")]), "around a table": p("{{如有：戊}}") + table([p("内")]) + p("{{完：戊}}"),
        "kept": p("{{甲}}", more="<w:pPr><w:keepNext/></w:pPr>"), "hyphens": p("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:cr/><w:t>C</w:t></w:r>"), "numbered": p("{{每项：丙}}{{中文序号}}、{{丁}}；{{完：丙}}"),
        "across": p(r("{{"), r("甲", "<w:b/>"), r("}}字")), "nested": p("{{每项：丙}}{{如无：戊}}无{{完}}{{丁}}{{完：丙}}"), "a link": p("{{如有：戊}}", "<w:hyperlink><w:r><w:t>链{{完}}</w:t></w:r></w:hyperlink>"),
    }  # fmt: skip
    values: tuple[dict[str, Any], ...] = (
        {"甲": "一\n二\n三", "乙": "x", "丙": [{"丁": "a"}, {"丁": "b\nc"}], "戊": True},
        {"甲": "", "乙": "", "丙": [], "戊": False},
        {"甲": "\n".join("行" * 1 for _ in range(10)), "乙": "y\tz", "丙": [{"丁": ""}], "戊": True},
    )  # fmt: skip

    def tell() -> Iterator[str]:
        for name, body in bodies.items():
            for place, given in enumerate(values):
                try:
                    xml = body_xml(docx(body), given)
                    lines = read_back.filled_paragraphs(docx(body), given)
                    yield f"{name} {place}: {lines} {xml.count('<w:p>')}"
                except ClerkError as refusal:
                    yield f"{name} {place}: refused: {refusal}"
        for body in (
            bodies["hyphens"],
            p("<w:r><w:br/></w:r>"),
            p("<w:del><w:r><w:t>旧</w:t></w:r></w:del>"),
        ):
            root = etree.fromstring(f"<w:body {NAMESPACES}>{body}</w:body>")
            yield f"{[paragraph_text(one) for one in root.iter(f'{W}p')]}"

    approved("marks_in_runs", tell())
