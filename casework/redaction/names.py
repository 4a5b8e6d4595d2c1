"""Names of people: told by the label before them or the head of their column.

Who acts for the office is named in another way (经办人, 局长): such a name is known as well, and is
left to stand, for how the office does its work is what the law makes public.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞"
    "任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏"
    "成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘"
    "缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷"
    "车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能"
    "苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾"
    "终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红"
    "游竺权逯盖益桓公肖付代佟佘仝仉但修兰冼初剧区占卿原厐呼哈员商喜塔多奉妥孝宇官尧展岳帅年庆忻忽恽慈战招揭撒敬斯旷是暴"
    "木朴来杲果柘栗格楚檀欣殴汝沐泰洛浩涂淡清湖漆潭炎烟牟玄玉理琴琼由甫盘盛睢矫礼秘税竹粟线练缑綦续罕翦者耶肇臣艳苑茆"
    "荆药菅萨覃言诺豆贠资赏赫起邝邸部郎郇郑都酒銮锁锺长门问闫闭阿隋随雒零青靖鞏顿飞首香骞鱼鲜鹿黑齐逸佴伯墨年笪谯爱阳佟"
    "第五闪仵侍修候偰储冶凃凡刑刚别前勤卑卞厚及双召台号吾员哀唯啜喇团圣坚士夷奇妙妫姒娜娥孛宝官宾密寻将小少尉展岐"
)
# Borne by few, and a part of a given name more often than the second of two surnames.
_RARE = frozenset(
    "芦位植丛辜丘晋畅苟迟鄢稽衣僧谌银扬普禤拜虎海铁买扎尕刀岩茶幺操亢揣俸楼弋遆庹郯鄞闾郐仓磨恩么才旦"
)
_COMPOUND = (
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容"
    "|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|巫马|公西|颛孙|壤驷|公良|漆雕|乐正|宰父|谷梁|拓跋|夹谷|轩辕|令狐"
    "|段干|百里|呼延|东郭|南门|羊舌|微生|公户|公玉|公仪|梁丘|公仲|公上|公门|公山|公坚|左丘|公伯|西门|公祖|第五|公乘|贯丘|南荣"
    "|东里|东宫|仲长|子书|子桑|即墨|淳于|达奚|褚师|吴铭|纳兰"
)
# These begin words of their own after a label without a colon: 申请人于, 申请人应, 当事人和.
_SOFT = frozenset(
    "于应向时和从经由相所能有可公都同全及是将被但因未已后者前来起多那年理部长第首台及别文国计成须查解当对提要认请不位么才"
)
_NO_NAMES = frozenset(
    "资格 盖章 盖章后 经查 经核 经审 经核查 经核实 经审查 小组长 小组 组长 合计 小计 总计 共计 单位 方式 时间 金额 安装 施工 许可 水利 高级 平方 平均 高度 宽度 全部 何时 何地 何人 空白 无名 时限 应当 应付"
    " 应收 经济 经营 经办 经理 方案 方法 成立 成员 文件 文号 计划 计算 计量 国家 国有 房屋 房产 房号 房地 车辆 车位 车牌 车号 金融 金属"
    " 农户 农村 农业 农用地 林地 林业 耕地 水田 水库 水电 水费 路段 路口 道路 管理 管线 安全 安置 安置费 平台 平米 广场 广告 商业 商铺"
    " 商品 门面 门牌 门牌号 石材 沙石 木材 木结构 土木 年龄 年度 年份 年月日 明细 明确 相关 相应 通过 通知 通讯 连续 连接 符合 终止 查明"
    " 查看 查询 高新 江苏 江西 江北 云南 广东 广西 安徽 宁夏 山东 山西 甘肃 常州 成都 苏州 杭州 徐州 温州 江南 东南 东北 华北 华东 华南"
    " 双方 双方当事人 单价 元整 万元 万人 千元 利息 权利 权利人 权属 包括 包含 计件 相同 同上 同前 全体 全称 项目 项目经理 后勤 后续"
    " 严格 严重 章节 章程 方面 方向 党员 党委 党组 公司 公示 公开 公告 公民 公章 公务员 宣传 应急 应用 解释 解除 解决 强制 强化 都市 能力"
    " 能源 申请 申报 申诉 申请书 相片 容积 容积率 幸福 常住 常务 常规 常用 家庭 家长 边界 红线 红星 东至 西至 南至 北至 白天 黄金 黄色 蓝色"
    " 万全 印章 印鉴 签名 签字 日期 身份 证件 号码 联系 电话 性别 民族 汉族 回族 满族 苗族 住址 地址 备注 序号 编号 面积 类别 类型 数量 补偿"
    " 银行 银川 海关 海南 海口 海域 铁路 铁矿 买卖 买方 买受人 楼房 楼层 楼栋 普通 普查 普遍 仓库 扬州 迟延 植物 植被 岩石 茶园 茶叶 畅通 操作 晋江 丘陵"
    " 衣物 位置 位于 芦苇 丛书 权益 权限 权属人 小姐 女士 关于 代表 户代表 农户代表 相对人 盖章 手印 捺印 指印 本人 代签 委托 代理 代收 代办 员工 师傅 来访 来信 来电 师范 居民 居民户 居委会 古籍 古树 明年 后附 阳光 房间 万平方米".split()
)
_FOLLOWS = re.compile(
    r"(?=\Z|[\s,.;:!?，。；：！？、（()）\[\]【】《》“”\"'‘’/|—\-_·…<>*]|先生|女士|小姐|同志|性别|年龄|身份|电话|手机|联系|住址|出生|民族|职务"
    r"|职业|单位|户籍|地址|证件|与|签|等\d?|及|和|的|之|系|称|诉|不服|于|向|在|对|因|到|将|从|被|提[出交]|申请|认为|要求|反映|户"
    r"|名下|所|本人|一家|家|[男女][,，\s]|委托|自愿|同意|承诺|确认|签收|领取|现住|居住|[父母]亲|妻子|丈夫|[儿女]子"
    r"|女儿|配偶|户主|开户|账号|卡号)"
)
_ENDS = re.compile(r"\Z|[\s,.;、（()）]")
_GIVEN = r"[\u4e00-\u9fff\u3400-\u4dbf〇\U00020000-\U0003ffff]"
_PRIVATE = (
    # Longer labels first: 村民小组长 is not 村民 and a name.
    r"被\s?[\u4e00-\u9fff]{1,4}?人员?|(?:企业|公司|店铺|商户|项目|现场|施工|经营|当事人|厂|场|社|店)负责人|业委会主任"
    r"|(?:村民)?小?组长|(?:村民|农户|户|职工|业主|家庭|家属)代表|网格员|申\s?请\s?人|当\s?事\s?人|投\s?诉\s?人|举\s?报\s?人|信\s?访\s?人|反\s?映\s?人|来\s?访\s?人|上\s?访\s?人|被\s?投\s?诉\s?人|被\s?举\s?报\s?人"
    r"|联\s?系\s?人|委\s?托\s?人|受\s?托\s?人|(?:委托)?代\s?理\s?人|法\s?定\s?代\s?表\s?人|法\s?人\s?代\s?表|权\s?利\s?人|产\s?权\s?人|所有权人"
    r"|使用权人|共有人|承租人|出租人|承\s?包\s?人|承包方(?:代表)?|承包户|发包方代表|被征收人|被征地人|被拆迁人|被安置人|收\s?款\s?人|领\s?款\s?人|领\s?取\s?人"
    r"|付\s?款\s?人|交\s?款\s?人|缴\s?款\s?人|开\s?户\s?名|户\s?名|账\s?户\s?名(?:称)?|持\s?卡\s?人|收\s?件\s?人|寄\s?件\s?人|收\s?货\s?人|患\s?者|学\s?生|考\s?生|家\s?长|监\s?护\s?人"
    r"|配\s?偶|父\s?亲|母\s?亲|丈\s?夫|妻\s?子|儿\s?子|女\s?儿|子\s?女|长子|次子|长女|次女|家庭成员|家\s?属|亲\s?属|业\s?主|房\s?主|车\s?主|户\s?主|村\s?民|居\s?民|签收人|受益人|死\s?者"
    r"|伤\s?者|病\s?人|原\s?告|被\s?告|第\s?三\s?人|上\s?诉\s?人|被上诉人|证\s?人|见证人|驾驶人|司\s?机|继承人|被继承人|参保人|保障对象|低保对象|救助对象|补助对象|补贴对象|残疾人|贫困户|求职人"
    r"|报\s?名\s?人|报\s?案\s?人|报\s?警\s?人|受\s?害\s?人|被\s?害\s?人|嫌疑人|违法行为人|被处罚人|经营者|投资人|股\s?东|担保人|借款人|抵押人|职\s?工|员\s?工|劳动者|租户|住户|农\s?户|异议人"
    r"|来信人|来函人|咨询人|求助人|债权人|债务人|申报人|申请者|土地使用者|利害关系人|第三方|低保户|五保户|脱贫户|监测户|养殖户|种植户|经营户|退役军人|房东|租客|邻居"
    r"|使用人|所有人|持证人|同住人|抚养人|赡养人|扶养人|店主|摊主|机主|化\s?名|签\s?收|收到人|代\s?表|甲\s?方"
    r"|建议人|来电人|诉求人|甲方代表|乙方代表|乙\s?方|丙\s?方|本人签[名字]|申请人签[名字]|户主签[名字]|(?<![人者员])签\s?[名字]|被询问人|陈述人|听证申请人|复议申请人"
)
_OF_THE_OFFICE = (
    r"经\s?办\s?人|承\s?办\s?人|登\s?记\s?人|复\s?核\s?人?|审\s?核\s?人?|审\s?批\s?人?|签\s?发\s?人?|会\s?签|核\s?稿|拟\s?稿\s?人?|校\s?对|制\s?表\s?人?|填\s?表\s?人?|统\s?计\s?人?"
    r"|记\s?录\s?人|记录员|执法人员|调查人员?|检查人员?|询问人|主持人|负\s?责\s?人|局\s?长|副局长|主\s?任|副主任|科\s?长|处\s?长|县\s?长|区\s?长|市\s?长|镇\s?长|乡\s?长|书\s?记"
    r"|分管领导|主管领导|审\s?查\s?人|勘验人|测\s?量\s?人|丈\s?量\s?人|工作人员|审判长|审判员|书记员|出\s?席|主\s?持|参\s?会\s?人员|出席人员"
)
_TITLE = (
    r"(?:[一二三四五六七八九十甲乙丙丁]|[1-9]\d?)?(?:\s{0,2}(?:姓\s{0,4}名(?:(?:或者?|及|/)名称)?|名\s?称|名\s?字|签\s?[名字章]))?"
    r"(?:[及和与、/](?:联系|手机)?(?:电话|方式|号码|手机|住址|地址|身份证号码?))?"
)
_OR = r"(?:[((][^()\n]{0,14}[))])?"
_PLAIN_NAME = r"(?:公民)?姓\s{0,6}名|曾\s?用\s?名|别\s?名"


class NamedStretch(NamedTuple):
    """A stretch of a text that names somebody; `is_office` where the office acts through him."""

    start: int
    end: int
    is_office: bool


def _labelled(labels: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<bare>(?<![\u4e00-\u9fff]))?(?:[一二三四五六七八九十\d][、.])?(?:{labels}){_TITLE}{_OR}"
        rf"(?P<gap>[ \t\n]{{0,4}}[:：][ \t\n]{{0,4}}|[ ]{{0,3}}[\t\n][ \t]{{0,3}}|[ ]{{1,4}}|(?:为|是|叫)?)"
    )


_LABELS = (
    (_labelled(f"{_PLAIN_NAME}|{_PRIVATE}"), False),
    (_labelled(_OF_THE_OFFICE), True),
)
# 02户 周桂英, 村民周桂英: a label that a sentence runs into.
_IN_SENTENCE = re.compile(
    r"(?:申请人|投诉人|举报人|信访人|反映人|当事人|被征收人|村民|居民|业主|农户|户主|其[妻子女父母]|丈夫|妻子|儿子|女儿|\d户|原告|被告|第三人|之[子女妻夫父母]|委托其[子女妻夫]|[父母]亲|配偶|[长次]子|[长次]女)"
    r"(?P<gap>)"
)
_BY_CONTEXT = re.compile(
    rf"(?<![\u4e00-\u9fff])({_GIVEN}{{2,4}})(?=[ ]?[,，(（][ ]?(?:[男女][,，;；)）]|公民身份|居民身份|身份证|身份号码|证件号|手机|联系电话|电话)"
    r"|[ \t]{1,2}(?:公民身份|居民身份|身份证|身份号码|手机|联系电话|电话)|\((?:签[名字章]|盖章|捺印|按印|手印|指印|化名)"
    r"|[ \t:]{0,3}(?:1[3-9]\d(?:[ -]?\d{4}){2}|\d{17}[\dXx])(?!\d))"
)
# 张三: and below it a letter to him; 张三、李四等三户; 张三与李四系夫妻.
_ADDRESSED = re.compile(
    rf"(?:^|[\n\f])[ ]*(?:尊敬的)?({_GIVEN}{{2,4}}(?:、{_GIVEN}{{2,4}}){{0,9}}):[ ]*[\n\f][ ]*(?:您|你|本|我|经|根据|现|关于|贵)"
)
_AND_OTHERS = re.compile(
    rf"({_GIVEN}{{2,4}}(?:、{_GIVEN}{{2,4}}){{0,9}})等[\d一二三四五六七八九十百几多]{{0,4}}[人户名位]"
)
_OF_ONE_FAMILY = re.compile(
    rf"({_GIVEN}{{2,4}}[与、]{_GIVEN}{{2,4}}?)[系是为]?(?:夫妻|夫妇|父子|母子|父女|母女|兄弟|姐妹)"
)
_GENTLE = re.compile(rf"({_GIVEN}{{2,4}})(?=先生|女士|小姐)")
_OF_SEVERAL = ((_GENTLE, False), (_ADDRESSED, True), (_AND_OTHERS, False), (_OF_ONE_FAMILY, False))
# 李四(妻)、张小明(子); 1.张三 2.李四; 张三 李四 王五, where no label with a colon follows.
_SEPARATED = re.compile(r"(?:[(（][^()（）\n]{0,20}[)）])?[ \t]{0,2}[、,，/;；和及与][ \t\n]{0,2}")
_ITEM = re.compile(r"(?:\(?\d{1,2}[.、)]|[①-⑳])[ ]?")
_BY_BLANK = re.compile(
    rf"[ \t\n]{{1,3}}(?={_ITEM.pattern}{_GIVEN})|[ ]{{1,4}}(?={_GIVEN}{{2,3}}(?:\Z|[ ,.;、()\n](?![ ]*:)))"
)
_LONG_NAME = re.compile(rf"{_GIVEN}{{1,6}}(?:·{_GIVEN}{{1,8}}){{1,3}}")
_MOST_NAMES_IN_A_ROW = 30
_ENDS_A_HEAD = "号额址话型员"
_IN_BRACKETS = re.compile(rf"(?:{_PLAIN_NAME}|{_PRIVATE})\(({_GIVEN}{{2,4}})\)")
# 扎西, 买买提 and John Smith bear no surname that is known here.
_WRITTEN = re.compile(
    rf"(?:{_PLAIN_NAME}|户主)[ \t\n]{{0,4}}:[ \t]{{0,4}}({_GIVEN}{{2,8}}|[A-Za-z][A-Za-z.'-]+(?:[ ][A-Za-z.'-]+){{1,4}})(?=\Z|[\s,.;、()])"
)
_NO_ANSWER = re.compile(
    r"[无略空同未不见详本该].*|匿名|保密|.*(?:公司|单位|[局厅部委会站所校院]|中心|政府)"
)


_OFFICE_HEAD = re.compile(rf"(?:{_OF_THE_OFFICE})(?:姓名|签字|签名)?")


def is_office_head(words: str) -> bool:
    """Tell whether the head of a column names who acts for the office."""
    return _OFFICE_HEAD.fullmatch(words.replace(" ", "").strip(":")) is not None


def is_name(words: str) -> bool:
    """Tell whether a cell or word by itself can be somebody's name."""
    tidy = words.replace(" ", "")
    if tidy in _NO_NAMES or not tidy:
        return False
    if _LONG_NAME.fullmatch(tidy):
        return True
    if not re.fullmatch(rf"{_GIVEN}{{2,4}}", tidy):
        return False
    if tidy[-1] in _ENDS_A_HEAD or (len(tidy) == 3 and tidy[-1] == "人"):
        # The head of a column, not somebody in it.
        return False
    if re.match(_COMPOUND, tidy):
        return len(tidy) >= 3
    return (tidy[0] in _SURNAMES | _RARE and len(tidy) <= 3) or (
        # Her husband's name before her own, or both parents'.
        len(tidy) == 4 and tidy[0] in _SURNAMES and tidy[1] in _SURNAMES
    )


