"""The operative passage of a letter: what it decides or asks, found among its paragraphs."""

import re
from collections.abc import Sequence

_DECIDES = re.compile(
    r"根据《.+?的规定|本机关决定|本机关对.{0,20}不予|本机关不(?:予|再|作为)|延长.{0,12}工作日"
)
# With them the letter turns to remedies, enclosures and signatures.
_ENDS = re.compile(r"^(?:如对|如不服|行政复议申请书|附件|（联系人|联系人|本机关自收到补正)")
_SENTENCE_ENDS = "。；："


def operative(paragraphs: Sequence[str]) -> frozenset[int]:
    """Return which paragraphs, from 0, decide or ask something; empty where none is known to.

    What a paragraph announces with a colon belongs to it, up to the remedies.
    """
    found: set[int] = set()
    announced = False
    for number, words in enumerate(one.strip() for one in paragraphs):
        if _ENDS.match(words):
            announced = False
            continue
        if _DECIDES.search(words) or (announced and _belongs(words)):
            found.add(number)
            announced = announced or words.endswith("：")
    return frozenset(found)


def _belongs(words: str) -> bool:
    """Return whether words are a paragraph of the text, and no signature or day under it."""
    is_numbered = re.match(r"^(?:[一二三四五六七八九十]+、|\d+[．.、])", words) is not None
    return is_numbered or words.endswith(tuple(_SENTENCE_ENDS)) or " | " in words
