"""Write the approved texts of tests/casework/approved anew: read the difference before keeping it.

python packaging/approve.py
"""

import os
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    os.environ["APPROVE"] = "1"
    repo = Path(__file__).resolve().parent.parent
    sys.exit(pytest.main(["-q", str(repo / "tests/casework/approved"), *sys.argv[1:]]))
