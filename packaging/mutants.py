"""One change to a module: the operators of mutation, and what they leave alone.

Annotations, decorators, docstrings, imports, `__slots__`, `strict=` of zip, the types named to a
checker and texts a person reads are left alone; docs/mutation.md says why.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import NamedTuple

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.MatMult: ast.Mult,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
# How long is waited and how much is taken at a time: a second or a row more is no other program.
_OF_SPEED = re.compile("_SECONDS$|_MS$|_CHUNK$|_CACHE_KIB$|_A_STEP$|_AT_A_TIME$|_STATEMENTS$")
# The same, where it is told to another.
_OF_SPEED_TOO = ("timeout", "maxsize")
# What only a reader of types meets, and what only Windows runs.
_NOT_HERE = {"test": ("TYPE_CHECKING",), "body": ("TYPE_CHECKING", "sys.platform == 'win32'")}
TYPES = ("None", "int", "str", "bool", "float")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CONDITIONED = (ast.If, ast.While, ast.IfExp)
WITHIN_CONDITION = (ast.Compare, ast.BoolOp, ast.Constant)


class Mutant(NamedTuple):
    """One change: where it is, what it says, and the tree's field that it replaces."""

    operator: str
    node: ast.AST
    parent: ast.AST
    field: str
    place: int | None
    new: ast.AST
    line: int
    statement: tuple[int, int]
    function: str | None

    def put(self, new: ast.AST) -> None:
        """Set the field of the tree that this mutant changes."""
        if self.place is None:
            setattr(self.parent, self.field, new)
        else:
            getattr(self.parent, self.field)[self.place] = new

    def code(self, tree: ast.Module, path: Path) -> CodeType:
        """Return the module compiled with this one change."""
        self.put(ast.fix_missing_locations(ast.copy_location(self.new, self.node)))
        try:
            return compiled(tree, path)
        finally:
            self.put(self.node)

    @property
    def words(self) -> str:
        """The change, as a reader of the source would write it."""
        return f"{_short(self.node)}  →  {_short(self.new)}"


def compiled(tree: ast.Module, path: Path) -> CodeType:
    """Return the code of a module."""
    code: CodeType = compile(tree, str(path), "exec", dont_inherit=True)
    return code


def nested(code: CodeType, wanted: CodeType) -> CodeType:
    """Return the code with the same name and first line within a compiled module."""
    waiting = [code]
    while waiting:
        one = waiting.pop()
        if (one.co_qualname, one.co_firstlineno) == (wanted.co_qualname, wanted.co_firstlineno):
            return one
        waiting += [constant for constant in one.co_consts if isinstance(constant, CodeType)]
    raise LookupError(wanted.co_qualname)


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else text[:87] + "…"


