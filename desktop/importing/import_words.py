"""What the page of an import says in passing."""

from collections.abc import Callable

from casework.importing import ImportOutcome, Match
from casework.importing.planning import ImportPlan
from desktop.base.work import Progress


def columns_words(plan: ImportPlan) -> str:
    """Return what is said of the columns, on their tab."""
    unknown = sum(one.match is Match.UNKNOWN for one in plan.columns)
    left = f"，{unknown}列未认出" if unknown else ""
    return f"列的含义（{len(plan.columns)}列{left}）"


def doubts_words(plan: ImportPlan) -> str:
    """Return what is said of the doubts, on their tab."""
    still = sum(not one.answer for one in plan.doubts)
    return f"存疑（{len(plan.doubts)}处{f'，{still}处未定' if still else ''}）"


def said(plan: ImportPlan, outcome: ImportOutcome) -> str:
    """Return what came of an import, in a sentence."""
    words = f"“{plan.ledger.file_name}”已导入{outcome.imported:,}件"
    if outcome.skipped:
        words += f"，未导入{outcome.skipped:,}件"
    if outcome.duplicates:
        words += f"（其中{outcome.duplicates:,}件已在登记簿中或者编号重复）"
    return f"{words}。"


def told(progress: Progress, words: str) -> Callable[[int, int], None]:
    """Return what tells a strip how far the work is, under these words."""

    def tell(done: int, of: int) -> None:
        # The end is told once all is on disk: then it is too late to stop.
        if done < of:
            progress.say(done * 100 // of, f"{words}　{done:,}/{of:,}")

    return tell


def asked(progress: Progress) -> Callable[[], bool]:
    """Return what asks whether the work was stopped; it raises where it was."""

    def ask() -> bool:
        progress.check()
        return False

    return ask
