from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.law import cite
from rules.mixed_replies import (
    CONTESTED,
    bases_of,
    conflicts,
    is_withheld,
    main_outcome,
    outcome_of,
    title_of,
)
from rules.outcomes import Outcome
from rules.practice import Practice
from rules.replies import ReplyKind

Kind = ReplyKind
KINDS = st.lists(st.sampled_from(ReplyKind), min_size=1, unique=True)


@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [
        pytest.param([Kind.PROVIDED], Outcome.DISCLOSED, id="one reply"),
        pytest.param(
            [Kind.PARTLY, Kind.REFUSED_THIRD_PARTY_RIGHTS],
            Outcome.PARTLY_DISCLOSED,
            id="severed: only this row",
        ),
        pytest.param(
            [Kind.PROVIDED, Kind.REFUSED_WORKING_PAPERS],
            Outcome.PARTLY_DISCLOSED,
            id="given in part, refused in part",
        ),
        pytest.param(
            [Kind.REFUSED_ENFORCEMENT_FILE, Kind.ALREADY_PUBLIC],
            Outcome.PARTLY_DISCLOSED,
            id="told where to look, the rest refused",
        ),
        pytest.param(
            [Kind.NOT_EXISTING, Kind.PARTLY, Kind.REFUSED_STATE_SECRET],
            Outcome.PARTLY_DISCLOSED,
            id="severed before not existing",
        ),
        pytest.param(
            [Kind.NOT_EXISTING, Kind.PROVIDED], Outcome.DISCLOSED, id="given before not existing"
        ),
        pytest.param(
            [Kind.PROVIDED, Kind.NOT_GOVERNMENT_INFORMATION],
            Outcome.PARTLY_DISCLOSED,
            id="given in part, the rest no government information (条例37)",
        ),
        pytest.param(
            [Kind.REGISTRY_QUERY, Kind.PROVIDED],
            Outcome.DISCLOSED,
            id="a registry query is no severance",
        ),
        pytest.param(
            [Kind.NOT_THIS_AGENCY, Kind.REFUSED_INTERNAL_AFFAIRS],
            Outcome.INTERNAL_AFFAIRS,
            id="refused before not held",
        ),
        pytest.param(
            [Kind.REPEATED, Kind.WOULD_HAVE_TO_BE_MADE],
            Outcome.WOULD_HAVE_TO_BE_MADE,
            id="not provided before not dealt with",
        ),
        pytest.param(
            [Kind.REFUSED_WORKING_PAPERS, Kind.REFUSED_STATE_SECRET],
            Outcome.STATE_SECRET,
            id="of two refusals the first of the form",
        ),
    ],
)
def test_a_letter_is_counted_once(kinds: list[ReplyKind], outcome: Outcome) -> None:
    assert main_outcome(kinds, Practice()) is outcome
    assert main_outcome(kinds[::-1], Practice()) is outcome


def test_a_letter_without_a_reply_has_no_outcome() -> None:
    with pytest.raises(ValueError, match="empty"):
        main_outcome([], Practice())


@pytest.mark.parametrize(
    ("kind", "practice", "default", "other"),
    [
        (Kind.IN_ARCHIVES, Practice(archives_outcome=Outcome.OTHERWISE_CLOSED), 13, 23),
        (Kind.PARTY_INFORMATION, Practice(party_information_outcome=Outcome.NOT_HELD), 23, 13),
        (Kind.NOT_GOVERNMENT_INFORMATION, Practice(not_ogi_outcome=Outcome.NOT_HELD), 23, 13),
        (Kind.OWN_FILE, Practice(own_file_outcome=Outcome.ENFORCEMENT_FILE), 12, 11),
        (Kind.ENQUIRY, Practice(enquiry_outcome=Outcome.OTHERWISE_CLOSED), 16, 23),
    ],
)
def test_contested_rows_follow_the_office(
    kind: ReplyKind, practice: Practice, default: int, other: int
) -> None:
    assert outcome_of(kind, Practice()).row == default
    assert outcome_of(kind, practice).row == other
    assert main_outcome([kind], practice).row == other


