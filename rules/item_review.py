"""Review before release, item by item (条例17; 先审后发、一事一审)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple


class ReviewResult(Enum):
    """What the review of an item came to; the value is what a clerk reads."""

    RELEASE = "可以公开"
    PARTLY = "区分处理后公开"
    WITHHOLD = "不予公开"
    DOUBT = "不能确定"


class SecrecyResult(Enum):
    """What the secrecy review of an item came to; the value is what a clerk reads."""

    CLEAR = "不涉密"
    SECRET = "涉密"
    DOUBT = "不能确定"


class ItemFinding(NamedTuple):
    """What was found of one item: by whom, with what result, on what ground, when."""

    content: str
    result: ReviewResult
    secrecy: SecrecyResult
    reviewer: str
    secrecy_reviewer: str
    ground: str
    on: date

    @property
    def is_in_doubt(self) -> bool:
        """Whether somebody else has to decide."""
        return ReviewResult.DOUBT is self.result or SecrecyResult.DOUBT is self.secrecy

    @property
    def is_withheld(self) -> bool:
        """Whether it must not leave."""
        return ReviewResult.WITHHOLD is self.result or SecrecyResult.SECRET is self.secrecy


_NOT_WORDS = re.compile(r"[\W_]+")


def item_key(content: str) -> str:
    """Return an item's words as two of them are compared: without signs between them."""
    return _NOT_WORDS.sub("", content).casefold()


def unreviewed(disclosed: Sequence[str], findings: Iterable[ItemFinding]) -> tuple[str, ...]:
    """Return the items to be disclosed that no review names; one named with more words counts."""
    keys = [item_key(one.content) for one in findings]
    return tuple(item for item in disclosed if not any(_means(key, item) for key in keys))


def finding_of(item: str, findings: Iterable[ItemFinding]) -> ItemFinding | None:
    """Return what was last found of an item to be disclosed, if anything was."""
    return next((one for one in findings if _means(item_key(one.content), item)), None)


def _means(key: str, item: str) -> bool:
    wanted = item_key(item)
    return bool(key) and (key == wanted or key in wanted or (bool(wanted) and wanted in key))


def disclosed_items(provided: str) -> tuple[str, ...]:
    """Return the items of what is provided, typed one a line."""
    return tuple(line.strip() for line in provided.splitlines() if line.strip())
