"""Start the program: the window, or one of its commands."""

import sys

from desktop.start.command_line import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
