"""Forms printed, filled in, scanned askew, stamped and photographed: pictures with their truth.

It draws with the libraries of the recognition component, so only where that is installed.
"""

from importlib import import_module
from io import BytesIO
from random import Random
from typing import Any

from tests.casework.receipt.applications import Person, person

_FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
)
_WAYS = (("纸质", "PAPER"), ("电子文件", "ELECTRONIC"), ("光盘", "DISC"))
_GETS = (("邮寄", "POST"), ("电子邮件", "EMAIL"), ("自行领取", "COLLECT"))
KINDS = ("clean", "noise", "skew", "stamp", "photograph", "all")


def form_picture(chance: Random, kind: str) -> tuple[bytes, dict[str, str]]:
    """Return a form as a JPEG of 150 dots an inch, damaged by `kind`, and what it says."""
    image: Any = import_module("PIL.Image")
    draw_module: Any = import_module("PIL.ImageDraw")
    one = person(chance)
    way, got = chance.choice(_WAYS), chance.choice(_GETS)
    truth = {
        "applicant_name": one.name, "id_number": one.number, "phone": one.phone,
        "address": one.address, "postcode": one.postcode, "email": one.email,
        "information_sought": one.matter, "media": way[1], "obtain_by": got[1],
    }  # fmt: skip
    page = image.new("RGB", (1240, 1754), (252, 251, 247))
    _form(draw_module.Draw(page), chance, one, way[1], got[1])
    if kind in ("stamp", "all"):
        _stamp(page, chance)
    return _damaged(page, chance, kind), truth


def _form(draw: Any, chance: Random, one: Person, way: str, got: str) -> None:
    font_module: Any = import_module("PIL.ImageFont")
    path, index = chance.choice(_FONTS)
    font = font_module.truetype(path, chance.choice((24, 26, 28)), index=index)
    title = font_module.truetype(path, 40, index=index)
    draw.text((420, 90), "政府信息公开申请表", fill="black", font=title)
    left, right, middle = 120, 1120, 240
    rows: list[tuple[list[tuple[str, Any]], int]] = [
        ([("申请人", one.name), ("联系电话", one.phone)], 64),
        ([("证件名称", "居民身份证"), ("证件号码", one.number)], 64),
        ([("通信地址", one.address)], 64),
        ([("邮政编码", one.postcode), ("电子邮箱", one.email)], 64),
        ([("所需信息的内容描述", one.matter)], 330),
        ([("所需信息的用途", "自身生产、生活需要")], 64),
        ([("提供方式", (_WAYS, way))], 64),
        ([("获取信息的方式", (_GETS, got))], 64),
        ([("申请人签名", one.name)], 80),
        ([("申请日期", one.day)], 64),
    ]
    top = 190
    for cells, height in rows:
        bottom = top + height
        edges = [left, left + middle, right] if len(cells) == 1 else [
            left, left + middle, left + 470, left + 620, right
        ]  # fmt: skip
        draw.rectangle((left, top, right, bottom), outline="black", width=2)
        for edge in edges[1:-1]:
            draw.line((edge, top, edge, bottom), fill="black", width=2)
        for number, (label, value) in enumerate(cells):
            x, y = edges[number * 2] + 12, top + (height - 34) // 2
            _wrapped(draw, label, x, y if len(label) < 8 else y - 18, edges[number * 2 + 1], font)
            x = edges[number * 2 + 1] + 12
            if isinstance(value, tuple):
                _boxes(draw, value, x, y, font)
            else:
                _wrapped(draw, value, x, top + 20 if height > 100 else y,
                         edges[number * 2 + 2], font)  # fmt: skip
        top = bottom


def _wrapped(draw: Any, text: str, x: int, y: int, right: int, font: Any) -> None:
    for line in text.splitlines():
        shown = ""
        for letter in line:
            if draw.textlength(shown + letter, font=font) > right - x - 10:
                draw.text((x, y), shown, fill=(20, 20, 40), font=font)
                shown, y = "", y + 40
            shown += letter
        draw.text((x, y), shown, fill=(20, 20, 40), font=font)
        y += 40


def _boxes(draw: Any, choice: Any, x: int, y: int, font: Any) -> None:
    options, chosen = choice
    for words, name in options:
        draw.rectangle((x, y + 8, x + 22, y + 30), outline="black", width=2)
        if name == chosen:
            draw.line((x + 4, y + 18, x + 10, y + 26), fill="black", width=3)
            draw.line((x + 10, y + 26, x + 20, y + 10), fill="black", width=3)
        draw.text((x + 32, y), words, fill="black", font=font)
        x += 32 + int(draw.textlength(words, font=font)) + 40


def _stamp(page: Any, chance: Random) -> None:
    image: Any = import_module("PIL.Image")
    draw_module: Any = import_module("PIL.ImageDraw")
    font_module: Any = import_module("PIL.ImageFont")
    seal = image.new("RGBA", (300, 300), (0, 0, 0, 0))
    draw = draw_module.Draw(seal)
    red = (200, 30, 30, 165)
    draw.ellipse((10, 10, 290, 290), outline=red, width=8)
    font = font_module.truetype(_FONTS[1][0], 34, index=2)
    draw.text((50, 110), "某某县政府", fill=red, font=font)
    draw.text((64, 170), "收文专用章", fill=red, font=font)
    seal = seal.rotate(chance.uniform(-20, 20))
    page.paste(seal, (chance.randint(620, 860), chance.randint(700, 1180)), seal)


def _damaged(page: Any, chance: Random, kind: str) -> bytes:
    cv2: Any = import_module("cv2")
    numpy: Any = import_module("numpy")
    picture = numpy.array(page)[:, :, ::-1].astype("float32")
    height, width = picture.shape[:2]
    noise = numpy.random.default_rng(chance.randrange(1 << 30))
    if kind in ("skew", "all"):
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-2.5, 2.5), 1.0)
        picture = cv2.warpAffine(picture, matrix, (width, height), borderValue=(240, 240, 240))
    if kind in ("photograph", "all"):
        shift = [chance.uniform(0, 0.035) * width for _ in range(8)]
        corners = numpy.float32(
            [[shift[0], shift[1]], [width - shift[2], shift[3]],
             [width - shift[4], height - shift[5]], [shift[6], height - shift[7]]]
        )  # fmt: skip
        whole = numpy.float32([[0, 0], [width, 0], [width, height], [0, height]])
        matrix = cv2.getPerspectiveTransform(whole, corners)
        picture = cv2.warpPerspective(picture, matrix, (width, height), borderValue=(90, 95, 100))
        across = numpy.linspace(chance.uniform(0.55, 0.75), 1.0, width)[None, :, None]
        down = numpy.linspace(1.0, chance.uniform(0.7, 0.9), height)[:, None, None]
        picture = picture * across * down
    if kind in ("noise", "all", "photograph"):
        picture = picture + noise.normal(0, 9, picture.shape)
        picture = cv2.GaussianBlur(picture, (3, 3), 0.6)
    quality = {"clean": 85, "skew": 60}.get(kind, 45)
    ok, raw = cv2.imencode(
        ".jpg", numpy.clip(picture, 0, 255).astype("uint8"), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    assert ok
    return bytes(BytesIO(raw.tobytes()).getvalue())
