"""One register on a server, several windows: each hears of the others."""
