"""One letter, several replies: which may stand together, and which one the report counts.

A request is counted once (年报格式). Where its items were answered differently, the official form
does not say which answer counts except that severed information counts as partly disclosed and
as nothing else. The order kept here is:

1. partly disclosed, where a reply says so or where something was disclosed and something else
   refused under 条例14–16 or found to be no government information (severance, 条例37);
2. else the outcome that stands first in the form: what was given before what was refused, a
   refusal before what could not be provided, and that before what was not dealt with.

The clerk may choose another row and give her reason; that is recorded, not computed.
"""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from rules.law import Basis
from rules.outcomes import Outcome
from rules.practice import Practice
from rules.provisions import OGI, Provision
from rules.replies import ReplyKind

SEVERANCE_BASIS = Provision.SEVERANCE
CONTESTED: Mapping[ReplyKind, str] = MappingProxyType(
    {
        ReplyKind.IN_ARCHIVES: "archives_outcome",
        ReplyKind.PARTY_INFORMATION: "party_information_outcome",
        ReplyKind.NOT_GOVERNMENT_INFORMATION: "not_ogi_outcome",
        ReplyKind.OWN_FILE: "own_file_outcome",
        ReplyKind.ENQUIRY: "enquiry_outcome",
    }
)


def outcome_of(kind: ReplyKind, practice: Practice) -> Outcome:
    """Return the row the report counts a reply in; contested kinds follow the office's practice."""
    name = CONTESTED.get(kind)
    if name is None:
        return kind.outcome
    outcome: Outcome = getattr(practice, name)
    return outcome


def main_outcome(kinds: Collection[ReplyKind], practice: Practice) -> Outcome:
    """Return the one row in which the report counts a letter with these replies.

    Raises `ValueError` where there is no reply at all.
    """
    outcomes = {outcome_of(kind, practice) for kind in kinds}
    given = Outcome.DISCLOSED in outcomes
    refused = any(outcome.is_refusal for outcome in outcomes)
    severed = refused or any(is_withheld(kind) for kind in kinds)
    if Outcome.PARTLY_DISCLOSED in outcomes or (given and severed):
        return Outcome.PARTLY_DISCLOSED
    return min(outcomes, key=lambda outcome: outcome.row)


def conflicts(kinds: Collection[ReplyKind]) -> tuple[str, ...]:
    """Return why these replies may not stand in one letter, a sentence each; empty if they may."""
    if not kinds:
        return ("请至少选择一种答复类型。",)
    found = [
        f"“{kind.label}”针对整件申请，不能与其他答复类型并用，请只保留其中一种。"
        for kind in ReplyKind
        if kind in kinds and kind.closes_the_whole_request and len(set(kinds)) > 1
    ]
    if ReplyKind.PARTLY in kinds and not any(is_withheld(kind) for kind in kinds):
        found.append(
            f"部分公开的，应当对不予公开的内容说明理由，请同时选择不予公开的情形（{SEVERANCE_BASIS.short}）。"
        )
    return tuple(found)


def is_withheld(kind: ReplyKind) -> bool:
    """Tell whether a reply is a reason for severing: not to be disclosed, or no OGI (条例37)."""
    return kind.outcome.is_refusal or kind is ReplyKind.NOT_GOVERNMENT_INFORMATION


def bases_of(kinds: Iterable[ReplyKind]) -> tuple[Basis, ...]:
    """Return what a letter with these replies cites, each provision once, in order of article."""
    bases = dict.fromkeys(basis for kind in kinds for basis in kind.bases)
    return tuple(
        sorted(
            bases,
            key=lambda basis: (
                basis.regulation != OGI,
                basis.regulation.title,
                basis.article,
                basis.paragraph,
                basis.item,
            ),
        )
    )


def title_of(kinds: Collection[ReplyKind], practice: Practice) -> str:
    """Return what the letter is called: as its main reply is, whichever came first."""
    main = main_outcome(kinds, practice)
    if main is Outcome.PARTLY_DISCLOSED:
        return ReplyKind.PARTLY.title
    return next(kind.title for kind in kinds if outcome_of(kind, practice) is main)
