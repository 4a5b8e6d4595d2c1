"""Blacked out for good: papers written anew as pictures, with nothing beneath the bars.

What a stranger made is read once, in a child process, into pages of our own (`prepared`): a
picture of each page and the characters on it with their places. Suggestions, bars and the new PDF
are made from those pages alone, so that no text, layer, revision or property of the original has
a way into what leaves the house.
"""
