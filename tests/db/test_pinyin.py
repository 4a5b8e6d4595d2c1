import pytest

from db.pinyin import pinyin_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("王伟", "wangwei ww"), ("单雄信", "shanxiongxin sxx"), ("曾国藩", "zengguofan zgf"),
        ("仇和", "qiuhe qh"), ("解晓东", "xiexiaodong xxd"), ("区志强", "ouzhiqiang ozq"),
        ("查良镛", "zhaliangyong zly"), ("朴树", "piaoshu ps"), ("盖叫天", "gejiaotian gjt"),
        ("尉迟恭", "yuchigong ycg"), ("尉健行", "weijianxing wjx"), ("万俟卨", "moqixie mqx"),
        ("任盈盈", "renyingying ryy"), ("覃某", "qinmou qm"), ("缪某", "miaomou mm"),
        ("翟某", "zhaimou zm"), ("乐毅", "yueyi yy"), ("华佗", "huatuo ht"),
        ("曾国会", "zengguohui zgh"), ("华东公司", "huadonggongsi hdgs"),
        ("重庆某公司", "chongqingmougongsi cqmgs"),
        ("秦琼、程咬金", "qinqiong qq chengyaojin cyj"),
        ("John Smith", "john smith"), ("Ａ公司", "agongsi ags"),
        ("", ""), (" 、 ", ""), ("艾力·买买提", "ailimaimaiti almmt"), ("单", "shan s"),
    ],
)  # fmt: skip
def test_a_name_is_read_as_it_is_spoken(name: str, key: str) -> None:
    assert pinyin_key(name) == key


def test_reading_names_is_not_paid_for_before_the_first_name() -> None:
    import subprocess
    import sys

    code = "import sys, db.requests, db.pinyin; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
