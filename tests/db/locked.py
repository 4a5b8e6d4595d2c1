"""The keys tests of encrypted files know: the one they are made by, and another."""

KEY, OTHER = "ab" * 32, "cd" * 32
