from datetime import date

import pytest

from rules.retention import kept_for, kept_until


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("10年", date(2036, 12, 31)),
        ("30 年", date(2056, 12, 31)),
        ("定期30年", date(2056, 12, 31)),
        ("10年或者30年", date(2056, 12, 31)),
        ("永久", None),
        ("长期（30年）", None),
        ("", None),
        ("按本单位规定", None),
        ("999年", date(3025, 12, 31)),
    ],
)
def test_a_period_ends_with_a_year(words: str, until: date | None) -> None:
    assert kept_until(date(2026, 3, 9), words) == until


def test_a_file_kept_for_ever_says_so() -> None:
    assert kept_for("永久").is_permanent
    assert not kept_for("").is_permanent
