import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from docx import Document

from casework.reports.analysis import analyse
from casework.reports.analysis_excel import write_analysis_excel, write_evidence_excel
from casework.reports.analysis_word import analysis_values, write_analysis_word
from casework.reports.repeats import frequent_applicants, review_list, same_document
from casework.reports.request_facts import ReportedRequest
from casework.reports.subjects import subject_of
from rules.challenges import Challenge, ChallengeKind, Result, table_4
from rules.report_rows import Applicant
from tests.bench.report_ledgers import a_ledger


def a_request(number=1, **changed):
    plain = ReportedRequest(
        request_id=number,
        register_number=f"〔2025〕{number}号",
        applicant_name="李娜",
        applicant=Applicant.NATURAL_PERSON,
        channel="网上平台",
        received_on=date(2025, 3, 5),
        matter="青石村征地批复",
        section="征收办",
        closed_on=date(2025, 4, 1),
        outcome_row=3,
        in_time=True,
        used_days=18,
    )
    return replace(plain, **changed)


def a_challenge(number, kind=ChallengeKind.RECONSIDERATION, result=Result.CORRECTED):
    return Challenge(number, kind, date(2025, 6, 1), date(2025, 8, 1), result)


def test_the_whole_year_is_counted():
    register = [
        a_request(1),
        a_request(2, in_time=False, used_days=30, extended_days=20, channel="当面提交"),
        a_request(3, closed_on=None, outcome_row=None, used_days=None, corrected=True),
        a_request(4, received_on=date(2024, 12, 30), consultations=1),
        a_request(5, received_on=date(2024, 5, 1), closed_on=date(2024, 6, 1)),
    ]
    found = analyse(register, [], 2025)
    assert (found.whole.received, found.whole.closed) == (3, 3)
    assert (found.whole.late, found.whole.extended) == (1, 1)
    assert (found.corrections, found.consultations) == (1, 0)
    assert [one.request_id for one in found.late] == [2]
    assert found.times.mean_days == pytest.approx(22)
    assert (found.times.median_days, found.times.longest_days) == (18, 30)
    assert [(s.label, s.count) for s in found.channels] == [("网上平台", 2), ("当面提交", 1)]
    assert found.channels[0].share == pytest.approx(2 / 3)
    assert [share.count for share in found.applicants] == [3, 0, 0, 0, 0, 0]
    assert found.months[2].count == 3
    assert [(line.label, line.received, line.closed) for line in found.years] == [
        ("2024", 2, 1),
        ("2025", 3, 3),
    ]


def test_challenges_are_counted_by_section_and_by_outcome_even_over_last_years_replies():
    register = [
        a_request(1, section="规划科", outcome_row=13),
        a_request(2, section="征收办", outcome_row=10),
        a_request(3, received_on=date(2024, 3, 1), closed_on=date(2024, 4, 1), section="规划科"),
    ]
    challenges = [
        a_challenge(1),
        a_challenge(1, result=Result.UPHELD),
        a_challenge(3, ChallengeKind.DIRECT_SUIT),
    ]
    found = analyse(register, challenges, 2025)
    lines = {line.label: line for line in found.sections}
    assert (lines["规划科"].reconsidered, lines["规划科"].corrected) == (2, 1)
    assert (lines["规划科"].sued, lines["规划科"].lost) == (1, 1)
    assert lines["规划科"].reconsideration_rate == pytest.approx(2)
    assert lines["规划科"].corrected_rate == pytest.approx(0.5)
    assert lines["征收办"].reconsidered == 0
    by_outcome = {line.label: line for line in found.by_outcome}
    assert by_outcome["本机关不掌握相关政府信息"].reconsidered == 2
    assert by_outcome["予以公开"].sued == 1


def test_an_empty_register_can_be_analysed(tmp_path):
    found = analyse([], [], 2025)
    assert found.whole.late_rate == 0
    times = found.times
    assert (times.replies, times.mean_days, times.median_days, times.longest_days) == (0, 0, 0, 0)
    write_analysis_excel(found, tmp_path / "a.xlsx")
    write_analysis_word(found, tmp_path / "a.docx")
    lines = [paragraph.text for paragraph in Document(str(tmp_path / "a.docx")).paragraphs]
    assert "本年没有申请数量、频次明显超过一般的申请人。" in lines


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("青石村征地批复", "征地拆迁与补偿"),
        ("某小区规划许可证", "规划与用地"),
        ("河口化工厂环评报告", "生态环境"),
        ("2024年部门决算", "财政与审计"),
        ("临政发〔2024〕15号", "政策文件"),
        # The same document however its number is typed; a year in brackets is no number.
        ("临政发[2024]015号", "政策文件"),
        ("临政发（2024）第 15 号", "政策文件"),
        ("何时退休（2024）", "其他"),
        ("何时退休", "其他"),
    ],
)
def test_a_request_has_a_subject(text, subject):
    assert subject_of(text) == subject


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("申请公开临政发〔2024〕15号", "请提供临政发[2024]015号文件"),
        ("《关于印发征地补偿标准的通知》", "公开《关于印发征地补偿标准的通知》复印件"),
        ("青石村征地批复", "申请公开青石村的征地批复文件"),
        ("关于青石村征地批复的相关材料", "青石村征地批复"),
    ],
)
def test_the_same_document_in_other_words_is_the_same(one, other):
    assert same_document(one) == same_document(other)


