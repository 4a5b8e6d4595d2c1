import sys
import threading

import pytest

from desktop.start.put_off import PutOff, library_put_off

_TEXTS = {
    "carried/__init__.py": "",
    "carried/loader.py": "is_begun = True",
    "carried/parser.py": (
        "import carried\ncarried.times = getattr(carried, 'times', 0) + 1\nword = 'yes'"
    ),
}


@pytest.fixture
def carried(monkeypatch):
    finder = PutOff({name: compile(text, name, "exec") for name, text in _TEXTS.items()})
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    yield __import__("carried.parser", fromlist=["parser"]), sys.modules["carried"]
    for name in [name for name in sys.modules if name.partition(".")[0] == "carried"]:
        del sys.modules[name]


def test_a_module_is_carried_out_when_something_of_it_is_asked_for(carried):
    parser, package = carried
    assert "word" not in vars(parser)
    assert not hasattr(package, "times")
    assert parser.word == "yes"
    assert parser.word == "yes"
    assert package.times == 1


def test_what_sets_up_is_carried_out_at_once(carried):
    import carried.loader as loader  # type: ignore[import-not-found]

    assert vars(loader)["is_begun"] is True
    assert loader.__file__ == "carried/loader.py"


def test_a_look_at_what_every_module_has_carries_nothing_out(carried):
    parser, package = carried
    assert not hasattr(parser, "__wrapped__")
    assert not hasattr(package, "times")


def test_a_word_the_module_lacks_is_lacking(carried):
    with pytest.raises(AttributeError, match=r"'carried.parser' has no attribute 'nothing'"):
        carried[0].nothing  # noqa: B018
    with pytest.raises(AttributeError):
        carried[0].nothing  # noqa: B018


def test_two_threads_carry_a_module_out_once(carried):
    parser, package = carried
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(parser.word)) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == ["yes"] * 8
    assert package.times == 1


def test_a_module_of_the_library_is_put_off_and_not_left_half_made(monkeypatch):
    for name in ("base64", "textwrap"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with library_put_off():
        import base64
        import textwrap

        assert "b64encode" not in vars(base64)
        assert textwrap.dedent("  a") == "a"
    assert "base64" not in sys.modules
    assert sys.modules["textwrap"] is textwrap
    assert "SourceFileLoader" in repr(textwrap.__spec__)
    import base64 as again

    assert again.b64encode(b"a") == b"YQ=="


def test_other_modules_are_none_of_its_business(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with library_put_off():
        import colorsys

        assert "rgb_to_hls" in vars(colorsys)
