"""The whole file of a case, as an archive and a court take it: in order, numbered, in one piece."""