def test_other_documents_stay_apart():
    assert same_document("临政发〔2024〕15号") != same_document("临政发〔2024〕16号")
    assert same_document("青石村征地批复") != same_document("河口村征地批复")
    assert same_document("") == ""


def test_who_asks_much_is_named_as_the_first_request_was_typed():
    names = ["许 知远", *["许知远"] * 12]
    asked = [a_request(n, applicant_name=name) for n, name in enumerate(names, start=1)]
    (found,) = frequent_applicants(asked[::-1])
    assert (found.name, found.times, found.most_in_a_month) == ("许 知远", 13, 13)
    assert found.sentence == (
        "2025年3月5日至2025年3月5日共申请13件，单个自然月最多13件，其中与此前申请内容相同的12件。"
    )


def test_a_document_several_people_asked_for_is_on_the_review_list():
    asked = [a_request(1), a_request(2, applicant_name="王强"), a_request(3, matter="别的")]
    (review,) = review_list(asked)
    assert (review.times, review.applicants, review.is_public) == (2, 2, False)
    assert "第44条第1款" in review.why


def test_a_document_refused_once_and_disclosed_since_is_on_the_review_list():
    asked = [
        a_request(1, outcome_row=10),
        a_request(2, received_on=date(2025, 7, 1), closed_on=date(2025, 8, 1)),
    ]
    (review,) = review_list(asked)
    assert (review.first_refused_on, review.disclosed_on) == (date(2025, 4, 1), date(2025, 8, 1))
    assert "第18条" in review.why
    assert review_list(asked[:1]) == []
    assert review_list([replace(one, outcome_row=10) for one in asked]) == []


def test_an_applicant_beyond_the_usual_has_evidence(tmp_path):
    asked = [
        a_request(number, matter=f"材料第{number % 9}批次", received_on=date(2025, 5, 1 + number))
        for number in range(12)
    ]
    (busy,) = frequent_applicants([*asked, a_request(99, applicant_name="王强")])
    assert (busy.name, busy.times, busy.most_in_a_month, busy.repeats) == ("李娜", 12, 12, 3)
    assert busy.sentence == (
        "2025年5月1日至2025年5月12日共申请12件，单个自然月最多12件，其中与此前申请内容相同的3件。"
    )
    write_evidence_excel(busy, tmp_path / "e.xlsx")
    book = openpyxl.load_workbook(tmp_path / "e.xlsx")
    assert book["申请明细"].max_row == 15
    assert frequent_applicants(asked[:10]) == []


def test_the_workbook_has_native_charts_and_the_numbers_behind_them(tmp_path):
    register = a_ledger(600, 7)
    found = analyse(register, [a_challenge(one.request_id) for one in register[80:90]], 2025)
    path = tmp_path / "analysis.xlsx"
    write_analysis_excel(found, path)
    with zipfile.ZipFile(path) as archive:
        charts = [name for name in archive.namelist() if "charts/chart" in name]
    assert len(charts) == 10
    book = openpyxl.load_workbook(path)
    assert book["总览"]["B4"].value == found.whole.received
    first = book["渠道、申请人、主题"]
    assert [first["A4"].value, first["B4"].value] == [
        found.channels[0].label,
        found.channels[0].count,
    ]
    assert book["历年趋势"].max_row >= 5


def rows_of(sheet):
    return [
        [value.date() if isinstance(value, datetime) else value for value in row]
        for row in sheet.iter_rows(values_only=True)
    ]


