from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import ClerkError
from rules.law import Dated
from rules.outcomes import Outcome, Remedy
from rules.practice import Practice
from rules.remedies import (
    OTHER_REMEDY,
    REFUSAL_REMEDY,
    Advice,
    advice_for,
    missing_channel,
    remedy_for,
    remedy_paragraph,
)
from rules.replies import ReplyKind

Kind = ReplyKind
OLD, NEW = date(2023, 12, 31), date(2024, 1, 1)
FIRST, EITHER, NONE = Remedy.RECONSIDERATION_FIRST, Remedy.EITHER, Remedy.NONE
BODY, COURT, URL = "清河县人民政府", "清河县人民法院", "https://fuyi.example.gov.cn"

REFUSALS = [kind for kind in ReplyKind if kind.name.startswith("REFUSED_")]


@pytest.mark.parametrize("kind", ReplyKind)
def test_each_reply_has_its_remedy_since_2024(kind: ReplyKind) -> None:
    if kind in REFUSALS or kind is Kind.PARTLY:
        expected = FIRST
    elif kind is Kind.WITHDRAWN:
        expected = NONE
    else:
        expected = EITHER
    assert remedy_for(kind, Practice(), NEW) is expected


@pytest.mark.parametrize("kind", [*REFUSALS, Kind.PARTLY])
def test_before_2024_even_a_refusal_could_be_sued_over_at_once(kind: ReplyKind) -> None:
    assert remedy_for(kind, Practice(), OLD) is EITHER
    assert remedy_for(kind.outcome, Practice(), OLD) is EITHER
    assert remedy_for(kind.outcome, Practice(), NEW) is FIRST


def test_withdrawal_had_no_remedy_before_2024_either() -> None:
    assert remedy_for(Kind.WITHDRAWN, Practice(), OLD) is NONE


@pytest.mark.parametrize("kind", [Kind.REGISTRY_QUERY, Outcome.REGISTRY_QUERY, Kind.OWN_FILE])
@pytest.mark.parametrize(("on", "strict"), [(NEW, FIRST), (OLD, EITHER)])
def test_the_registry_query_follows_the_office(
    kind: ReplyKind | Outcome, on: date, strict: Remedy
) -> None:
    assert remedy_for(kind, Practice(), on) is EITHER
    assert remedy_for(kind, Practice(registry_query_remedy=FIRST), on) is strict


def test_a_contested_reply_takes_the_remedy_of_its_row() -> None:
    practice = Practice(own_file_outcome=Outcome.ENFORCEMENT_FILE)
    assert remedy_for(Kind.OWN_FILE, practice, NEW) is FIRST


@pytest.mark.parametrize(
    ("kinds", "advice"),
    [
        ([Kind.PROVIDED], Advice(EITHER)),
        ([Kind.REFUSED_STATE_SECRET], Advice(FIRST)),
        ([Kind.REFUSED_STATE_SECRET, Kind.REFUSED_WORKING_PAPERS], Advice(FIRST)),
        ([Kind.PARTLY], Advice(FIRST, in_part=True)),
        ([Kind.PARTLY, Kind.REFUSED_THIRD_PARTY_RIGHTS], Advice(FIRST, in_part=True)),
        ([Kind.REFUSED_THIRD_PARTY_RIGHTS, Kind.NOT_EXISTING], Advice(FIRST, in_part=True)),
        ([Kind.PARTLY, Kind.NOT_GOVERNMENT_INFORMATION], Advice(EITHER)),
        (
            [Kind.PARTLY, Kind.NOT_GOVERNMENT_INFORMATION, Kind.REFUSED_STATE_SECRET],
            Advice(FIRST, in_part=True),
        ),
        ([Kind.NOT_EXISTING, Kind.REPEATED], Advice(EITHER)),
        ([Kind.WITHDRAWN], Advice(NONE)),
        ([Kind.FEE_LAPSED], Advice(EITHER)),
    ],
)
def test_the_strictest_reply_decides_the_letter(kinds: list[ReplyKind], advice: Advice) -> None:
    assert advice_for(kinds, Practice(), NEW) == advice


def test_before_2024_no_letter_put_reconsideration_first() -> None:
    assert advice_for(list(ReplyKind), Practice(registry_query_remedy=FIRST), OLD) == Advice(EITHER)


def test_the_paragraph_of_a_refusal() -> None:
    assert remedy_paragraph(FIRST, body=BODY, court=COURT, on=NEW) == (
        "如对本答复不服，应当自收到本答复之日起60日内先向清河县人民政府申请行政复议；"
        "对行政复议决定仍不服的，可以自收到行政复议决定书之日起15日内"
        "依法向有管辖权的人民法院提起行政诉讼。"
    )


def test_the_paragraph_of_a_choice() -> None:
    assert remedy_paragraph(EITHER, body=BODY, court=COURT, on=NEW) == (
        "如对本答复不服，可以自收到本答复之日起60日内向清河县人民政府申请行政复议，"
        "也可以自收到本答复之日起6个月内直接向清河县人民法院提起行政诉讼。"
    )


