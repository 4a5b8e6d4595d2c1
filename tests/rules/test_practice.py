import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import ClerkError
from rules.open_points import POINTS, SettingGroup
from rules.outcomes import Outcome, Remedy
from rules.practice import Practice, Setting, changed, recalled, settings_of, stored
from rules.replies import ReplyKind

SETTINGS = settings_of(Practice())
BY_NAME = {setting.name: setting for setting in SETTINGS}


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("correction_period_days", 15),
        ("sent_day_counts", True),
        ("answer_day_counts", False),
        ("secrecy_referral_pauses", False),
        ("reasons_asked_stops", False),
        ("late_correction_notice_stops", True),
        ("late_correction_presumed_excused", True),
        ("payment_opens_fresh_period", True),
        ("extension_after_payment", True),
        ("withdrawn_counts_for_fee", True),
        ("split_parts_count_for_fee", True),
        ("co_applicants_count_for_fee", False),
        ("page_fee_takes_number", True),
        ("registry_query_remedy", Remedy.EITHER),
        ("archives_outcome", Outcome.NOT_HELD),
        ("party_information_outcome", Outcome.OTHERWISE_CLOSED),
        ("not_ogi_outcome", Outcome.OTHERWISE_CLOSED),
        ("own_file_outcome", Outcome.REGISTRY_QUERY),
        ("enquiry_outcome", Outcome.PETITION_OR_COMPLAINT),
    ],
)
def test_each_open_point_has_its_cautious_default(name: str, default: object) -> None:
    assert BY_NAME[name].default is default or BY_NAME[name].default == default
    assert BY_NAME[name].value == default


def test_every_answer_is_explained_and_every_explanation_has_its_answer() -> None:
    names = [field.name for field in dataclasses.fields(Practice)]
    assert list(POINTS) == names
    assert [setting.name for setting in SETTINGS] == names


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_says_what_it_does_and_where_the_law_is_silent(setting: Setting) -> None:
    assert setting.label == setting.point.label
    assert setting.help == setting.point.help
    assert setting.help.endswith("。")
    assert setting.source == f"{setting.point.source}以本机关核定为准。"
    assert setting.point.bases


@pytest.mark.parametrize(
    ("name", "bases"),
    [
        ("correction_period_days", "条例第30条"),
        ("sent_day_counts", "条例第33条第3款"),
        ("answer_day_counts", "条例第33条第3款"),
        ("secrecy_referral_pauses", "条例第17条第3款 条例第33条第3款"),
        ("reasons_asked_stops", "条例第35条"),
        ("late_correction_notice_stops", "条例第30条"),
        ("late_correction_presumed_excused", "条例第30条"),
        ("payment_opens_fresh_period", "处理费办法第7条"),
        ("extension_after_payment", "条例第33条第2款 处理费办法第7条"),
        ("withdrawn_counts_for_fee", "处理费办法第4条"),
        ("split_parts_count_for_fee", "处理费办法第4条"),
        ("co_applicants_count_for_fee", "处理费办法第4条"),
        ("page_fee_takes_number", "处理费办法第3条 处理费办法第4条"),
        ("registry_query_remedy", "条例第36条第7项 复议法第23条第1款第4项"),
        ("archives_outcome", "档案法第15条第2款"),
        ("party_information_outcome", "条例第2条"),
        ("not_ogi_outcome", "条例第2条"),
        ("own_file_outcome", "条例第36条第7项 条例第16条第2款"),
        ("enquiry_outcome", "条例第39条第1款"),
    ],
)
def test_a_setting_shows_the_provision_that_leaves_it_open(name: str, bases: str) -> None:
    assert " ".join(basis.short for basis in POINTS[name].bases) == bases


def test_what_rests_on_an_unseen_provision_says_so() -> None:
    assert {name for name, point in POINTS.items() if not point.attested} == {
        "payment_opens_fresh_period",
        "extension_after_payment",
    }


def test_the_settings_come_in_three_parts() -> None:
    groups = [setting.point.group for setting in SETTINGS]
    assert groups == (
        [SettingGroup.CLOCKS] * 9 + [SettingGroup.FEES] * 4 + [SettingGroup.OUTCOMES] * 7
    )