def changes(node: ast.AST, parent: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield each change of one node with the name of its operator."""
    match node:
        case ast.Compare(left, ops, right):
            for place, op in enumerate(ops):
                swapped = [*ops[:place], COMPARED[type(op)](), *ops[place + 1 :]]
                yield "comparison", ast.Compare(left, swapped, right)
        case ast.BoolOp(op, values):
            yield "and/or", ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert(), operand):
            yield "sign or not dropped", operand
        case ast.BinOp(left, op, right) if not (
            _is_text(left) or _is_text(right) or _is_type(left) or _is_type(right)
        ):
            yield "arithmetic", ast.BinOp(left, CALCULATED[type(op)](), right)
        case ast.AugAssign(target, op, value) if not _is_text(value):
            yield "arithmetic", ast.AugAssign(target, CALCULATED[type(op)](), value)
        case ast.Constant(bool(value)):
            yield "boolean", ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            yield "number", ast.Constant(value + 1)
        case ast.Constant("win32"):
            # Neither name is that of the system the mutants are tried on.
            pass
        case ast.Constant(str(value)) if _is_word(value) and not isinstance(parent, ast.JoinedStr):
            yield "word", ast.Constant(f"XX{value}XX")
        case ast.Return(value) if value is not None and not _is_none(value):
            yield "return", ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()) | ast.Raise() | ast.Delete():
            yield "statement dropped", ast.Pass()
        case ast.Break():
            yield "loop", ast.Continue()
        case ast.Continue():
            yield "loop", ast.Break()
        case ast.Call(ast.Name(name), arguments, keywords) if name in CALLED:
            other = ast.Name(CALLED[name], ast.Load())
            yield "min/max, any/all", ast.Call(other, arguments, keywords)
    if _is_bare_condition(node, parent):
        yield "condition negated", ast.UnaryOp(ast.Not(), node)  # type: ignore[arg-type]


def _is_word(text: str) -> bool:
    return text.isascii() and " " not in text


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_type(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr) and _is_type(node.left)
    return ast.unparse(node) in TYPES


def _is_bare_condition(node: ast.AST, parent: ast.AST) -> bool:
    if isinstance(node, WITHIN_CONDITION) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    ):
        return False
    if isinstance(parent, CONDITIONED):
        return node is parent.test
    return isinstance(parent, ast.comprehension) and node in parent.ifs


def mutants_of(tree: ast.Module) -> list[Mutant]:
    """Return every mutant of a module, in the order of its lines."""
    found: list[Mutant] = []
    _walk(tree, found, (1, 1), (), None)
    return found


def _walk(
    parent: ast.AST,
    found: list[Mutant],
    statement: tuple[int, int],
    scope: tuple[str, ...],
    function: str | None,
) -> None:
    for field, place, node in _children(parent):
        if _is_left_alone(node, parent, field):
            continue
        lines, inner, named = statement, scope, function
        if isinstance(node, ast.stmt):
            lines = node.lineno, header_end(node)
        if isinstance(node, FUNCTIONS) and function is None:
            named = ".".join((*scope, node.name))
        elif isinstance(node, ast.ClassDef):
            inner = (*scope, node.name)
        # Defaults are worked out where the function is defined.
        within = None if isinstance(parent, FUNCTIONS) and field == "args" else named
        for operator, new in changes(node, parent):
            line = getattr(node, "lineno", lines[0])
            found.append(Mutant(operator, node, parent, field, place, new, line, lines, within))
        _walk(node, found, lines, inner, within)


def _children(parent: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(parent):
        if isinstance(value, ast.AST):
            yield field, None, value
        elif isinstance(value, list):
            for place, node in enumerate(value):
                if isinstance(node, ast.AST):
                    yield field, place, node


def _is_left_alone(node: ast.AST, parent: ast.AST, field: str) -> bool:
    if field in ("annotation", "returns", "decorator_list", "bases", "format_spec"):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(parent, ast.If | ast.IfExp) and field in _NOT_HERE:
        asked = node if field == "test" else parent.test
        if ast.unparse(asked) in _NOT_HERE[field]:
            return True
    if isinstance(node, ast.keyword) and node.arg == "strict":
        # zip(…, strict=True) says to the reader that lengths are equal; no answer depends on it.
        return True
    if isinstance(parent, ast.Call) and field == "args" and node is parent.args[0]:
        return ast.unparse(parent.func) in ("cast", "TypeVar", "NewType")
    if isinstance(node, ast.Assign):
        named = (one for target in node.targets for one in ast.walk(target))
        names = {one.id for one in named if isinstance(one, ast.Name)}
        return bool(names & {"__slots__", "__all__"}) or all(map(_OF_SPEED.search, names or " "))
    if isinstance(node, ast.keyword):
        return node.arg in _OF_SPEED_TOO
    return isinstance(node, ast.Import | ast.ImportFrom)


def header_end(node: ast.stmt) -> int:
    """Return the last line of a statement before its body, of the whole where it has none."""
    body = getattr(node, "body", None)
    if isinstance(body, list) and body:
        before_body: int = body[0].lineno - 1
        return max(node.lineno, before_body)
    return node.end_lineno or node.lineno
