"""What the clerk does: one function an act, one transaction an act."""
