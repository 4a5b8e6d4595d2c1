"""A scan is read where recognition is installed; without it everything else goes on.

Thirty scans are measured by `python -m tests.casework.receipt.measure_scans`.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from casework.receipt.component import HOW_TO_GET_IT, component
from casework.receipt.reading import read_bytes
from casework.receipt.receipt_form import read_application
from rules.errors import ClerkError
from tests.faults.foreign_files import picture

_MAKE = """
import sys
from pathlib import Path
from random import Random
sys.path.append(sys.argv[1])
from tests.casework.receipt.scans import form_picture
import json
raw, truth = form_picture(Random(5), "all")
Path(sys.argv[2]).write_bytes(raw)
print(json.dumps(truth))
"""


def test_without_the_component_a_picture_says_how_to_get_it() -> None:
    with pytest.raises(ClerkError, match="python run"):
        read_bytes(picture(), "照片.png", recognise=False)
    assert "run.py ocr" in HOW_TO_GET_IT


@pytest.mark.timeout(180)
@pytest.mark.skipif(component() is None, reason="recognition is not installed")
def test_a_slanted_stamped_photograph_is_read_with_the_places_of_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "申请表.jpg"
    # Made in a process of its own: the component's libraries are not for the program's.
    made = subprocess.run(
        [sys.executable, "-c", _MAKE, str(component()), str(path)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    reading = read_application(path)
    for name, value in json.loads(made.stdout).items():
        found = re.sub(r"[\s\W_]", "", reading.values[name])
        assert found == re.sub(r"[\s\W_]", "", value)
    place = reading.fields["phone"].place
    assert place is not None
    assert 0.5 < place.left < 0.7
    assert 0.08 < place.top < 0.2
