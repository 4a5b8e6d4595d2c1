import pytest

from forms.several_matters import matters_in


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("某村征地批复", ["某村征地批复"]),
        ("征地批复\n补偿方案", ["征地批复", "补偿方案"]),
        ("1. 批复；\n2、方案", ["批复；", "方案"]),
        ("申请公开以下信息：\n一、批复；\n二、方案。", ["批复；", "方案。"]),
        ("某工程：\n（一）批复；\n（二）资金\n证明。", ["某工程：批复；", "某工程：资金\n证明。"]),
        # One number alone numbers nothing, and a year is no number.
        ("2025年批复\n1.5米以下的管线图", ["2025年批复", "1.5米以下的管线图"]),
        ("", []),
    ],
)  # fmt: skip
def test_each_thing_asked_for_stands_by_itself(text: str, matters: list[str]) -> None:
    assert matters_in(text) == matters
