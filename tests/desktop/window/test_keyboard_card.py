from pathlib import Path

from desktop.window.help import _MORE_KEYS

CARD = Path(__file__).parents[3] / "docs" / "keys.md"


def test_the_card_for_the_desk_says_what_the_window_does(window):
    rows = {line for line in CARD.read_text(encoding="utf-8").splitlines() if line[:1] == "|"}
    known = [(one.keys, one.words) for one in window.commands if one.keys] + list(_MORE_KEYS)
    said = {f"| {keys} | {words} |" for keys, words in known}
    # Were a key added or moved, the printed card would be wrong.
    assert rows - said == {"| 键 | 做什么 |", "|---|---|"}
    assert said <= rows