def test_yes_and_no_and_lists_and_numbers_are_told_apart() -> None:
    assert BY_NAME["sent_day_counts"].choices == ((True, "是"), (False, "否"))
    assert BY_NAME["archives_outcome"].choices == (
        (Outcome.NOT_HELD, "本机关不掌握"),
        (Outcome.OTHERWISE_CLOSED, "其他"),
    )
    assert BY_NAME["correction_period_days"].choices == ()
    assert BY_NAME["correction_period_days"].point.suggested == (10, 15)
    point = BY_NAME["archives_outcome"].point
    assert (point.least, point.most, point.unit, point.suggested) == (0, 0, "", ())


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_default_can_be_chosen_and_comes_first_among_rows(setting: Setting) -> None:
    if setting.point.choices:
        assert setting.choices[0][0] is setting.default
    assert changed(Practice(), setting.name, setting.default) == Practice()


@pytest.mark.parametrize(
    ("name", "value", "settled"),
    [
        ("correction_period_days", 10, 10),
        ("correction_period_days", 1, 1),
        ("correction_period_days", 60, 60),
        ("answer_day_counts", True, True),
        ("archives_outcome", "OTHERWISE_CLOSED", Outcome.OTHERWISE_CLOSED),
        ("archives_outcome", Outcome.OTHERWISE_CLOSED, Outcome.OTHERWISE_CLOSED),
        ("registry_query_remedy", "RECONSIDERATION_FIRST", Remedy.RECONSIDERATION_FIRST),
    ],
)
def test_a_point_is_settled_anew(name: str, value: object, settled: object) -> None:
    assert getattr(changed(Practice(), name, value), name) == settled


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("correction_period_days", 0, "“补正期限”不能设为“0”，请改为1至60的整数。"),
        ("correction_period_days", 61, "“补正期限”不能设为“61”，请改为1至60的整数。"),
        ("correction_period_days", True, "“补正期限”不能设为“True”，请改为1至60的整数。"),
        ("correction_period_days", "15", "“补正期限”不能设为“15”，请改为1至60的整数。"),
        ("answer_day_counts", 1, "“收到征求意见回复当日计入答复期限”不能设为“1”，请改为是或者否。"),
        (
            "archives_outcome",
            "STATE_SECRET",
            "“已移交国家档案馆的年报归类”不能设为“STATE_SECRET”，请改为本机关不掌握或者其他。",
        ),
        (
            "archives_outcome",
            Outcome.STATE_SECRET,
            f"“已移交国家档案馆的年报归类”不能设为“{Outcome.STATE_SECRET}”，请改为本机关不掌握或者其他。",
        ),
    ],
)
def test_a_value_that_is_no_choice_is_refused(name: str, value: object, message: str) -> None:
    with pytest.raises(ClerkError) as refused:
        changed(Practice(), name, value)
    assert refused.value.message == message
    assert refused.value.field == name
    assert refused.value.basis == POINTS[name].bases[0]


def test_a_point_nobody_knows_is_a_bug() -> None:
    with pytest.raises(KeyError):
        changed(Practice(), "lunch_break", True)


def test_only_what_differs_is_kept() -> None:
    assert stored(Practice()) == {}
    practice = Practice(correction_period_days=10, own_file_outcome=Outcome.ENFORCEMENT_FILE)
    assert stored(practice) == {
        "correction_period_days": 10,
        "own_file_outcome": "ENFORCEMENT_FILE",
    }


def test_points_of_a_later_version_are_passed_over() -> None:
    assert recalled({"lunch_break": True, "sent_day_counts": False}) == Practice(
        sent_day_counts=False
    )


def test_contested_replies_are_the_settings_of_their_rows() -> None:
    rows = {name for name in POINTS if name.endswith("_outcome")}
    assert rows == {
        "archives_outcome",
        "party_information_outcome",
        "not_ogi_outcome",
        "own_file_outcome",
        "enquiry_outcome",
    }
    assert {choice for name in rows for choice in POINTS[name].choices} <= {
        kind.outcome for kind in ReplyKind
    }


PRACTICES = st.builds(
    Practice,
    correction_period_days=st.integers(1, 60),
    **{
        setting.name: st.sampled_from([value for value, _ in setting.choices])
        for setting in SETTINGS
        if setting.choices
    },
)


@given(PRACTICES)
def test_what_is_stored_is_recalled(practice: Practice) -> None:
    assert recalled(stored(practice)) == practice
