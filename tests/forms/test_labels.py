"""One vocabulary: a label reads the same however it is spaced, bracketed or worded."""

import pytest

from casework.importing.vocabulary import BY_NAME
from forms.labels import LABELS, fields_by_label, folded, plain_label


@pytest.mark.parametrize(
    ("label", "same"),
    [
        ("姓　　名", "姓名"),
        ("* 联 系 电 话（必填）", "电话"),
        ("联系\u200b电话：", "联系电话"),
        ("所需的政府信息内容描述", "所需信息内容描述"),
        ("Ｅ－ｍａｉｌ", "email"),
        ("邮政编码:", "邮政编码"),
    ],
)
def test_one_label_in_many_dresses(label: str, same: str) -> None:
    assert plain_label(label, whole=False) == plain_label(same)


def test_no_label_means_two_fields() -> None:
    labels = [plain_label(one) for words in LABELS.values() for one in set(words.split())]
    assert len(fields_by_label()) <= len(set(labels))
    for field, words in LABELS.items():
        for label in words.split():
            assert fields_by_label()[plain_label(label)] == field


def test_ledgers_know_every_label_of_a_form() -> None:
    for field, words in LABELS.items():
        assert set(words.split()) <= BY_NAME[field].names


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("１３８００００１２３４", "13800001234"),
        ("林\u200b一\ufeff帆", "林一帆"),
        ("⼈⺠路１号，２栋（三单元）", "人民路1号，2栋（三单元）"),
        ("①规划许可\n②附图", "①规划许可\n②附图"),
    ],
)
def test_what_is_written_wide_reads_as_it_looks(written: str, read: str) -> None:
    assert folded(written) == read
