"""Enumerations made as Python makes them, in a third of the time.

PySide makes a class of Qt known, with every enumeration in it, when the class is first named: some
two hundred enumerations with over three thousand members before the first list, and more with each
screen. It asks Python for them by the long way, ready for anything a class body may hold:
descriptors, mixed types, names to be skipped. Qt has only words with whole numbers. Here the body
of a class is taken once from an enumeration Python made; each further one gets a copy of it, and
members of its own. See docs/decisions/0032.
"""

import sys
from enum import Enum, EnumType, Flag, FlagBoundary, IntEnum, IntFlag
from typing import Any, NamedTuple

KNOWN_PYTHON = ((3, 11, 7), (3, 12))
"""From which Python on, and below which, enumerations are like these; another makes its own.

Python 3.11.2 builds flags of another shape; 3.11.7 was compared.
"""
_BASES = frozenset({Enum, IntEnum, Flag, IntFlag})
_SAMPLE = "SAMPLE"
_ITS_OWN = frozenset({"__module__", _SAMPLE})
_AS_PYTHON_DOES = EnumType.__dict__["_create_"]
_set = type.__setattr__


class _Body(NamedTuple):
    """What all enumerations of one base have in common, and the names none of them may bear."""

    content: dict[str, Any]
    taken: frozenset[str]


_bodies: dict[tuple[type[Enum], FlagBoundary | None], _Body] = {}


def is_known() -> bool:
    """Tell whether this Python makes enumerations as is known here."""
    since, until = KNOWN_PYTHON
    return since <= sys.version_info[:3] < until


def install() -> None:
    """Make enumerations this way from now on, where the Python is the one it is like."""
    if is_known():
        EnumType._create_ = made_quickly  # type: ignore[attr-defined]


def made_quickly(
    base: Any,  # noqa: ANN401 - the signature is Python's
    class_name: str,
    names: Any,  # noqa: ANN401
    *,
    module: str | None = None,
    qualname: str | None = None,
    boundary: FlagBoundary | None = None,
    **more: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Return a new enumeration; what is not words with whole numbers Python makes itself."""
    # As Python's own: the module of who asked, two calls from here.
    module = module or sys._getframe(2).f_globals["__name__"]  # noqa: SLF001
    body = _body(base, boundary) if base in _BASES and more.get("type") is None else None
    if body is None or not _is_plain(names, body.taken, may_be_negative=not issubclass(base, Flag)):
        return _AS_PYTHON_DOES(
            base, class_name, names, module=module, qualname=qualname, boundary=boundary, **more
        )
    own: dict[str, Any] = {"__module__": module} | ({"__qualname__": qualname} if qualname else {})
    own |= {"_member_names_": [], "_member_map_": {}, "_value2member_map_": {}}
    own["_unhashable_values_"] = []
    made = type.__new__(EnumType, class_name, (base,), body.content | own)
    (_add_flags if issubclass(base, Flag) else _add_members)(made, names)
    return made


def _body(base: type[Enum], boundary: FlagBoundary | None) -> _Body:
    """Return the body of an enumeration Python made of this base."""
    found = _bodies.get((base, boundary))
    if found is None:
        sample = _AS_PYTHON_DOES(base, _SAMPLE, [(_SAMPLE, 1)], module=__name__, boundary=boundary)
        content = {name: one for name, one in vars(sample).items() if name not in _ITS_OWN}
        taken = {name for above in sample.__mro__ for name in vars(above)} | {"mro"}
        found = _bodies[base, boundary] = _Body(content, frozenset(taken - {_SAMPLE}))
    return found


def _is_plain(names: Any, taken: frozenset[str], *, may_be_negative: bool) -> bool:  # noqa: ANN401
    """Tell whether these are pairs of a word and a whole number, no word twice or in use."""
    if type(names) is not list or not all(type(one) is tuple for one in names):
        return False
    words = {name for name, _ in names}
    return (
        len(words) == len(names)
        and words.isdisjoint(taken)
        and not any(name.startswith("_") for name in words)
        and all(type(value) is int and (value >= 0 or may_be_negative) for _, value in names)
    )


def _add_members(made: Any, names: list[tuple[str, int]]) -> None:  # noqa: ANN401
    order, by_name, by_value = _maps(made)
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = _member(made, name, value, len(order))
            order.append(name)
        by_name[name] = member
        _set(made, name, member)


def _add_flags(made: Any, names: list[tuple[str, int]]) -> None:  # noqa: ANN401
    order, by_name, by_value = _maps(made)
    bits = single_bits = 0
    for name, value in names:
        is_single = value != 0 and value & (value - 1) == 0
        bits |= value
        single_bits |= value if is_single else 0
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = _member(made, name, value, len(order))
            if is_single:
                order.append(name)
        by_name[name] = member
        _set(made, name, member)
    _set(made, "_flag_mask_", bits)
    _set(made, "_singles_mask_", single_bits)
    _set(made, "_all_bits_", (1 << bits.bit_length()) - 1)
    values = [by_name[name]._value_ for name in order]
    if values != sorted(values):
        made._iter_member_ = made._iter_member_by_def_


def _maps(made: Any) -> tuple[list[str], dict[str, Any], dict[int, Any]]:  # noqa: ANN401
    return made._member_names_, made._member_map_, made._value2member_map_


def _member(made: Any, name: str, value: int, place: int) -> Any:  # noqa: ANN401
    member = made._new_member_(made, value) if made._use_args_ else made._new_member_(made)
    member._value_ = value
    member._name_ = name
    member.__objclass__ = made
    member._sort_order_ = place
    return member
