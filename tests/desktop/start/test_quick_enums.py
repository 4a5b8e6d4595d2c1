"""An enumeration made quickly is the one Python would have made."""

import pickle
import types
from collections.abc import Iterator
from enum import Enum, EnumType, Flag, FlagBoundary, IntEnum, IntFlag
from typing import Any

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

from desktop.start import quick_enums

pytestmark = pytest.mark.skipif(not quick_enums.is_known(), reason="another Python makes its own")
_BASES = (Enum, IntEnum, Flag, IntFlag)
_SOME = 20
_OWN = {"__doc__", "__module__"}
Names = list[tuple[str, int]]


def by_python(base: Any, name: str, names: Any, **how: Any) -> Any:
    return quick_enums._AS_PYTHON_DOES(base, name, names, module=__name__, **how)


def quickly(base: Any, name: str, names: Any, **how: Any) -> Any:
    return quick_enums.made_quickly(base, name, names, module=__name__, **how)


def of_qt() -> Iterator[tuple[Any, Names]]:
    """Yield every enumeration of the three modules with its words and numbers."""
    seen: set[type] = set()

    def within(space: Any, depth: int) -> Iterator[tuple[Any, Names]]:
        for name in dir(space):
            one = getattr(space, name, None)
            if not isinstance(one, type) or one in seen or not one.__module__.startswith("PySide6"):
                continue
            seen.add(one)
            if isinstance(one, EnumType):
                yield one, [(word, member.value) for word, member in one.__members__.items()]
            elif depth:
                yield from within(one, depth - 1)

    for module in (QtCore, QtGui, QtWidgets):
        yield from within(module, 2)


def seen_of(made: Any, sample: list[int]) -> dict[str, Any]:
    """Return all one can see of an enumeration, told so that two can be compared."""
    told: dict[str, Any] = {"bases": made.__bases__, "name": made.__qualname__, "doc": made.__doc__}
    told["has"] = sorted(set(vars(made)) - {"_iter_member_"})
    told["order"] = [member.name for member in made]
    told["all"] = {word: member.name for word, member in made.__members__.items()}
    told["kinds"] = {
        name: one for name, one in vars(made).items()
        if name.startswith("_") and name.endswith("_") and name not in _OWN
        and not name.startswith(("_member_", "_value2", "__new__", "_iter"))
    }  # fmt: skip
    told["new"] = made.__new__
    told["values"] = {word: member.value for word, member in made.__members__.items()}
    for member in list(made.__members__.values())[:_SOME]:
        told[member.name] = (
            repr(member), str(member), f"{member}", hash(member), member.value, member._sort_order_,
            member.__objclass__ is made, made(member.value) is member, made[member.name] is member,
            getattr(made, member.name) is member, sorted(vars(member)),
        )  # fmt: skip
    for value in sample:
        try:
            told[f"value {value}"] = repr(made(value))
        except (TypeError, ValueError) as error:
            told[f"value {value}"] = str(error)
    if issubclass(made, Flag) and len(made):
        every = made(0)
        for member in list(made)[:_SOME]:
            every |= member
        told["every"] = (repr(every), repr(~every), len(every), [one.name for one in every])
    return told


@pytest.mark.timeout(300)
def test_every_enumeration_of_qt_is_what_python_makes_of_it():
    checked = 0
    for kind, names in of_qt():
        base = kind.__bases__[0]
        if base not in _BASES:
            continue
        boundary = {"boundary": FlagBoundary.KEEP}
        ours = quickly(base, kind.__name__, list(names), **boundary)
        python = by_python(base, kind.__name__, list(names), **boundary)
        sample = [0, 3, 5, 1 << 20, 987_654_321]
        assert seen_of(ours, sample) == seen_of(python, sample), kind
        checked += 1
    assert checked > 400


@pytest.mark.parametrize("base", _BASES)
def test_what_is_asked_for_by_hand_is_too(base):
    names = [("one", 1), ("two", 2), ("both", 3), ("again", 2), ("none", 0), ("eight", 8)]
    for given in (names, [("last", 4), ("first", 1)], []):
        sample = list(range(17))
        ours, python = quickly(base, "Own", given), by_python(base, "Own", given)
        assert seen_of(ours, sample) == seen_of(python, sample)


@pytest.mark.parametrize(
    "names",
    [
        "one two",
        ["one", "two"],
        {"one": 1},
        [("one", "text"), ("two", 2)],
        [("one", True)],
        [("_private", 1)],
        [("value", 1)],
        [["one", 1]],
    ],
)
def test_what_is_not_words_with_whole_numbers_is_left_to_python(names):
    ours, python = quickly(Enum, "Other", names), by_python(Enum, "Other", names)
    assert seen_of(ours, []) == seen_of(python, [])


def test_a_word_given_twice_is_refused_as_python_refuses_it():
    with pytest.raises(TypeError, match="already defined"):
        quickly(Enum, "Twice", [("one", 1), ("one", 2)])


def test_the_module_is_that_of_who_asked():
    ask: Any = Enum
    assert ask("Asked", [("one", 1)]).__module__ == __name__
    assert ask("Asked", [("one", 1)], module="elsewhere").__module__ == "elsewhere"
    assert ask("Asked", [("one", 1)], qualname="Within.Asked").__qualname__ == "Within.Asked"


def test_members_of_qt_can_be_kept_and_read_again():
    for member in (QtCore.Qt.Key.Key_A, QtCore.Qt.AlignmentFlag.AlignLeft):
        assert pickle.loads(pickle.dumps(member)) is member


def test_no_member_can_be_put_in_the_place_of_another():
    made = quickly(Enum, "Firm", [("one", 1)])
    with pytest.raises(AttributeError, match="reassign"):
        made.one = 2
    with pytest.raises(TypeError, match=r"extend|subclass"):
        types.new_class("More", (made,))
