"""Covering a paper place by place: its pages, what is in question on them, and the grounds."""
