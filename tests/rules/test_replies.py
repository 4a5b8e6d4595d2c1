import pytest

from rules.outcomes import Group, Outcome, Remedy
from rules.replies import ReplyKind
from rules.reply_facts import Fact

Kind = ReplyKind


@pytest.mark.parametrize(
    ("kind", "row", "bases", "required"),
    [
        (Kind.ALREADY_PUBLIC, 3, ["条例第36条第1项"], [Fact.ACCESS_WAY]),
        (Kind.PROVIDED, 3, ["条例第36条第2项"], [Fact.PROVIDED_ITEMS]),
        (Kind.ACCESS_TOLD, 3, ["条例第36条第2项"], [Fact.ACCESS_WAY, Fact.ACCESS_TIME]),
        (Kind.PARTLY, 4, ["条例第37条"], [Fact.PROVIDED_ITEMS, Fact.WITHHELD_PARTS]),
        (
            Kind.REFUSED_STATE_SECRET,
            5,
            ["条例第14条", "条例第36条第3项"],
            [Fact.REASONS, Fact.SECRECY_GROUND],
        ),
        (
            Kind.REFUSED_BARRED_BY_LAW,
            6,
            ["条例第14条", "条例第36条第3项"],
            [Fact.REASONS, Fact.BARRING_PROVISION],
        ),
        (
            Kind.REFUSED_SECURITY_OR_STABILITY,
            7,
            ["条例第14条", "条例第36条第3项"],
            [Fact.REASONS],
        ),
        (
            Kind.REFUSED_THIRD_PARTY_RIGHTS,
            8,
            ["条例第15条", "条例第32条", "条例第36条第3项"],
            [Fact.REASONS, Fact.PUBLIC_INTEREST],
        ),
        (Kind.REFUSED_INTERNAL_AFFAIRS, 9, ["条例第16条第1款", "条例第36条第3项"], [Fact.REASONS]),
        (Kind.REFUSED_WORKING_PAPERS, 10, ["条例第16条第2款", "条例第36条第3项"], [Fact.REASONS]),
        (Kind.REFUSED_ENFORCEMENT_FILE, 11, ["条例第16条第2款", "条例第36条第3项"], [Fact.REASONS]),
        (
            Kind.REGISTRY_QUERY,
            12,
            ["条例第36条第7项"],
            [Fact.SPECIAL_PROVISION, Fact.OTHER_BODY],
        ),
        (Kind.NOT_EXISTING, 13, ["条例第36条第4项"], []),
        (Kind.NOT_THIS_AGENCY, 13, ["条例第36条第5项"], [Fact.REASONS]),
        (Kind.WOULD_HAVE_TO_BE_MADE, 14, ["条例第38条"], [Fact.REASONS, Fact.WORK_NEEDED]),
        (Kind.STILL_UNCLEAR, 15, ["条例第30条"], [Fact.REASONS]),
        (Kind.PETITION_OR_COMPLAINT, 16, ["条例第39条第1款"], [Fact.REASONS]),
        (Kind.ENQUIRY, 16, ["条例第2条"], [Fact.REASONS]),
        (Kind.REPEATED, 17, ["条例第36条第6项"], [Fact.EARLIER_REPLY]),
        (Kind.PUBLICATION, 18, ["条例第39条第2款"], [Fact.PUBLICATION_SOURCE]),
        (Kind.EXCESSIVE, 19, ["条例第35条"], [Fact.REQUEST_COUNTS]),
        (Kind.CONFIRM_OR_REISSUE, 20, [], [Fact.REASONS]),
        (Kind.CORRECTION_LAPSED, 21, ["条例第30条"], []),
        (Kind.FEE_LAPSED, 22, ["处理费办法第6条"], []),
        (Kind.WITHDRAWN, 23, [], [Fact.WITHDRAWAL]),
        (
            Kind.TRANSFERRED,
            13,
            ["条例第36条第5项"],
            [Fact.REASONS, Fact.RESPONSIBLE_AGENCY, Fact.CONTACT],
        ),
        (Kind.MERGED, 23, [], [Fact.REASONS, Fact.JOINED_CASE]),
        (Kind.IN_ARCHIVES, 13, ["档案法第15条第2款"], [Fact.ARCHIVE, Fact.MADE_ON]),
        (Kind.PARTY_INFORMATION, 23, ["条例第2条"], [Fact.REASONS, Fact.NATURE]),
        (Kind.NOT_GOVERNMENT_INFORMATION, 23, ["条例第2条"], [Fact.REASONS]),
        (
            Kind.OWN_FILE,
            12,
            ["条例第36条第7项"],
            [Fact.REASONS, Fact.SPECIAL_PROVISION, Fact.OTHER_BODY],
        ),
        (Kind.RECORD_CORRECTION, 23, ["条例第41条"], [Fact.RECORD_CHECKED]),
        (Kind.OTHERWISE, 23, [], [Fact.REASONS]),
    ],
)
def test_each_reply_has_its_row_its_provisions_and_what_it_must_say(
    kind: ReplyKind, row: int, bases: list[str], required: list[Fact]
) -> None:
    assert kind.outcome.row == row
    assert [basis.short for basis in kind.bases] == bases
    assert list(kind.required_facts) == required


