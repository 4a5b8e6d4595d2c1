"""The remedy paragraph of a finished letter against the one the law wants."""

import re
from collections.abc import Iterator

from casework.letters import tokens

_BODY = re.compile(r"向([^，。；]{2,60}?)(?:申请|提出|提起)行政复议")
_SENTENCE = re.compile(r"[^。\n]*(?:行政复议|行政诉讼|起诉)[^。\n]*。?")
_LINE = "\n"
_FIRST = re.compile(r"先[^。]{0,60}行政复议|复议前置")


def _advice(text: str) -> str:
    """Return the sentences of a text that tell of a remedy."""
    return "".join(_SENTENCE.findall(text))


def remedy_troubles(text: str, wanted: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the remedy a letter tells of, each with the words it stands in."""
    have, want = tokens.squeezed(_advice(text)), tokens.squeezed(wanted)
    quoted = next((line for line in text.splitlines() if "行政复议" in line or "起诉" in line), "")
    if not want:
        if "申请行政复议" in have or "提起行政诉讼" in have:
            yield "写了救济途径，程序性的文书不应当写，请删去。", quoted
        return
    if want in have:
        return
    if "行政复议" not in have:
        yield f"没有告知救济途径，请补上：{wanted.replace(_LINE, '')}", ""
        return
    specific = list(_differences(have, want))
    for sentence in specific:
        yield sentence, quoted
    if not specific:
        missing = [one for one in re.split(r"(?<=[。；])", want) if one and one not in have]
        if any(tokens.overlap(one, have) < 0.9 for one in missing):
            yield f"的救济告知与规定不一致，请改为：{wanted.replace(_LINE, '')}", quoted


def _differences(have: str, want: str) -> Iterator[str]:
    wanted_first, has_first = bool(_FIRST.search(want)), bool(_FIRST.search(have))
    if wanted_first and not has_first:
        yield "应当写明先申请行政复议、对复议决定不服再起诉，请改正。"
    elif has_first and not wanted_first:
        yield "写成了先申请行政复议，本答复可以选择复议或者诉讼，请改正。"
    bodies, wanted_bodies = _BODY.findall(have), _BODY.findall(want)
    if wanted_bodies and not set(bodies) & set(wanted_bodies):
        yield f"的行政复议机关应为“{wanted_bodies[0]}”，请改正。"
    elif set(bodies) - set(wanted_bodies):
        wrong = sorted(set(bodies) - set(wanted_bodies))[0]
        yield f"的行政复议机关“{wrong}”不对，应为“{wanted_bodies[0]}”，请改正。"
    periods, wanted_periods = (
        {"".join(match) for match in tokens.REMEDY_PERIOD.findall(one)} for one in (have, want)
    )
    for period in sorted(wanted_periods - periods):
        yield f"没有写明“{period}内”的期限，请补上。"
    for period in sorted(periods - wanted_periods):
        yield f"的“{period}内”不是法定期限，请改正。"
    if "行政诉讼" in want and "诉讼" not in have and "起诉" not in have:
        yield "没有告知提起行政诉讼的途径，请补上。"
    courts = set(re.findall(r"向([^，。；]{2,40}?人民法院)", have))
    wanted_courts = set(re.findall(r"向([^，。；]{2,40}?人民法院)", want))
    for court in sorted(courts - wanted_courts):
        yield f"的“{court}”不是告知的法院，请改为“{'、'.join(sorted(wanted_courts))}”。"
    links, wanted_links = (set(re.findall(r"https?://[\w./?=&%-]+", one)) for one in (have, want))
    if wanted_links - links:
        yield f"没有写明提交复议申请的互联网渠道“{sorted(wanted_links)[0]}”，请补上。"
