"""Start the program: the window, one of its commands, or the child that reads foreign bytes."""

import sys

from casework.foreign.worker import PRIVATE
from casework.foreign.worker import main as read_apart

if __name__ == "__main__":
    if sys.argv[1:] == [PRIVATE]:
        raise SystemExit(read_apart())
    from desktop.start.command_line import main

    raise SystemExit(main(sys.argv[1:]))