def test_every_outcome_can_be_reached_by_a_reply() -> None:
    assert {kind.outcome for kind in ReplyKind} == set(Outcome)


@pytest.mark.parametrize(
    ("kind", "optional"),
    [
        (Kind.NOT_THIS_AGENCY, (Fact.RESPONSIBLE_AGENCY, Fact.CONTACT)),
        (Kind.REFUSED_THIRD_PARTY_RIGHTS, (Fact.THIRD_PARTY_ANSWER,)),
        (Kind.STILL_UNCLEAR, (Fact.CORRECTION_COURSE,)),
        (Kind.NOT_EXISTING, (Fact.REASONS, Fact.SEARCH_RECORD)),
        (Kind.EXCESSIVE, (Fact.REASONS_COURSE,)),
        (Kind.CORRECTION_LAPSED, (Fact.CORRECTION_COURSE,)),
        (Kind.FEE_LAPSED, (Fact.FEE_COURSE,)),
        (Kind.PETITION_OR_COMPLAINT, (Fact.PROPER_CHANNEL,)),
        (Kind.ENQUIRY, (Fact.PROPER_CHANNEL,)),
        (Kind.CONFIRM_OR_REISSUE, (Fact.EARLIER_REPLY,)),
        (Kind.PARTY_INFORMATION, (Fact.PROPER_CHANNEL,)),
        (Kind.RECORD_CORRECTION, (Fact.RESPONSIBLE_AGENCY, Fact.CONTACT)),
    ],
)
def test_some_replies_say_more_where_there_is_more_to_say(
    kind: ReplyKind, optional: tuple[Fact, ...]
) -> None:
    assert kind.optional_facts == optional


def test_the_rest_have_nothing_optional() -> None:
    assert sum(bool(kind.optional_facts) for kind in ReplyKind) == 12


@pytest.mark.parametrize("kind", ReplyKind)
def test_a_letter_is_named_after_what_it_does(kind: ReplyKind) -> None:
    if kind in (Kind.CORRECTION_LAPSED, Kind.FEE_LAPSED):
        assert kind.title == "不再处理政府信息公开申请告知书"
    elif kind is Kind.WITHDRAWN:
        assert kind.title == "撤回政府信息公开申请确认书"
    elif kind is Kind.RECORD_CORRECTION:
        assert kind.title == "政府信息更正申请答复书"
    elif kind.group is Group.DECLINED or kind in (Kind.MERGED, Kind.OTHERWISE):
        assert kind.title == "政府信息公开申请告知书"
    else:
        assert kind.title == "政府信息公开申请答复书"


@pytest.mark.parametrize("kind", ReplyKind)
def test_only_what_takes_nothing_from_the_applicant_has_no_remedy(kind: ReplyKind) -> None:
    if kind is Kind.WITHDRAWN:
        assert kind.remedy is Remedy.NONE
    else:
        assert kind.remedy is kind.outcome.remedy


def test_what_ends_the_whole_request_is_known() -> None:
    assert {kind for kind in ReplyKind if kind.closes_the_whole_request} == {
        Kind.EXCESSIVE,
        Kind.CORRECTION_LAPSED,
        Kind.FEE_LAPSED,
        Kind.WITHDRAWN,
        Kind.TRANSFERRED,
        Kind.MERGED,
        Kind.RECORD_CORRECTION,
    }


def test_no_two_choices_of_the_list_read_alike() -> None:
    assert len({kind.label for kind in ReplyKind}) == len(ReplyKind) == 33
    assert len({fact.label for fact in Fact}) == len(Fact)


def test_every_fact_is_asked_by_some_reply() -> None:
    asked = {fact for kind in ReplyKind for fact in (*kind.required_facts, *kind.optional_facts)}
    assert asked == set(Fact)
