import pytest

from rules.law import Basis
from rules.outcomes import Group, Outcome, Remedy
from rules.provisions import FEE_MEASURES, OGI

FIRST, EITHER = Remedy.RECONSIDERATION_FIRST, Remedy.EITHER


@pytest.mark.parametrize(
    ("row", "outcome", "group", "cell", "remedy", "bases"),
    [
        (
            3,
            Outcome.DISCLOSED,
            "予以公开",
            "（一）予以公开",
            EITHER,
            ["条例第36条第1项", "条例第36条第2项"],
        ),
        (
            4,
            Outcome.PARTLY_DISCLOSED,
            "部分公开",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            FIRST,
            ["条例第37条"],
        ),
        (5, Outcome.STATE_SECRET, "不予公开", "1.属于国家秘密", FIRST, ["条例第14条"]),
        (6, Outcome.BARRED_BY_LAW, "不予公开", "2.其他法律行政法规禁止公开", FIRST, ["条例第14条"]),
        (
            7,
            Outcome.SECURITY_OR_STABILITY,
            "不予公开",
            "3.危及“三安全一稳定”",
            FIRST,
            ["条例第14条"],
        ),
        (8, Outcome.THIRD_PARTY_RIGHTS, "不予公开", "4.保护第三方合法权益", FIRST, ["条例第15条"]),
        (
            9,
            Outcome.INTERNAL_AFFAIRS,
            "不予公开",
            "5.属于三类内部事务信息",
            FIRST,
            ["条例第16条第1款"],
        ),
        (
            10,
            Outcome.WORKING_PAPERS,
            "不予公开",
            "6.属于四类过程性信息",
            FIRST,
            ["条例第16条第2款"],
        ),
        (
            11,
            Outcome.ENFORCEMENT_FILE,
            "不予公开",
            "7.属于行政执法案卷",
            FIRST,
            ["条例第16条第2款"],
        ),
        (12, Outcome.REGISTRY_QUERY, "不予公开", "8.属于行政查询事项", EITHER, ["条例第36条第7项"]),
        (
            13,
            Outcome.NOT_HELD,
            "无法提供",
            "1.本机关不掌握相关政府信息",
            EITHER,
            ["条例第36条第4项", "条例第36条第5项"],
        ),
        (
            14,
            Outcome.WOULD_HAVE_TO_BE_MADE,
            "无法提供",
            "2.没有现成信息需要另行制作",
            EITHER,
            ["条例第38条"],
        ),
        (15, Outcome.STILL_UNCLEAR, "无法提供", "3.补正后申请内容仍不明确", EITHER, ["条例第30条"]),
        (
            16,
            Outcome.PETITION_OR_COMPLAINT,
            "不予处理",
            "1.信访举报投诉类申请",
            EITHER,
            ["条例第39条第1款"],
        ),
        (17, Outcome.REPEATED, "不予处理", "2.重复申请", EITHER, ["条例第36条第6项"]),
        (18, Outcome.PUBLICATION, "不予处理", "3.要求提供公开出版物", EITHER, ["条例第39条第2款"]),
        (19, Outcome.EXCESSIVE, "不予处理", "4.无正当理由大量反复申请", EITHER, ["条例第35条"]),
        (
            20,
            Outcome.CONFIRM_OR_REISSUE,
            "不予处理",
            "5.要求行政机关确认或重新出具已获取信息",
            EITHER,
            [],
        ),
        (
            21,
            Outcome.CORRECTION_LAPSED,
            "其他处理",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            EITHER,
            ["条例第30条"],
        ),
        (
            22,
            Outcome.FEE_LAPSED,
            "其他处理",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            EITHER,
            ["处理费办法第6条"],
        ),
        (23, Outcome.OTHERWISE_CLOSED, "其他处理", "3.其他", EITHER, []),
    ],
)
def test_each_outcome_is_a_row_of_the_official_form(
    row: int, outcome: Outcome, group: str, cell: str, remedy: Remedy, bases: list[str]
) -> None:
    assert outcome.row == row
    assert outcome.group.label == group
    assert outcome.report_label == cell
    assert outcome.remedy is remedy
    assert [basis.short for basis in outcome.bases] == bases


def test_the_outcomes_fill_rows_3_to_23_in_order() -> None:
    assert [outcome.row for outcome in Outcome] == list(range(3, 24))


@pytest.mark.parametrize("row", [2, 24])
def test_the_other_rows_of_the_form_are_no_outcome(row: int) -> None:
    with pytest.raises(KeyError):
        Outcome.of_row(row)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_row_leads_back_to_its_outcome(outcome: Outcome) -> None:
    assert Outcome.of_row(outcome.row) is outcome


def test_the_six_groups_hold_1_1_8_3_5_and_3_outcomes() -> None:
    assert [len(group.outcomes) for group in Group] == [1, 1, 8, 3, 5, 3]
    assert [outcome for group in Group for outcome in group.outcomes] == list(Outcome)


def test_refusals_are_those_of_articles_14_to_16_and_no_registry_query() -> None:
    assert [outcome.row for outcome in Outcome if outcome.is_refusal] == [5, 6, 7, 8, 9, 10, 11]


def test_reconsideration_comes_first_for_refusals_and_partial_disclosure_only() -> None:
    strict = {outcome for outcome in Outcome if outcome.remedy is Remedy.RECONSIDERATION_FIRST}
    assert strict == {outcome for outcome in Outcome if outcome.is_refusal} | {
        Outcome.PARTLY_DISCLOSED
    }


@pytest.mark.parametrize("outcome", Outcome)
def test_every_basis_is_a_provision_that_was_seen(outcome: Outcome) -> None:
    assert all(
        basis.attested and basis.article and basis.regulation in (OGI, FEE_MEASURES)
        for basis in outcome.bases
    )
    assert all(isinstance(basis, Basis) for basis in outcome.bases)


def test_lists_show_the_outcomes_in_these_words() -> None:
    assert "、".join(outcome.label for outcome in Outcome) == (
        "予以公开、部分公开、国家秘密、法律行政法规禁止公开、危及三安全一稳定、第三方合法权益、内部事务信息、"
        "过程性信息、行政执法案卷、行政查询事项、本机关不掌握、需要另行制作、补正后仍不明确、信访举报投诉、"
        "重复申请、公开出版物、无正当理由大量反复申请、要求确认或重新出具、逾期不补正、逾期未缴费、其他"
    )
    assert [remedy.label for remedy in Remedy] == ["先复议后诉讼", "复议或者诉讼", "不写救济途径"]


def test_no_two_choices_of_a_list_read_alike() -> None:
    assert len({outcome.label for outcome in Outcome}) == len(Outcome)
    assert len({remedy.label for remedy in Remedy}) == len(Remedy)
