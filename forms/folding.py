"""Names and matters as they are compared: 买买提·某 under six dots is one person.

Kept is what was written; compared is a folded form without the signs that vary from keyboard to
keyboard and say nothing: the dots of a name, blanks, unseen signs, the width of letters, and
variants of one character.
"""

import re
from functools import lru_cache

from forms.labels import folded

# The dots between the parts of a name, as keyboards, scanners and systems have them.
_DOTS = re.compile(
    "[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387\u16eb\u25cf\u25aa\u1802\u00b0\u02d9"
    "\u05bc\u2024\u2e31\u2e33\uff0e.．。·﹒]"
)
_UNSEEN_OR_BLANK = re.compile(r"[\s\u00ad\u3164\uffa0]")
_NOT_WORDS = re.compile(r"[\W_]")
# Forms of one and the same character, the one that is compared on the right. 喆 and 哲 are two.
_PAIRS = (
    "𠮷吉 髙高 﨑崎 𥔎崎 淸清 靑青 黃黄 濵滨 "
    "濱滨 呂吕 吳吴 內内 強强 彊强 峯峰 羣群 "
    "昇升 陞升 竝并 並并 於于 衞卫 衛卫 寶宝 "
    "寳宝 緑绿 綠绿 溫温 鎭镇 鎮镇 眞真 兪俞 "
    "甯宁 寧宁 寗宁 閻阎 闫阎 夀寿 壽寿 産产 "
    "產产 囯国 國国 囻国 邨村 範范 葉叶 劉刘 "
    "張张 陳陈 趙赵 楊杨 孫孙 馬马 鄭郑 馮冯 "
    "許许 韓韩 鄧邓 蕭萧 龍龙 龔龚 錢钱 湯汤 "
    "賈贾 鄒邹 陸陆 蘇苏 盧卢 蔣蒋 賴赖 譚谭 "
    "顧顾 東东 華华 偉伟 麗丽 蘭兰 鳳凤 鳴鸣 "
    "飛飞 鵬鹏 濤涛 貴贵 榮荣 傑杰 慶庆 雲云 "
    "開开 軍军 紅红 愛爱 貞贞 勝胜 進进 錦锦 "
    "長长 書书 業业 義义 達达 興兴 學学 戶户 "
    "戸户 冊册 區区 縣县 號号 鄉乡 𡈽土 𤰇备 "
    "仝同 䶮龑 㛃洁 潔洁 鎔镕 珎珍 𣇈晚 脩修 "
    "勲勋 勳勋 "
)
_VARIANTS = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return a name as it is compared; equal for the ways one name is typed."""
    plain = _DOTS.sub("", folded(name))
    plain = _UNSEEN_OR_BLANK.sub("", plain).translate(_VARIANTS).casefold()
    return plain.replace("(", "").replace(")", "").replace("（", "").replace("）", "")


@lru_cache(maxsize=65_536)
def folded_words(text: str) -> str:
    """Return a text as it is compared: no blanks, signs or width, one form for each character."""
    return _NOT_WORDS.sub("", folded(text)).translate(_VARIANTS).casefold()
