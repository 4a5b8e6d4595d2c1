"""Named tuples whose constructor is not compiled are those Python makes."""

import builtins
import collections
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from desktop.start import quick_tuples
from desktop.start.quick_enums import is_known

pytestmark = pytest.mark.skipif(not is_known(), reason="another Python makes its own")
FIELDS = ((), ("one",), ("one", "two"), tuple(f"field_{n}" for n in range(40)))
Made = collections.namedtuple("Made", "one two")


def made(evaluate: Callable[..., Any], fields: tuple[str, ...], **more: Any) -> Any:
    """Return a named tuple made with one `eval` or the other."""
    kept = vars(collections).get("eval")
    vars(collections)["eval"] = evaluate
    try:
        return collections.namedtuple("Made", fields, module=__name__, **more)
    finally:
        if kept is None:
            del vars(collections)["eval"]
        else:
            vars(collections)["eval"] = kept


@pytest.mark.parametrize("fields", FIELDS, ids=len)
def test_the_constructor_is_the_one_python_compiles(fields: tuple[str, ...]) -> None:
    ours, pythons = made(quick_tuples.evaluated, fields), made(builtins.eval, fields)
    mine, its = ours.__new__, pythons.__new__
    for name in ("code", "consts", "names", "varnames", "argcount", "flags", "stacksize", "name"):
        assert getattr(mine.__code__, f"co_{name}") == getattr(its.__code__, f"co_{name}")
    for name in ("__doc__", "__name__", "__qualname__", "__module__", "__defaults__"):
        assert getattr(mine, name) == getattr(its, name)
    assert mine.__globals__.keys() == its.__globals__.keys()
    values = range(len(fields))
    assert repr(ours(*values)) == repr(pythons(*values))
    with pytest.raises(TypeError, match=r"positional argument"):
        ours(*values, "one too many")


def test_what_is_made_can_be_left_out_named_and_sent() -> None:
    ours = made(quick_tuples.evaluated, ("one", "two"), defaults=(7,))
    assert ours(1) == (1, 7) == ours(one=1) == ours._make([1, 7])
    assert pickle.loads(pickle.dumps(Made(1, 2))) == (1, 2)


def test_every_other_text_is_evaluated() -> None:
    assert quick_tuples.evaluated("a + 1", {"a": 2}) == 3
    assert quick_tuples.evaluated("lambda _cls, a: a", {})(0, 5) == 5


def test_none_is_compiled_once_the_program_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    made(quick_tuples.evaluated, ("one", "two", "three"))
    monkeypatch.setattr(quick_tuples, "_compiled", lambda *_: pytest.fail("compiled"))
    assert made(quick_tuples.evaluated, ("four", "five", "six"))(1, 2, 3).five == 2
