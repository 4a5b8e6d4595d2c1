"""What answers words typed into the search box: cases first, then acts, then commands."""

from collections.abc import Iterator
from functools import partial

from casework.pages import worklist
from desktop.base.wishes import BeginAct
from desktop.window.found import PaletteLine
from desktop.window.whole import WholeWindow

_CASES = 8
_NOTHING = "没有找到这样的申请或者命令，请换一个词。"


def answers_of(window: WholeWindow, typed: str) -> list[PaletteLine]:
    """Return the lines for what was typed; without words, what can be done now.

    What begins with the words typed stands before a case that only mentions them.
    """
    doable = [*_acts(window, typed), *_commands(window, typed)]
    if not typed:
        return doable
    named, mentioned = _cases(window, typed)
    begun = [entry for entry in doable if entry.words.startswith(typed)]
    rest = [entry for entry in doable if entry not in begun]
    answers = [*named, *begun, *mentioned]
    if named or mentioned:
        words = f"在办件中列出“{typed}”的全部结果"
        answers.append(
            PaletteLine(words, "", "list", partial(window.searching.list_found, typed), True)
        )
    return [*answers, *rest] or [PaletteLine(_NOTHING, "", "", None)]


def _cases(window: WholeWindow, typed: str) -> tuple[list[PaletteLine], list[PaletteLine]]:
    """Return the cases whose number or applicant is meant, and those that only mention it."""
    from casework.cases.searched import where_found

    named: list[PaletteLine] = []
    mentioned: list[PaletteLine] = []
    for row, is_named in worklist.found(window.desk, typed, _CASES):
        inside = "" if is_named else where_found(window.desk, row.request_id, typed)
        entry = PaletteLine(
            f"{row.register_number}　{row.applicant_name}　{row.matter}",
            inside or row.due_words,
            "file-text",
            partial(window.screens.open_case, row.request_id),
        )
        (named if is_named else mentioned).append(entry)
    return named, mentioned


def _acts(window: WholeWindow, typed: str) -> Iterator[PaletteLine]:
    case = window.open_case
    if case is None or case.page is None:
        return
    number = case.page.row.register_number
    for offer in case.page.offers:
        if _answers(typed, offer.act.label, offer.act.title):
            wish = BeginAct(case.request_id, offer.act.name)
            run = partial(window.granting.grant, wish)
            yield PaletteLine(
                offer.act.label, f"{number}　{offer.act.key}".rstrip(), "pencil-line", run
            )


def _commands(window: WholeWindow, typed: str) -> Iterator[PaletteLine]:
    seen: set[str] = set()
    for command in window.commands:
        if command.words in seen or not _answers(typed, command.words, command.menu):
            continue
        seen.add(command.words)
        yield PaletteLine(command.words, command.keys, command.icon or "chevron-right", command.run)


def _answers(typed: str, *words: str) -> bool:
    return all(any(part.lower() in one.lower() for one in words) for part in typed.split())
