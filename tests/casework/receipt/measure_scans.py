"""How many fields of made scans are read right: python -m tests.casework.receipt.measure_scans [N].

Needs the recognition component. Says what was wrong, and whether it was in doubt.
"""

import re
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from casework.receipt.component import HOW_TO_GET_IT, component
from casework.receipt.receipt_form import read_application


def bare(text: str) -> str:
    return re.sub(r"[\s\W_]", "", text)


def main(count: int) -> int:
    folder = component()
    if folder is None:
        print(HOW_TO_GET_IT)
        return 1
    sys.path.append(str(folder))
    from tests.casework.receipt.scans import KINDS, form_picture

    told: Counter[str] = Counter()
    with TemporaryDirectory() as place:
        for seed in range(count):
            kind = KINDS[seed % len(KINDS)]
            raw, truth = form_picture(Random(seed), kind)
            path = Path(place) / f"{seed}.jpg"
            path.write_bytes(raw)
            began = time.monotonic()
            reading = read_application(path)
            wrong = []
            for name, value in truth.items():
                found = reading.fields.get(name)
                right = found is not None and bare(found.value) == bare(value)
                doubted = found is None or bool(found.doubt)
                told["right" if right else "doubted" if doubted else "wrong"] += 1
                told["right, yet doubted"] += right and doubted
                if not right:
                    wrong.append((name, found and found.value))
            print(seed, kind, f"{time.monotonic() - began:.1f} s", wrong or "", flush=True)
    asked = told["right"] + told["doubted"] + told["wrong"]
    print(f"{told['right']} of {asked} right ({told['right'] / asked:.1%}), {dict(told)}")
    return 0 if told["right"] >= 0.97 * asked and not told["wrong"] else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
