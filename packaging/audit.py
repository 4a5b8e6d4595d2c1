"""Hold every pinned part against the list of known weaknesses kept in the repository.

python packaging/audit.py            without a network; exit 1 where a pin is affected
python packaging/audit.py --renew    ask the OSV database for every pin and write the list anew
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import Request, urlopen

HERE = Path(__file__).resolve().parent
LIST = HERE / "advisories.json"
LOCKS = (
    *("requirements.lock", "cipher.lock", "server.lock", "ocr.lock"),
    "requirements-bundle.lock",
)
_OSV = "https://api.osv.dev/v1"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_OLD_DAYS = 180
_SECONDS = 30


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


def renew(pinned: dict[str, str]) -> None:
    """Write the list anew from the OSV database; what was on it stays. Raises `URLError`."""
    known = {one.id: one for one in kept(LIST.read_text(encoding="utf-8"))}
    for package, version in pinned.items():
        named = {"name": package, "ecosystem": "PyPI"}
        said: dict[str, object] = {"package": named, "version": version}
        for found in _asked("query", said).get("vulns", []):
            for one in _advisories(found, package):
                known[one.id] = one
    lines = [json.dumps(one._asdict(), ensure_ascii=False) for _, one in sorted(known.items())]
    head = f'{{\n "renewed_on": "{datetime.now(UTC):%Y-%m-%d}",\n "source": "OSV",\n'
    body = ",\n  ".join(lines)
    LIST.write_text(f'{head} "advisories": [\n  {body}\n ]\n}}\n', encoding="utf-8", newline="\n")


def _asked(door: str, said: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    asked = Request(f"{_OSV}/{door}", json.dumps(said).encode(), method="POST")
    with urlopen(asked, timeout=_SECONDS) as answer:
        found = json.load(answer)
    return found if isinstance(found, dict) else {}


def _advisories(found: dict[str, object], package: str) -> Iterator[Advisory]:
    affected = found.get("affected")
    for one in affected if isinstance(affected, list) else []:
        for span in one.get("ranges", []):
            events = span.get("events", [])
            introduced = next((e["introduced"] for e in events if "introduced" in e), "0")
            fixed = next((e["fixed"] for e in events if "fixed" in e), "")
            if span.get("type") != "GIT":
                summary = str(found.get("summary") or "")[:200]
                yield Advisory(str(found["id"]), package, introduced, fixed, summary)


def main(words: Sequence[str]) -> int:
    """Audit, after having renewed the list where that is asked for; return the exit code."""
    pinned = pins([(HERE / name).read_text(encoding="utf-8") for name in LOCKS])
    if "--renew" in words:
        try:
            renew(pinned)
        except (URLError, OSError) as error:
            print(f"The list was not renewed: {error}")
            return 1
    text = LIST.read_text(encoding="utf-8")
    found = list(affecting(pinned, kept(text)))
    for one in found:
        print(f"{one.package} {pinned[one.package]}: {one.id}, {one.summary}")
    renewed = datetime.fromisoformat(json.loads(text)["renewed_on"]).replace(tzinfo=UTC)
    days = (datetime.now(UTC) - renewed).days
    if days > _OLD_DAYS:
        print(f"The list is {days} days old: python packaging/audit.py --renew")
    print(f"{len(pinned)} parts, {len(kept(text))} advisories, {len(found)} affected")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
