"""What every workbook written here has in common: words of others are never live."""

from typing import Any

# A name may begin as a formula or a link does; only what `write_formula` writes is one.
NO_LIVE_CELLS: dict[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False}