def is_written_name(words: str) -> bool:
    """Tell whether what is written where a name belongs can be one, though of no known surname."""
    return (
        re.fullmatch(rf"{_GIVEN}{{2,5}}|{_GIVEN}[ ]+{_GIVEN}", words) is not None
        and words not in _NO_NAMES
        and words[-1] not in _ENDS_A_HEAD
        and not _NO_ANSWER.fullmatch(words)
    )


def names_in(words: str) -> list[str]:
    """Return the names a cell is made of: several set apart, with or without a remark (妻).

    Where a part of it is no name, there are none.
    """
    bare = re.sub(r"\([^()]*\)", "", words)
    parts = [one for one in re.split(r"[、,/;\n]", bare) if one.strip()]
    return parts if all(map(is_name, parts)) else []


def names(text: str) -> Iterator[NamedStretch]:
    """Yield the names in a text that a label or what stands round them tells."""
    acting: set[tuple[int, int]] = set()
    for pattern, is_office in _LABELS:
        for match in pattern.finditer(text):
            if match["bare"] is None and ":" not in match["gap"]:
                # Without a colon a label begins its line or stands after a mark.
                continue
            is_apart = bool(match["gap"].strip("为是叫")) or match["gap"] in ("为", "是", "叫")
            is_listed = ":" in match["gap"]
            for span in _in_a_row(text, match.end(), is_apart=is_apart, is_listed=is_listed):
                yield NamedStretch(*span, is_office)
                if is_office:
                    acting.add(span)
    for match in _IN_SENTENCE.finditer(text):
        end = _name_at(text, match.end(), is_apart=False)
        if end is not None:
            yield NamedStretch(match.end(), end, is_office=False)
    for match in _BY_CONTEXT.finditer(text):
        # 经办人:周敏 13800138000: whose telephone it is, is said before the name.
        if is_name(match[1]) and match[1][0] not in _SOFT and match.span(1) not in acting:
            yield NamedStretch(*match.span(1), is_office=False)
    for match in _IN_BRACKETS.finditer(text):
        if is_name(match[1]):
            yield NamedStretch(*match.span(1), is_office=False)
    for match in _WRITTEN.finditer(text):
        if match[1] not in _NO_NAMES and not _NO_ANSWER.fullmatch(match[1]):
            yield NamedStretch(*match.span(1), is_office=False)
    for pattern, is_alone in _OF_SEVERAL:
        for match in pattern.finditer(text):
            for one in re.finditer("[^、与]+", match[1]):
                begins = match.start(1) + one.start()
                ends = match.start(1) + one.end()
                is_whole = is_alone or one.start() > 0
                start = begins if is_whole else _start_of_name(text, begins, ends)
                is_known = start is None or (start, ends) in acting
                if start is not None and not is_known and is_name(text[start:ends]):
                    yield NamedStretch(start, ends, is_office=False)


