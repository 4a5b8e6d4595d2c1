"""Hold every pinned part against the list of known weaknesses kept in the repository.

python packaging/audit.py                  without a network; exit 1 where a pin is affected
python packaging/audit.py --list           and say of each part what is known of it, and since when
python packaging/audit.py --renew          ask the OSV database for every pin; write the list anew
python packaging/audit.py --renew ADDRESS  ask another server that answers as OSV does

The list, `advisories.json`: `renewed_on` is the day it was last asked for and `source` where;
`advisories` are the weaknesses, each of one package from the version `introduced` (0 for the first)
to before `fixed` (empty where none is); `asked` names the packages a source was asked about, each
with its pin and the day. A package that is not named there was never asked about: nothing is known
of it, which is not the same as nothing being wrong. What the source answers is asked and read as
https://google.github.io/osv.dev/post-v1-query/ describes: POST ADDRESS/query with
`{"package": {"name", "ecosystem": "PyPI"}, "version"}` brings `vulns`, each with `id`, `summary`,
`affected[].package.name` and `affected[].ranges[].events[]`, and `next_page_token` where there is
more.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import Request, urlopen

HERE = Path(__file__).resolve().parent
LIST = HERE / "advisories.json"
LOCKS = tuple(sorted(path.name for path in HERE.glob("*.lock")))
_OSV = "https://api.osv.dev/v1"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_OLD_DAYS = 180
_SECONDS = 30
# No package has so many; a server that never ends would be asked for ever.
_MOST_PAGES = 50


class Advisory(NamedTuple):
    """A known weakness of a package, from a version to before another."""

    id: str
    package: str
    introduced: str
    fixed: str
    summary: str


def pins(texts: Sequence[str]) -> dict[str, str]:
    """Return every package with its pinned version."""
    return {
        name.lower().replace("_", "-"): version
        for text in texts
        for name, version in _PIN.findall(text)
    }


def kept(text: str) -> list[Advisory]:
    """Return the advisories of the list."""
    return [Advisory(**one) for one in json.loads(text)["advisories"]]


def order(version: str) -> tuple[int, ...]:
    """Return what versions are compared by: their numbers, without what stands behind them."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(one) for one in found[0].split(".")] if found else [0]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def affecting(pinned: dict[str, str], advisories: Sequence[Advisory]) -> Iterator[Advisory]:
    """Yield the advisories that concern a pinned version."""
    for one in advisories:
        version = pinned.get(one.package)
        if version is None or order(version) < order(one.introduced):
            continue
        if not one.fixed or order(version) < order(one.fixed):
            yield one


def renew(pinned: dict[str, str], source: str = _OSV, path: Path | None = None) -> None:
    """Write the list anew from a source; what was on it stays.

    Raises `URLError` where the source is not reached and `ValueError` where it does not answer as
    OSV does; the list is then as it was.
    """
    path = path or LIST
    told = json.loads(path.read_text(encoding="utf-8"))
    known = {_place(one): one for one in kept(path.read_text(encoding="utf-8"))}
    asked = dict(told.get("asked", {}))
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    for package, version in sorted(pinned.items()):
        for found in _found(source, package, version):
            for one in _advisories(found, package):
                known[_place(one)] = one
        asked[package] = [version, today]
    lines = [json.dumps(one._asdict(), ensure_ascii=False) for _, one in sorted(known.items())]
    names = [f"{json.dumps(name)}: {json.dumps(asked[name])}" for name in sorted(asked)]
    head = f'{{\n "renewed_on": "{today}",\n "source": {json.dumps(source)},\n'
    path.write_text(
        f'{head} "asked": {{\n  {_joined(names)}\n }},\n'
        f' "advisories": [\n  {_joined(lines)}\n ]\n}}\n',
        encoding="utf-8",
        newline="\n",
    )


def _joined(lines: Sequence[str]) -> str:
    return ",\n  ".join(lines)


def _place(one: Advisory) -> tuple[str, str, str]:
    # One weakness may have come, gone, and come again.
    return one.id, one.package, one.introduced