@pytest.mark.parametrize("kind", ReplyKind)
def test_the_table_and_the_cautious_practice_agree(kind: ReplyKind) -> None:
    assert outcome_of(kind, Practice()) is kind.outcome


def test_five_kinds_of_reply_are_contested() -> None:
    assert len(CONTESTED) == 5


@pytest.mark.parametrize(
    ("kinds", "sentences"),
    [
        ([], ["请至少选择一种答复类型。"]),
        ([Kind.PROVIDED], []),
        ([Kind.PROVIDED, Kind.NOT_EXISTING, Kind.REPEATED], []),
        ([Kind.PARTLY, Kind.REFUSED_STATE_SECRET], []),
        ([Kind.PARTLY, Kind.NOT_GOVERNMENT_INFORMATION], []),
        ([Kind.WITHDRAWN], []),
        (
            [Kind.PARTLY, Kind.NOT_EXISTING],
            ["部分公开的，应当对不予公开的内容说明理由，请同时选择不予公开的情形（条例第37条）。"],
        ),
        (
            [Kind.PROVIDED, Kind.WITHDRAWN],
            ["“申请人撤回申请”针对整件申请，不能与其他答复类型并用，请只保留其中一种。"],
        ),
    ],
)
def test_what_may_stand_in_one_letter(kinds: list[ReplyKind], sentences: list[str]) -> None:
    assert list(conflicts(kinds)) == sentences


def test_a_mixed_letter_cites_each_provision_once_in_order() -> None:
    kinds = [Kind.PARTLY, Kind.REFUSED_WORKING_PAPERS, Kind.IN_ARCHIVES, Kind.REFUSED_STATE_SECRET]
    assert cite(*bases_of(kinds)) == (
        "《中华人民共和国政府信息公开条例》第十四条、第十六条第二款、第三十六条第（三）项、第三十七条、"
        "《中华人民共和国档案法》第十五条第二款"
    )
    assert bases_of(kinds) == bases_of(kinds[::-1])


@pytest.mark.parametrize(
    ("kinds", "title"),
    [
        ([Kind.REPEATED], "政府信息公开申请告知书"),
        ([Kind.REPEATED, Kind.NOT_EXISTING], "政府信息公开申请答复书"),
        ([Kind.PROVIDED, Kind.REFUSED_STATE_SECRET], "政府信息公开申请答复书"),
        ([Kind.FEE_LAPSED], "不再处理政府信息公开申请告知书"),
    ],
)
def test_the_main_reply_names_the_letter(kinds: list[ReplyKind], title: str) -> None:
    assert title_of(kinds, Practice()) == title


@given(KINDS)
def test_the_row_counted_is_one_of_the_replies_or_partial_disclosure(
    kinds: list[ReplyKind],
) -> None:
    main = main_outcome(kinds, Practice())
    outcomes = {kind.outcome for kind in kinds}
    assert main in outcomes | {Outcome.PARTLY_DISCLOSED}
    if main is Outcome.PARTLY_DISCLOSED and main not in outcomes:
        assert Outcome.DISCLOSED in outcomes
        assert any(is_withheld(kind) for kind in kinds)


@given(KINDS, KINDS)
def test_adding_a_reply_never_moves_the_row_towards_not_disclosed(
    kinds: Collection[ReplyKind], more: Collection[ReplyKind]
) -> None:
    before = main_outcome(kinds, Practice())
    after = main_outcome({*kinds, *more}, Practice())
    assert after.row <= before.row or after is Outcome.PARTLY_DISCLOSED


@given(KINDS)
def test_every_letter_has_a_title_and_its_provisions(kinds: list[ReplyKind]) -> None:
    assert title_of(kinds, Practice()).endswith("书")
    assert set(bases_of(kinds)) == {basis for kind in kinds for basis in kind.bases}