def _in_a_row(text: str, at: int, *, is_apart: bool, is_listed: bool) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST_NAMES_IN_A_ROW):
        item = _ITEM.match(text, at)
        at = item.end() if item else at
        end = _name_at(text, at, is_apart=is_apart)
        if end is None:
            return
        yield at, end
        more = _SEPARATED.match(text, end) or (_BY_BLANK.match(text, end) if is_listed else None)
        if more is None:
            return
        at = more.end()


def _start_of_name(text: str, start: int, end: int) -> int | None:
    """Return where the name that ends at a place begins, where other words may run into it."""
    if end - 4 >= start and re.match(_COMPOUND, text[end - 4 : end]):
        return end - 4
    fits = [
        end - more for more in (3, 2) if end - more >= start and is_name(text[end - more : end])
    ]
    if len(fits) > 1 and text[fits[0]] in _SOFT and text[fits[1]] not in _RARE:
        # 和张三 is 张三, and 于海涛 is nobody else.
        return fits[1]
    return fits[0] if fits else None


def _name_at(text: str, at: int, *, is_apart: bool) -> int | None:
    """Return where the name that begins at a place ends, or `None` where none begins there."""
    foreign = _LONG_NAME.match(text, at)
    if foreign is not None:
        return foreign.end()
    best: int | None = None
    letters = 0
    end = at
    # 张 三 is set with a blank so that it is as wide as the names of three characters.
    while letters < 4 and end < len(text) and end - at < 9:
        if text[end] in " " and letters:
            end += 1
            continue
        if not re.match(_GIVEN, text[end]):
            break
        letters += 1
        end += 1
        words = text[at:end]
        tidy = words.replace(" ", "")
        if letters >= 2 and is_name(tidy) and _FOLLOWS.match(text, end):
            if not is_apart and tidy[0] in _SOFT:
                continue
            if " " in words and not is_apart:
                continue
            best = end
            # The first end that fits: 张三, and not 张三 性别 taken for one name.
            is_end = not is_apart or _ENDS.match(text, end)
            if is_end and (letters >= 3 or not _goes_on(text, end)):
                break
    return best


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a name of two characters may have a third after a blank that only spreads it."""
    return re.match(rf"[ ]{_GIVEN}(?=\Z|[\s,.;、（()）])", text[end : end + 3]) is not None and (
        end + 2 >= len(text) or not re.match(_GIVEN, text[end + 2])
    )