def _found(source: str, package: str, version: str) -> Iterator[dict[str, Any]]:
    said: dict[str, Any] = {
        "package": {"name": package, "ecosystem": "PyPI"},
        "version": version,
    }
    for _ in range(_MOST_PAGES):
        asked = Request(f"{source}/query", json.dumps(said).encode(), method="POST")
        asked.add_header("Content-Type", "application/json")
        with urlopen(asked, timeout=_SECONDS) as answer:
            found = json.load(answer)
        if not isinstance(found, dict) or not isinstance(found.get("vulns", []), list):
            raise ValueError(f"{source} does not answer as OSV does")
        yield from found.get("vulns", [])
        if not found.get("next_page_token"):
            return
        said["page_token"] = found["next_page_token"]


def _advisories(found: dict[str, Any], package: str) -> Iterator[Advisory]:
    if found.get("withdrawn"):
        return
    for one in found.get("affected", []):
        if _plain(one["package"]["name"]) != package:
            continue
        for span in one.get("ranges", []):
            if span.get("type") != "GIT":
                for introduced, fixed in _spans(span.get("events", [])):
                    summary = str(found.get("summary") or "")[:200]
                    yield Advisory(str(found["id"]), package, introduced, fixed, summary)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _spans(events: Sequence[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield from which version to before which a weakness was there, for each time it was."""
    introduced = ""
    for event in events:
        if "introduced" in event:
            introduced = event["introduced"]
        elif "fixed" in event and introduced:
            yield introduced, event["fixed"]
            introduced = ""
    if introduced:
        # Without a fix every later version is held to be affected, the last one known or not.
        yield introduced, ""


def known_of(pinned: dict[str, str], text: str) -> Iterator[str]:
    """Yield a line for each pinned part: what the list knows of it, and since when."""
    asked = json.loads(text).get("asked", {})
    advisories = kept(text)
    affected = {one.package for one in affecting(pinned, advisories)}
    for package, version in sorted(pinned.items()):
        many = sum(one.package == package for one in advisories)
        if package in affected:
            words = "affected"
        elif package in asked and asked[package][0] == version:
            words = f"none known as of {asked[package][1]}"
        elif many:
            words = f"none of the {many} listed by hand; never asked about"
        else:
            words = "never asked about"
        yield f"{package} {version}: {words}"


def age_words(text: str) -> str:
    """Return since when the list stands, how it was made, and what to do where it is old."""
    said = json.loads(text)
    renewed = datetime.fromisoformat(said["renewed_on"]).replace(tzinfo=UTC)
    days = (datetime.now(UTC) - renewed).days
    words = f"the list is of {said['renewed_on']}, {days} days old, from {said['source']}"
    old = "; too old: python packaging/audit.py --renew where there is a network"
    return f"{words}{old if days > _OLD_DAYS else ''}."


def main(words: Sequence[str]) -> int:
    """Audit, after having renewed the list where that is asked for; return the exit code."""
    pinned = pins([(HERE / name).read_text(encoding="utf-8") for name in LOCKS])
    if "--renew" in words:
        try:
            renew(pinned, next((one for one in words if not one.startswith("--")), _OSV))
        except (URLError, OSError, ValueError, KeyError, TypeError) as error:
            why = getattr(error, "reason", error)
            print(f"The list was not renewed ({why}); {age_words(LIST.read_text('utf-8'))}")
            return 1
    text = LIST.read_text(encoding="utf-8")
    found = list(affecting(pinned, kept(text)))
    for one in found:
        print(f"{one.package} {pinned[one.package]}: {one.id}, {one.summary}")
    lines = list(known_of(pinned, text))
    if "--list" in words:
        print("\n".join(lines))
    said = age_words(text)
    print(f"{said[0].upper()}{said[1:]}")
    never = sum(line.endswith("never asked about") for line in lines)
    print(
        f"{len(pinned)} parts, {len(kept(text))} advisories, {len(found)} affected,"
        f" {never} never asked about"
    )
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
