"""Named tuples made as Python makes them, without compiling a line of text for each.

Python writes the constructor of every named tuple as text and compiles it; seventy of them stand
before the first list. Those of as many fields differ in nothing but the names of the fields, which
can be put into a compiled one. See docs/decisions/0035.
"""

import builtins
import collections
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from desktop.start.quick_enums import is_known

_HEAD, _MAKES = "lambda _cls, ", "_tuple_new"
_compiled = builtins.eval


def install() -> None:
    """Make named tuples this way from now on, where the Python is the one it is like."""
    if is_known():
        # The library's own text asks for the word there first.
        vars(collections)["eval"] = evaluated


def evaluated(text: Any, space: Any = None, *more: Any) -> Any:  # noqa: ANN401
    """Return what `eval` does; a constructor of a named tuple is not compiled anew."""
    is_constructor = type(text) is str and text.startswith(_HEAD)
    if not (is_constructor and type(space) is dict and _MAKES in space):
        return _compiled(text, space, *more)
    names = text[len(_HEAD) : text.index(":")].replace(" ", "").strip(",")
    if not names:
        return _compiled(text, space, *more)
    fields = names.split(",")
    code = _constructor(len(fields)).replace(co_varnames=("_cls", *fields))
    return FunctionType(code, space)


@cache
def _constructor(count: int) -> CodeType:
    names = ", ".join(f"n{place}" for place in range(count))
    made: FunctionType = _compiled(f"{_HEAD}{names}: {_MAKES}(_cls, ({names},))", {})
    return made.__code__
