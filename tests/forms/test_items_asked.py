import pytest

from forms.items_asked import items_of_request, left_out

ASKED = "一、规划许可证；二、施工招标文件；三、资金拨付凭证。"


@pytest.mark.parametrize(
    ("answered", "missing"),
    [
        (["规划许可证", "施工招标文件", "资金拨付凭证"], ()),
        (["规划许可证", "资金拨付凭证"], ("施工招标文件",)),
        (["规划 许可证", "施工招标文件\n资金拨付凭证"], ()),
        # As many rows as items: what was put right is not held against its old words.
        (["规划许可证", "招标公告", "付款凭证"], ()),
        ([], ("规划许可证", "施工招标文件", "资金拨付凭证")),
    ],
)
def test_an_item_no_row_takes_up_is_left_out(answered, missing):
    assert left_out(ASKED, answered) == missing


def test_a_request_that_numbers_nothing_leaves_nothing_out():
    assert items_of_request("规划许可证和招标文件") == []
    assert left_out("规划许可证和招标文件", ["规划许可证"]) == ()
