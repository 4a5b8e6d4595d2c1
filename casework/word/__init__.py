"""Word documents without Word: templates filled, checked and read back.

`fill` makes a letter of a template and its values; `check_template` says in sentences what is
wrong with a template before any letter is made of it; `paragraphs` reads a document back.
"""

from casework.word.codes import Code
from casework.word.merging import MergingStopped, merge
from casework.word.page import LetterPage, PageLine, PaperSize, page_of
from casework.word.parts import packed, source_bytes
from casework.word.read_back import filled_paragraphs, paragraphs, review_marks, surroundings
from casework.word.template import Names, Template, Value, Values, fill, placeholders, template
from casework.word.template_check import TemplateProblem, check_template

__all__ = [
    "Code",
    "LetterPage",
    "MergingStopped",
    "Names",
    "PageLine",
    "PaperSize",
    "Template",
    "TemplateProblem",
    "Value",
    "Values",
    "check_template",
    "fill",
    "filled_paragraphs",
    "merge",
    "packed",
    "page_of",
    "paragraphs",
    "placeholders",
    "review_marks",
    "source_bytes",
    "surroundings",
    "template",
]
