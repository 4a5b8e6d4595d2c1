"""Write the approved texts of casework/ and db/ anew: read the difference before keeping it.

python packaging/approve.py
"""

import os
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    os.environ["APPROVE"] = "1"
    repo = Path(__file__).resolve().parent.parent
    told = [str(repo / "tests" / room / "approved") for room in ("casework", "db")]
    sys.exit(pytest.main(["-q", *(sys.argv[1:] or told)]))
