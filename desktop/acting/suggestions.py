"""What a field may be completed to: the names, addresses, sections and letters known here."""

from collections.abc import Callable, Iterable, Iterator

from casework.acts.challenges import names_of_pending
from casework.acts.dispatching import dispatched, to_dispatch
from casework.acts.mail_numbers import posted_letters
from casework.acts.procedure import undelivered_letters
from casework.acts.remaking import letters_to_remake
from casework.acts.sent_copies import letter_names
from casework.cases.attachments import by_label
from casework.cases.case_file import CaseFile, load
from casework.cases.reply_course import earlier_replies
from casework.desk.desk import Desk
from casework.desk.people import people_of
from casework.desk.questions import (
    VOID_STATUS,
    Query,
    QueryCondition,
    RequestRow,
    count_by,
    ids,
    rows,
)
from rules.circulation import awaited
from rules.people import OfficePart
from rules.steps import StepKind

_LATEST = {"applicants": "applicant_name", "addresses": "address"}
_LISTED = {"sections": "section", "handlers": "handler"}
# Whom a field about people asks for, by the parts they play.
_PLAYING = {
    "people": tuple(OfficePart),
    "handlers": (OfficePart.SECTION, OfficePart.CLERK),
    "reviewers": (OfficePart.REVIEWER,),
    "secrecy_officers": (OfficePart.SECRECY,),
    "counsels": (OfficePart.COUNSEL,),
    "leaders": (OfficePart.LEADER,),
}
_LOOKED_THROUGH = 200
_OFFERED = 8


def _consulted(file: CaseFile) -> Iterable[str]:
    kinds = (StepKind.THIRD_PARTY_CONSULTED, StepKind.AGENCY_CONSULTED)
    return (step.ref for step in file.standing if step.kind in kinds and step.ref)


_OF_THE_CASE: dict[str, Callable[[CaseFile], Iterable[str]]] = {
    "consulted": _consulted,
    "sent_letters": undelivered_letters,
    "challenges": names_of_pending,
    "asked_sections": lambda file: (one.name for one in awaited(file.standing)),
}


class FieldSuggestions:
    """Answers a field's question from the register, and from the case where there is one."""

    def __init__(self, desk: Desk, request_id: int | None = None) -> None:
        self._desk, self._request_id = desk, request_id

    def __call__(self, name: str, typed: str) -> list[str]:
        """Return at most eight texts of a list that hold what was typed, the likeliest first."""
        words = typed.strip()
        if name in _LATEST:
            return self._of_latest(_LATEST[name], words) if words else []
        found = dict.fromkeys(text for text in self._all(name) if text and words in text)
        return list(found)[:_OFFERED]

    def _all(self, name: str) -> Iterable[str]:
        if name in _PLAYING or name in ("sections", "own_sections"):
            yield from self._of_the_office(name)
        yield from self._known(name)

    def _of_the_office(self, name: str) -> Iterator[str]:
        """Yield sections or people; before who is away stands who stands in."""
        office, today = people_of(self._desk), self._desk.today
        if name not in _PLAYING:
            yield from (section.name for section in office.open_sections)
            return
        for person in office.playing(*_PLAYING[name]):
            instead = office.standing_in_for(person.name, today)
            if instead and name != "people":
                yield instead
            yield person.name

    def _known(self, name: str) -> Iterable[str]:
        if name in _LISTED:
            return (str(value) for value in count_by(self._desk, _LISTED[name]) if value)
        if name in _OF_THE_CASE and self._request_id:
            return _OF_THE_CASE[name](load(self._desk, self._request_id))
        if name == "earlier_replies" and self._request_id:
            return earlier_replies(self._desk, load(self._desk, self._request_id))
        if name == "outgoing_letters" and self._request_id:
            return to_dispatch(self._desk, load(self._desk, self._request_id))
        if name == "letters" and self._request_id:
            return letter_names(self._desk, load(self._desk, self._request_id))
        if name == "posted_letters" and self._request_id:
            return posted_letters(self._desk, load(self._desk, self._request_id))
        if name == "letters_to_remake" and self._request_id:
            return letters_to_remake(self._desk, load(self._desk, self._request_id))
        if name == "dispatched_letters" and self._request_id:
            return dispatched(self._desk, load(self._desk, self._request_id))
        if name == "open_cases":
            return self._open_cases()
        if name == "attachments" and self._request_id:
            return by_label(self._desk, self._request_id)
        office = self._desk.office
        return {
            "courts": [office.court],
            "reconsideration_bodies": [office.reconsideration_body],
        }.get(name, [])

    def _open_cases(self) -> Iterable[str]:
        query = Query(
            where=(
                QueryCondition("closed_on", "empty"),
                QueryCondition("year", "not empty"),
                QueryCondition("status", "!=", VOID_STATUS),
            ),
            order_by="id",
            descending=True,
        )
        return [
            f"{row.register_number}（{row.applicant_name}）"
            for row in rows(self._desk, ids(self._desk, query, _LOOKED_THROUGH))
            if row.id != self._request_id
        ]

    def _of_latest(self, column: str, words: str) -> list[str]:
        is_name = column == "applicant_name"
        found: dict[str, None] = {}
        for row in self._latest(words if is_name else ""):
            text = str(getattr(row, column))
            # A name found by its pinyin does not contain what was typed.
            if text and (words in text or (is_name and words.isascii())):
                found.setdefault(text)
        return list(found)[:_OFFERED]

    def last_of(self, applicant_name: str) -> RequestRow | None:
        """Return the latest request of an applicant by exactly this name."""
        rows = self._latest(applicant_name)
        return next((row for row in rows if row.applicant_name == applicant_name), None)

    def _latest(self, text: str) -> Iterable[RequestRow]:
        query = Query(text=text, order_by="id", descending=True)
        return rows(self._desk, ids(self._desk, query, _LOOKED_THROUGH))
