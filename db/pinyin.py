"""Pinyin of names, for finding people as they are spoken of: 单雄信 → shanxiongxin sxx.

Surnames are read as surnames (单 shan, 曾 zeng, 仇 qiu), everything else as the library reads it.
"""

import unicodedata
from functools import cache
from itertools import islice, product

_SURNAMES = {
    "尉迟": "yu chi", "万俟": "mo qi", "澹台": "tan tai", "长孙": "zhang sun", "单于": "chan yu",
    "令狐": "ling hu", "宰父": "zai fu", "谷梁": "gu liang", "乐正": "yue zheng",
    "仉": "zhang", "仇": "qiu", "任": "ren", "便": "pian", "俱": "ju", "侯": "hou", "令": "ling",
    "冼": "xian", "区": "ou", "华": "hua", "单": "shan", "占": "zhan", "卜": "bu", "召": "shao",
    "句": "gou", "台": "tai", "员": "yun", "哈": "ha", "商": "shang", "塔": "ta", "夏": "xia",
    "多": "duo", "宁": "ning", "宓": "mi", "尉": "wei", "尹": "yin", "库": "she", "庾": "yu",
    "应": "ying", "折": "she", "撒": "sa", "晁": "chao", "晟": "cheng", "曲": "qu", "曾": "zeng",
    "朴": "piao", "查": "zha", "柏": "bai", "桓": "huan", "殷": "yin", "沈": "shen", "洗": "xian",
    "温": "wen", "牟": "mu", "瞿": "qu", "盖": "ge", "盛": "sheng", "相": "xiang", "眭": "sui",
    "石": "shi", "祭": "zhai", "种": "chong", "秘": "bi", "繁": "po", "纪": "ji", "缪": "miao",
    "翟": "zhai", "臧": "zang", "艾": "ai", "苫": "shan", "莘": "shen", "葛": "ge", "蔚": "yu",
    "薄": "bo", "藏": "zang", "行": "xing", "褚": "chu", "覃": "qin", "解": "xie", "訾": "zi",
    "逄": "pang", "过": "guo", "逯": "lu", "邢": "xing", "那": "na", "郗": "xi", "都": "du",
    "郇": "xun", "郝": "hao", "重": "chong", "铅": "yan", "镡": "tan", "长": "chang", "阙": "que",
    "阚": "kan", "隗": "wei", "隽": "juan", "雍": "yong", "鲍": "bao", "麻": "ma", "黑": "he",
    "黎": "li", "乜": "nie", "亓": "qi", "佴": "nai", "乐": "yue", "么": "yao", "幺": "yao",
    "佟": "tong", "於": "yu", "车": "che", "谌": "chen", "甄": "zhen", "沙": "sha", "弥": "mi",
    "弗": "fu", "隆": "long", "贲": "ben", "六": "lu", "适": "kuo", "番": "pan", "宿": "su",
    "降": "jiang", "嬴": "ying", "干": "gan", "参": "shen", "佘": "she", "厍": "she",
}  # fmt: skip

# What marks a name as an organization's: then its first character is no surname. A single
# character may also end a person's name of three (曾国会).
_ORGANIZATIONS = (
    "公司", "委员会", "中心", "协会", "事务所", "学校", "大学", "学院", "合作社", "医院", "银行",
    "集团", "基金会", "研究所", "研究院", "小区", "业主", "街道", "社区", "商店", "工厂",
)  # fmt: skip
_ORGANIZATIONS_OF_FOUR = tuple("村局厂店组部社所院会站队处馆园行")
_LONGEST_PERSON = 4


def pinyin_key(name: str) -> str:
    """Return full pinyin and initials of each name in a text: "wangwei ww".

    Several names stand apart by 、，, or spaces. Letters and digits stay as they are, in small
    letters; the empty text gives the empty text.
    """
    names = unicodedata.normalize("NFKC", name)
    for separator in "、,;/":
        names = names.replace(separator, " ")
    return " ".join(_key(part) for part in names.split())


def other_readings(name: str) -> str:
    """Return readings of names beside `pinyin_key`'s: 解放 is jiefang too, 曾 ceng and zeng.

    Empty where each character has one reading. No more than a few are given of a name.
    """
    names = unicodedata.normalize("NFKC", name)
    for separator in "、,;/":
        names = names.replace(separator, " ")
    found = dict.fromkeys(key for part in names.split() for key in _others(part))
    return " ".join(found)


_MOST_READINGS = 12
_LONGEST_READ = 6


@cache
def _others(name: str) -> tuple[str, ...]:
    if name.isascii() or len(name) > _LONGEST_READ:
        return ()
    from pypinyin import Style, pinyin

    known = set(pinyin_key(name).split())
    readings = pinyin(name, style=Style.NORMAL, heteronym=True, errors="default")
    found: list[str] = []
    for syllables in islice(product(*readings), _MOST_READINGS):
        if all(syllable.isascii() and syllable.isalpha() for syllable in syllables):
            found += ["".join(syllables), "".join(syllable[0] for syllable in syllables)]
    plain = "".join(_read(name))
    # The reading without regard to surnames stands first: 解放 as the verb it is.
    return tuple(dict.fromkeys(key for key in [plain, *found] if key not in known))


@cache
def _key(name: str) -> str:
    syllables = _syllables(name)
    full = "".join(syllables)
    initials = "".join(syllable[0] for syllable in syllables)
    return full if full == initials else f"{full} {initials}"


def _syllables(name: str) -> list[str]:
    plain = name.replace("·", "").replace("•", "")
    if plain.isascii():
        return list(plain.lower())
    surname = _surname(plain)
    return _SURNAMES.get(surname, "").split() + _read(plain[len(surname) :])


def _surname(name: str) -> str:
    """Return the surname at the head of a person's name that needs a reading of its own."""
    if len(name) > _LONGEST_PERSON or (len(name) > 2 and name.endswith(_ORGANIZATIONS)):
        return ""
    if len(name) == _LONGEST_PERSON and name.endswith(_ORGANIZATIONS_OF_FOUR):
        return ""
    return next((name[:length] for length in (2, 1) if name[:length] in _SURNAMES), "")


def _read(text: str) -> list[str]:
    if not text:
        return []
    # Half a second and 50 MB of tables: only when the first name is written down.
    from pypinyin import Style, lazy_pinyin

    syllables: list[str] = []
    for reading in lazy_pinyin(text, style=Style.NORMAL, errors="default"):
        # The library hands back what it cannot read as one piece.
        syllables.extend(
            [reading] if reading.isascii() and reading.isalpha() else list(reading.lower())
        )
    return [syllable.lower() for syllable in syllables if not syllable.isspace()]
