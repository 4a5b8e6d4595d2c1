"""What makes a document fetch something when it is opened: fields, and links to elsewhere."""

import re
from collections.abc import Iterator, Mapping

from casework.word.parts import RELATIONSHIP, Node, W, parsed
from rules.errors import ClerkError

_FETCHING = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|DDEAUTO|DDE|LINK|IMPORT|RD|DATABASE)\b", re.IGNORECASE
)
_HARMLESS_LINKS = ("/hyperlink",)


def fetching_fields(root: Node) -> Iterator[str]:
    """Yield the word of each field that reads something from outside, however it is split."""
    for paragraph in root.iter(f"{W}p"):
        code = "".join(node.text or "" for node in paragraph.iter(f"{W}instrText"))
        codes = [code, *(node.get(f"{W}instr", "") for node in paragraph.iter(f"{W}fldSimple"))]
        for one in codes:
            found = _FETCHING.search(one)
            if found:
                yield found[1].upper()


def outside_links(parts: Mapping[str, bytes]) -> list[str]:
    """Return what kinds of things a package links to elsewhere, but for what one has to click."""
    kinds: dict[str, None] = {}
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        try:
            root = parsed(content, part=name)
        except ClerkError:
            # A part that cannot be read is said by whoever opens the whole.
            continue
        for link in root.iter(RELATIONSHIP):
            kind = link.get("Type", "")
            if link.get("TargetMode") == "External" and not kind.endswith(_HARMLESS_LINKS):
                kinds.setdefault(kind.rpartition("/")[2])
    return list(kinds)
