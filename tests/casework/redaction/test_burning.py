"""The new paper holds pictures and bars, and stands under its name only if it does."""

import re
from io import BytesIO

import pytest
from PIL import Image

from casework.redaction import burning
from casework.redaction.bars import Bar, draw, pixels_of
from casework.redaction.burning import burn
from casework.redaction.characters import PageText
from casework.redaction.places import Box
from casework.redaction.prepared import Prepared, PreparedPage
from rules.errors import ClerkError


def a_paper(folder, *pictures: Image.Image) -> Prepared:
    pages = []
    for number, picture in enumerate(pictures):
        picture.save(folder / f"{number}.png")
        pages.append(
            PreparedPage(f"{number}.png", PageText(picture.width / 2, picture.height / 2, "", b""))
        )
    return Prepared("a.pdf", folder, tuple(pages))


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.effect_noise(size, 90)


def test_a_page_is_one_picture_and_nothing_else(tmp_path):
    target = tmp_path / "out.pdf"
    burnt = burn(a_paper(tmp_path, Image.new("L", (400, 600), 255)), [], target)
    assert burnt.pages == 1
    content = target.read_bytes()
    assert content.count(b"%%EOF") == 1
    assert not re.search(rb"/(Info|Metadata|Producer|Font|Annots|ID)\b", content)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_beneath_a_bar_there_is_nothing(tmp_path, mode):
    paper = a_paper(tmp_path, noise((400, 600)).convert(mode))
    bar = Bar(0, Box(20, 20, 120, 60), ground=2)
    burn(paper, [bar], tmp_path / "out.pdf")
    other = tmp_path / "b"
    other.mkdir()
    burn(a_paper(other, Image.new(mode, (400, 600), "white")), [bar], other / "out.pdf")
    import pypdfium2

    shown = []
    for path in (tmp_path / "out.pdf", other / "out.pdf"):
        document = pypdfium2.PdfDocument(path)
        shot = document[0].render(scale=400 / document[0].get_size()[0]).to_pil()
        page = shot.crop((48, 48, 230, 112)).convert("L")
        shown.append(page.point(lambda value: 255 if value > 128 else 0).tobytes())
        document.close()
    assert shown[0] == shown[1]


@pytest.mark.parametrize("size", [(620, 877), (331, 470), (1240, 1754), (803, 222)])
@pytest.mark.parametrize(("width", "height"), [(595.1859, 841.9), (148.8, 210.4804), (1000, 1)])
def test_a_scan_of_any_size_is_covered_anywhere(tmp_path, size, width, height):
    """A viewer draws a row of it a pixel lower; what is kept is looked at, not what is drawn."""
    picture = Image.new("L", size, 200)
    picture.save(tmp_path / "0.png")
    height = width * size[1] / size[0] if height == 1 else height
    page = PreparedPage("0.png", PageText(width, height, "", b""))
    paper = Prepared("a.pdf", tmp_path, (page,))
    bars = [
        Bar(0, Box(width * 0.1, height * 0.1, width * 0.93, height * 0.14), ground=2),
        Bar(0, Box(width * 0.3, height * 0.62, width * 2, height * 2), ground=12),
    ]
    legend = BytesIO()
    Image.new("L", (size[0], 40), 90).save(legend, "PNG")
    plain = burn(paper, bars, tmp_path / "out.pdf")
    explained = burn(paper, bars, tmp_path / "out2.pdf", legends={0: legend.getvalue()})
    assert plain.pages == explained.pages == 1


def test_a_bar_that_was_not_drawn_is_noticed(tmp_path, monkeypatch):
    paper = a_paper(tmp_path, noise((400, 600)))
    real = draw

    def forgetful(picture, bars, scale):
        areas = real(picture.copy(), bars, scale)
        return areas if picture.getpixel((399, 599)) != 255 else real(picture, bars, scale)

    monkeypatch.setattr(burning, "draw", forgetful)
    with pytest.raises(ClerkError, match="没有盖严"):
        burn(paper, [Bar(0, Box(20, 20, 120, 60))], tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
    assert not list(tmp_path.glob("*.part"))


def test_an_earlier_file_stays_when_the_new_one_fails(tmp_path, monkeypatch):
    target = tmp_path / "out.pdf"
    target.write_bytes(b"before")
    monkeypatch.setattr(burning, "problems", lambda *_: iter(["第1页还有文字"]))
    with pytest.raises(ClerkError, match="第1页还有文字"):
        burn(a_paper(tmp_path, Image.new("L", (40, 60), 255)), [], target)
    assert target.read_bytes() == b"before"


def test_stopping_leaves_no_file(tmp_path):
    class StoppedError(Exception):
        pass

    def told(_per_cent: int, _words: str) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        burn(a_paper(tmp_path, Image.new("L", (40, 60), 255)), [], tmp_path / "out.pdf", told)
    assert not list(tmp_path.glob("out.pdf*"))


def test_a_bar_off_the_page_draws_nothing():
    picture = Image.new("L", (100, 100), 255)
    assert draw(picture, [Bar(0, Box(500, 500, 600, 600))], 1.0) == []
    assert picture.getextrema() == (255, 255)


def test_the_number_of_the_ground_is_printed_where_there_is_room():
    wide, narrow = Image.new("L", (200, 60), 255), Image.new("L", (200, 60), 255)
    draw(wide, [Bar(0, Box(10, 10, 190, 50), ground=1)], 1.0)
    draw(narrow, [Bar(0, Box(10, 10, 190, 12), ground=1)], 1.0)
    assert max(wide.crop((12, 12, 188, 48)).tobytes()) > 200
    assert max(narrow.crop((12, 10, 188, 12)).tobytes()) < 60


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_each_number_is_told_from_the_others_in_the_middle_of_its_bar(mode):
    shown = {}
    for ground in (0, 1, 2, 9, 10, 12):
        picture = Image.new(mode, (200, 60), "white")
        assert draw(picture, [Bar(0, Box(10, 10, 190, 50), ground=ground)], 1.0) == [
            (9, 9, 191, 51)
        ]
        # The ring is 32 high; what stands in it is the number.
        inside = picture.convert("L").crop((88, 18, 112, 42))
        shown[ground] = inside.tobytes()
        box = inside.point(lambda value: 255 if value > 128 else 0).getbbox()
        if not ground:
            assert box is None
            continue
        left, top, right, bottom = box
        assert abs((left + right) / 2 - 12) <= 2
        assert abs((top + bottom) / 2 - 12) <= 2
        assert bottom - top >= 8
    assert len(set(shown.values())) == 6


@pytest.mark.parametrize(
    ("box", "area"),
    [
        ((10, 10, 20, 20), (9, 9, 21, 21)),
        # Too small to be seen, it is made two points wide and high.
        ((10, 10, 10, 10), (9, 9, 11, 11)),
        ((-5, -5, 3, 3), (0, 0, 4, 4)),
        ((95, 55, 150, 90), (94, 54, 100, 60)),
        ((100.8, 10, 120, 20), None),
        ((100.7, 10, 120, 20), (99, 9, 100, 21)),
        ((10, 60.8, 20, 70), None),
    ],
)
def test_a_bar_covers_whole_pixels_and_a_margin(box, area):
    assert pixels_of(Bar(0, Box(*box)), 1.0, (100, 60)) == area