def test_every_challenge_of_table_4_is_listed_with_its_result(tmp_path):
    register = [a_request(1), a_request(2, section="规划科", outcome="部分公开")]
    pending = Challenge(2, ChallengeKind.SUIT_AFTER_RECONSIDERATION, date(2025, 9, 1))
    late = Challenge(
        1, ChallengeKind.DIRECT_SUIT, date(2025, 2, 1), date(2026, 1, 5), Result.UPHELD
    )
    earlier = Challenge(
        1, ChallengeKind.RECONSIDERATION, date(2024, 2, 1), date(2024, 3, 1), Result.UPHELD
    )
    challenges = [pending, late, earlier, a_challenge(2), a_challenge(9, result=Result.OTHER)]
    path = tmp_path / "a.xlsx"
    write_analysis_excel(analyse(register, challenges, 2025), path)
    rows = rows_of(openpyxl.load_workbook(path, data_only=True)["复议诉讼结果"])
    assert [row[:6] for row in rows[3:7]] == [
        ["类别", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        ["行政复议", 0, 1, 1, 0, 2],
        ["未经复议直接起诉", 0, 0, 0, 1, 1],
        ["复议后起诉", 0, 0, 0, 1, 1],
    ]
    brought, ended = date(2025, 6, 1), date(2025, 8, 1)
    assert [row[:6] for row in rows[10:]] == [
        ["〔2025〕2号", "行政复议", brought, ended, "结果纠正", "是"],
        [None, "行政复议", brought, ended, "其他结果", "否"],
        ["〔2025〕1号", "未经复议直接起诉", date(2025, 2, 1), None, "尚未审结", None],
        ["〔2025〕2号", "复议后起诉", date(2025, 9, 1), None, "尚未审结", None],
    ]
    assert rows[10][6:] == ["李娜", "青石村征地批复", "规划科", "部分公开"]


def test_the_sums_of_the_challenges_count_the_list_and_hold_the_numbers_of_table_4(tmp_path):
    register = a_ledger(300, 9)
    challenges = [
        replace(a_challenge(one.request_id), kind=kind, result=result)
        for number, one in enumerate(register[:40])
        for kind in list(ChallengeKind)[: number % 4]
        for result in list(Result)[number % 3 : number % 3 + 1]
    ]
    found = analyse(register, challenges, 2025)
    path = tmp_path / "a.xlsx"
    write_analysis_excel(found, path)
    held = rows_of(openpyxl.load_workbook(path, data_only=True)["复议诉讼结果"])
    sums = [row[1:6] for row in held[4:7]]
    assert [number for row in sums for number in row] == table_4(challenges, 2025).as_list()
    listed = held[10:]
    for row, numbers in zip(held[4:7], sums, strict=True):
        counted = [
            sum((one[1], one[4]) == (row[0], head) for one in listed) for head in held[3][1:5]
        ]
        assert [*counted, sum(counted)] == numbers
    formulas = openpyxl.load_workbook(path)["复议诉讼结果"]
    last = 10 + len(listed)
    assert formulas["C6"].value == f"=COUNTIFS($B$11:$B${last},$A6,$E$11:$E${last},C$4)"
    assert formulas["F6"].value == "=SUM(B6:E6)"


def test_a_year_without_challenges_says_so(tmp_path):
    path = tmp_path / "a.xlsx"
    write_analysis_excel(analyse([a_request()], [], 2025), path)
    rows = rows_of(openpyxl.load_workbook(path)["复议诉讼结果"])
    assert [row[1:6] for row in rows[4:7]] == [[0] * 5] * 3
    assert rows[10][0] == "本年没有行政复议、行政诉讼案件。"


def test_the_word_analysis_says_the_same_figures(tmp_path):
    found = analyse(a_ledger(300, 8), [], 2025)
    path = tmp_path / "analysis.docx"
    write_analysis_word(found, path, unit="临江县自然资源局")
    document = Document(str(path))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"收到政府信息公开申请{found.whole.received}件，办结{found.whole.closed}件" in text
    assert found.channels[0].label in text
    assert "{{" not in text
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert len(cells) == 1 + len(found.sections)
    assert cells[1][:3] == [
        found.sections[0].label,
        str(found.sections[0].received),
        str(found.sections[0].closed),
    ]
    assert analysis_values(found)["单位"] == "本机关"


def test_the_same_period_ends_on_the_same_day_a_year_before() -> None:
    def received_on(day: str) -> ReportedRequest:
        return a_request(received_on=date.fromisoformat(day), closed_on=None)

    before = [received_on("2025-02-28"), received_on("2025-03-01"), received_on("2024-03-01")]
    leap = analyse([*before, received_on("2026-02-01")], [], 2026, date(2026, 2, 28))
    assert leap.same_period is not None
    assert leap.same_period.received == 1
    assert analyse([received_on("2026-02-01")], [], 2026, date(2026, 2, 28)).same_period is None