def test_the_paragraph_of_partial_disclosure_keeps_the_two_apart() -> None:
    assert remedy_paragraph(Advice(FIRST, in_part=True), body=BODY, court=COURT, on=NEW) == (
        "如对本答复中不予公开的内容不服，应当自收到本答复之日起60日内先向清河县人民政府申请行政复议；"
        "对行政复议决定仍不服的，可以自收到行政复议决定书之日起15日内"
        "依法向有管辖权的人民法院提起行政诉讼。\n"
        "如对本答复的其他内容不服，可以自收到本答复之日起60日内向清河县人民政府申请行政复议，"
        "也可以自收到本答复之日起6个月内直接向清河县人民法院提起行政诉讼。"
    )


@pytest.mark.parametrize("advice", [NONE, Advice(NONE)])
def test_a_procedural_letter_has_no_paragraph_and_needs_no_body(advice: Advice | Remedy) -> None:
    assert remedy_paragraph(advice, body="", on=NEW) == ""


def test_without_a_named_court_the_competent_one_is_named() -> None:
    assert "6个月内直接向有管辖权的人民法院提起" in remedy_paragraph(EITHER, body=BODY, on=NEW)


def test_a_notice_speaks_of_itself() -> None:
    text = remedy_paragraph(EITHER, body=BODY, on=NEW, document="本告知书")
    assert text.count("本告知书") == 3
    assert "本答复" not in text


@pytest.mark.parametrize("remedy", [FIRST, EITHER])
def test_a_letter_served_electronically_gives_the_channel(remedy: Remedy) -> None:
    text = remedy_paragraph(remedy, body=BODY, court=COURT, on=NEW, url=f" {URL} ")
    assert text.endswith(f"行政复议申请书可以通过互联网渠道提交：{URL}。")


def test_before_2024_no_channel_had_to_be_given() -> None:
    assert URL not in remedy_paragraph(EITHER, body=BODY, court=COURT, on=OLD, url=URL)


def test_before_may_2015_the_letter_gave_three_months() -> None:
    assert "3个月内" in remedy_paragraph(EITHER, body=BODY, on=date(2015, 4, 30))
    assert "6个月内" in remedy_paragraph(EITHER, body=BODY, on=date(2015, 5, 1))


@pytest.mark.parametrize("body", ["", "  "])
@pytest.mark.parametrize("remedy", [FIRST, EITHER])
def test_a_letter_that_names_no_body_is_not_written(body: str, remedy: Remedy) -> None:
    with pytest.raises(ClerkError) as refused:
        remedy_paragraph(remedy, body=body, on=NEW)
    assert str(refused.value) == (
        "尚未填写行政复议机关，答复书不能写明救济途径，请在设置中补上行政复议机关名称。"
        "（依据：复议法第20条第3款）"
    )
    assert refused.value.field == "body"


@pytest.mark.parametrize(
    ("electronically", "url", "on", "missing"),
    [
        (True, "", NEW, True),
        (True, " ", NEW, True),
        (True, URL, NEW, False),
        (False, "", NEW, False),
        (True, "", OLD, False),
    ],
)
def test_electronic_service_needs_the_channel_since_2024(
    electronically: bool, url: str, on: date, missing: bool
) -> None:
    error = missing_channel(electronically=electronically, url=url, on=on)
    assert (error is not None) is missing
    if error is not None:
        assert error.field == "url"
        assert str(error) == (
            "通过互联网渠道送达答复的，应当同时提供提交行政复议申请书的互联网渠道，请在设置中补上网址。"
            "（依据：复议法第22条第2款）"
        )


@pytest.mark.parametrize("rule", [REFUSAL_REMEDY, OTHER_REMEDY])
def test_every_day_has_one_rule(rule: Dated[Remedy]) -> None:
    for version, following in pairwise(rule.versions):
        assert rule.on(following.since - timedelta(days=1)) is version
        assert rule.on(following.since) is following


def test_the_rules_of_remedies_changed_on_these_days() -> None:
    common = ["2008-05-01 条例（2007）第33条第2款", "2019-05-15 条例第51条"]
    assert [f"{version.since} {version.basis.short}" for version in OTHER_REMEDY.versions] == common
    assert [f"{version.since} {version.basis.short}" for version in REFUSAL_REMEDY.versions] == [
        *common,
        "2024-01-01 复议法第23条第1款第4项",
    ]


KINDS = st.sets(st.sampled_from(ReplyKind), min_size=1)
DAYS = st.dates(date(2008, 5, 1), date(2030, 1, 1))


@given(KINDS, KINDS, DAYS)
def test_another_refusal_never_loosens_the_remedy(
    kinds: set[ReplyKind], more: set[ReplyKind], on: date
) -> None:
    order = [NONE, EITHER, FIRST]
    before = advice_for(kinds, Practice(), on)
    after = advice_for(kinds | (more & set(REFUSALS)), Practice(), on)
    assert order.index(after.remedy) >= order.index(before.remedy)


@given(KINDS, DAYS)
def test_every_paragraph_names_the_body_and_ends_in_a_full_stop(
    kinds: set[ReplyKind], on: date
) -> None:
    advice = advice_for(kinds, Practice(), on)
    text = remedy_paragraph(advice, body=BODY, court=COURT, on=on, url=URL)
    if advice.remedy is NONE:
        assert text == ""
    else:
        assert BODY in text
        assert text.endswith("。")
        assert ("先向" in text) is (advice.remedy is FIRST)
        assert (COURT in text) is (advice.remedy is EITHER or advice.in_part)
