"""The styles of a letter: what each is called in Word, its font, its lines and its indents."""

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

SETTINGS = (
    f'{XML}<w:settings {W}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
    '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)

BODY_FONT, TITLE_FONT, PAGE_FONT = "仿宋", "方正小标宋简体", "宋体"
MARK_FONT = "黑体"


# The standard leaves letters and digits open; this one is on every PC and has a free equal.
LATIN_FONT = "Times New Roman"


# What Word falls back to, in this order, where the first name is not installed.
ALTERNATIVES = {
    BODY_FONT: "FangSong,仿宋_GB2312,FangSong_GB2312,华文仿宋",
    TITLE_FONT: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun",
    PAGE_FONT: "SimSun,NSimSun",
    MARK_FONT: "SimHei,黑体_GB2312,华文黑体,STHeiti",
}


def font_table() -> str:
    """Return the table of the fonts and of what stands in for each."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, others in ALTERNATIVES.items()
    )
    return f"{XML}<w:fonts {W}>{fonts}</w:fonts>"


TEXT_WIDTH = 156


# style: (id, Chinese name, font, half-points, exact line in twentieths, alignment, indents, more)
BODY = "LetterBody"


TWO_CHARACTERS = 'w:firstLineChars="200" w:firstLine="640"'


HANGING = 'w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"'


# The name of the office stands in the middle over the date, which ends four characters from the
# right (GB/T 9704 7.3.5): both are centred in one column of fifteen characters at the right.
CLOSING = 'w:leftChars="1260" w:left="4032" w:right="0"'


TWO_SMALL_CHARACTERS = 'w:firstLineChars="200" w:firstLine="480"'


STYLES = {
    "题": ("LetterTitle", "公文标题", TITLE_FONT, 44, 640, "center", "", "<w:keepNext/>OFFGRID"),
    "表题": ("FormTitle", "表单标题", TITLE_FONT, 36, 560, "center", "", "<w:keepNext/>"),
    "号": ("LetterNumber", "公文文号", BODY_FONT, 32, 560, "center", "", "AFTER280<w:keepNext/>"),
    "称": ("LetterAddressee", "公文称谓", BODY_FONT, 32, 560, "both", "", "<w:keepNext/>"),
    "": (BODY, "公文正文", BODY_FONT, 32, 560, "both", TWO_CHARACTERS, "WRAP"),
    "附": (
        "LetterEnclosure",
        "公文附件说明",
        BODY_FONT,
        32,
        560,
        "left",
        HANGING,
        "BEFORE140<w:keepNext/>",
    ),
    "落": (
        "LetterSignature",
        "公文署名",
        BODY_FONT,
        32,
        560,
        "center",
        CLOSING,
        "BEFORE560<w:keepNext/><w:keepLines/>",
    ),
    "日": (
        "LetterDate",
        "公文成文日期",
        BODY_FONT,
        32,
        560,
        "center",
        CLOSING,
        "<w:keepNext/><w:keepLines/>",
    ),
    "署": (
        "LetterSigner",
        "签名行",
        BODY_FONT,
        32,
        560,
        "right",
        'w:rightChars="200" w:right="640"',
        "BEFORE560<w:keepNext/><w:keepLines/>",
    ),
    "项": ("LetterItem", "分项标题", BODY_FONT, 32, 560, "both", TWO_CHARACTERS, "<w:keepNext/>"),
    "注": (
        "LetterNote",
        "公文附注",
        BODY_FONT,
        32,
        560,
        "left",
        'w:firstLineChars="200" w:firstLine="640"',
        "<w:keepLines/>",
    ),
    "中": ("Centred", "居中文字", BODY_FONT, 32, 560, "center", "", ""),
    "右": ("Righted", "居右文字", BODY_FONT, 32, 560, "right", "", ""),
    "小": ("Small", "小字说明", BODY_FONT, 24, 400, "both", TWO_SMALL_CHARACTERS, "OFFGRID"),
    "回": ("SlipTitle", "回执标题", TITLE_FONT, 36, 560, "center", "", "<w:keepNext/>AFTER280"),
    # GB/T 9704 7.3.7: the word stands at the top left of an enclosure, its title on the third line.
    "附标": ("EnclosureMark", "附件标识", MARK_FONT, 32, 560, "left", "", "AFTER560<w:keepNext/>"),
    "封": ("MailLine", "信封文字", BODY_FONT, 28, 480, "left", "", "OFFGRID"),
    "封大": ("MailName", "信封姓名", BODY_FONT, 40, 800, "center", "", "BEFORE360AFTER480OFFGRID"),
    "封右": ("MailSender", "信封寄件人", BODY_FONT, 24, 380, "right", "", "OFFGRID"),
    "格": ("Cell", "表格文字", BODY_FONT, 24, 360, "left", "", "OFFGRID"),
    "目": ("CellHead", "表格栏目", BODY_FONT, 24, 360, "center", "", "OFFGRID"),
    "格右": ("CellRight", "表格落款", BODY_FONT, 24, 360, "right", "", "OFFGRID"),
}


IDS = {mark: style[0] for mark, style in STYLES.items()}
