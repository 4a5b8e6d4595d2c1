"""What the office has made public, found while a matter is typed."""
