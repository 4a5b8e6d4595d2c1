"""The styles of several documents in one: equal ones shared, others kept under a new name."""

from collections.abc import Mapping
from copy import deepcopy
from types import MappingProxyType

from lxml import etree

from casework.word.parts import Node, W, parsed

_LINKS = (f"{W}basedOn", f"{W}next", f"{W}link")


class Styles:
    """The styles of the whole; what a style is called may change when it is taken in."""

    def __init__(self, content: bytes | None) -> None:
        self._first = content
        self._root = parsed(content, part="styles") if content else None
        self._changed = False
        self._is_begun = False
        self._known = {} if self._root is None else _by_id(self._root)
        self._taken = 0

    def take(
        self, content: bytes | None, numbers: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[dict[str, str], str]:
        """Return the new names of a document's styles, and that of its default paragraph style.

        The second is empty where paragraphs without a style need none. `numbers` are the lists of
        the document by the numbers they had.
        """
        if content is None or self._root is None:
            return {}, ""
        root = parsed(content, part="styles")
        old = [node for node in root.iter(f"{W}numId") if node.get(f"{W}val") in numbers]
        for node in old:
            node.set(f"{W}val", numbers[node.get(f"{W}val")])
        is_first, self._is_begun = not self._is_begun and content == self._first, True
        if content == self._first and not old:
            return {}, ""
        self._changed = True
        if is_first:
            self._root, self._known = root, _by_id(root)
            return {}, ""
        self._taken += 1
        same_defaults = _text(root.find(f"{W}docDefaults")) == _text(
            self._root.find(f"{W}docDefaults")
        )
        styles = _by_id(root)
        equal = {
            name
            for name, style in styles.items()
            if same_defaults and name in self._known and _text(style) == _text(self._known[name])
        }
        # What looks as another style does, but for its own words, differs where that one does.
        while apart := {name for name in equal if _based_on(styles[name]) in styles.keys() - equal}:
            equal -= apart
        names = {
            name: name
            if name in equal or (name not in self._known and same_defaults)
            else f"{name}D{self._taken}"
            for name in styles
        }
        default = ""
        for name, style in styles.items():
            if names[name] in self._known:
                continue
            new = self._renamed(style, names)
            if style.get(f"{W}default") == "1":
                del new.attrib[f"{W}default"]
                if style.get(f"{W}type") == "paragraph":
                    default = names[name]
                    _add_defaults(new, root.find(f"{W}docDefaults"))
            self._root.append(new)
            self._known[names[name]] = new
        return names, default

    def _renamed(self, style: Node, names: dict[str, str]) -> Node:
        new = deepcopy(style)
        old = style.get(f"{W}styleId")
        new.set(f"{W}styleId", names[old])
        if names[old] != old:
            title = new.find(f"{W}name")
            if title is not None:
                title.set(f"{W}val", f"{title.get(f'{W}val')} {self._taken}")
            new.set(f"{W}customStyle", "1")
        for node in new.iter(*_LINKS):
            node.set(f"{W}val", names.get(node.get(f"{W}val"), node.get(f"{W}val")))
        return new

    def xml(self) -> bytes | None:
        """Return the styles part, or `None` where the first document's serves as it is."""
        if self._root is None or not self._changed:
            return None
        return bytes(
            etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        )


def _by_id(root: Node) -> dict[str, Node]:
    return {style.get(f"{W}styleId"): style for style in root.findall(f"{W}style")}


def _based_on(style: Node) -> str:
    parent = style.find(f"{W}basedOn")
    return "" if parent is None else str(parent.get(f"{W}val"))


def _text(node: Node | None) -> str:
    return "" if node is None else str(etree.tostring(node, method="c14n").decode())


def _add_defaults(style: Node, defaults: Node | None) -> None:
    """Write the document's defaults into its default style, which loses them in another one."""
    if defaults is None:
        return
    for outer, inner in (("pPrDefault", "pPr"), ("rPrDefault", "rPr")):
        found = defaults.find(f"{W}{outer}/{W}{inner}")
        if found is None:
            continue
        own = style.find(f"{W}{inner}")
        if own is None:
            own = etree.SubElement(style, f"{W}{inner}")
            if inner == "pPr" and (run := style.find(f"{W}rPr")) is not None:
                run.addprevious(own)
        have = {child.tag for child in own}
        for at, child in enumerate(child for child in found if child.tag not in have):
            own.insert(at, deepcopy(child))
