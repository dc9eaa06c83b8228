"""Small faults, one at a time, in the source of a module.

Left out, because no test should have to tell them: annotations, types, docstrings,
decorators, ``__slots__``, ``strict=`` of ``zip``, the texts of errors and warnings
(among them the name of an argument that a check is given), f-strings and every other
text with a space in it.
"""

import ast
import copy
import hashlib
from dataclasses import dataclass

COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
MESSAGE_MAKERS = {"sentence", "warn"}
NOT_MUTATED = {"annotation", "returns", "decorator_list", "type_params"}


@dataclass(frozen=True)
class Mutant:
    """One fault: the top-level statement it is in, as it was and as it is."""

    file: str
    lines: tuple[int, int]
    at_import: bool
    place: str
    operator: str
    before: str
    after: str
    number: int
    statement: ast.stmt

    @property
    def line(self) -> int:
        return self.lines[0]

    @property
    def name(self) -> str:
        return f"{self.place}: {self.operator}: {self.before} => {self.after}"

    def rank(self, seed: int) -> str:
        """Return this mutant's place in the random order of ``seed``.

        It depends on the mutant alone, so a sample stays the same when other code moves.
        """
        text = f"{seed}|{self.file}|{self.name}|{self.number}"
        return hashlib.sha256(text.encode()).hexdigest()


def mutants_of(path, file):
    """Return every mutant of the module at ``path``, in the order of its lines."""
    made, seen = [], {}
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        if _is_no_code(statement) or _is_text(statement, None):
            continue
        for trail, place in _walk(statement):
            for operator, replacement in _replacements(_at(statement, trail)):
                mutated = _replaced(statement, trail, replacement)
                before, after = _shown(statement, trail), _shown(mutated, trail)
                key = (place, operator, before, after)
                seen[key] = seen.get(key, -1) + 1
                where = _lines(statement, trail), _is_run_at_import(statement, trail)
                made.append(Mutant(file, *where, *key, seen[key], mutated))
    return made


def unchanged(path, file):
    """Return every statement of a module as a mutant without a fault."""
    return [
        Mutant(file, (0, 0), True, "", "", "", "", 0, statement)
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if not _is_no_code(statement) and not _is_text(statement, None)
    ]


def _is_no_code(statement):
    """Tell imports, lists of what to import, and what is for types only."""
    heads = ("import ", "from ", "__all__ = ", "if TYPE_CHECKING:")
    return ast.unparse(statement).startswith(heads)


def _walk(node, trail=(), place=""):
    """Yield (trail, place) of every node that may be mutated; a trail is fields from the top."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        place = f"{place}.{node.name}".lstrip(".")
    yield trail, place
    for field, value in ast.iter_fields(node):
        if field in NOT_MUTATED:
            continue
        if isinstance(node, ast.keyword) and node.arg == "strict":
            continue
        children = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, child in children:
            if isinstance(child, ast.AST) and not _is_text(child, node):
                yield from _walk(child, (*trail, (field, index)), place)


def _is_text(node, parent):
    """Tell docstrings and the texts that people read."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "__slots__"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return " " in node.value or (
            isinstance(parent, ast.Call)
            and _called(parent).lstrip("_").startswith("check_")
            and parent.args[:1] == [node]
        )
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value) == "Literal"
    return isinstance(node, ast.Call) and (
        isinstance(parent, ast.Raise) or _called(node) in MESSAGE_MAKERS
    )


def _called(call):
    return ast.unparse(call.func).rsplit(".", 1)[-1]


def _replacements(node):  # noqa: C901, PLR0912
    """Yield (operator, new node) for each fault of one node."""
    if isinstance(node, ast.Compare):
        for k, comparison in enumerate(node.ops):
            ops = list(node.ops)
            ops[k] = COMPARISONS[type(comparison)]()
            yield "comparison", _with(node, ops=ops)
    elif isinstance(node, ast.BinOp | ast.AugAssign):
        yield "arithmetic", _with(node, op=ARITHMETIC[type(node.op)]())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and, or", _with(node, op=other)
    elif isinstance(node, ast.UnaryOp):
        yield "unary", node.operand
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Return) and node.value is not None:
        if not _is_none(node.value):
            yield "return", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "condition", _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Expr) and not isinstance(node.value, ast.Yield):
        yield "statement", ast.Pass()
    elif isinstance(node, ast.Break | ast.Continue):
        yield "loop", ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    elif isinstance(node, ast.Call):
        for k, keyword in enumerate(node.keywords):
            if keyword.arg not in (None, "strict"):
                rest = node.keywords[:k] + node.keywords[k + 1 :]
                yield "argument", _with(node, keywords=rest)


def _constants(node):
    if isinstance(node.value, bool):
        yield "constant", ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield "constant", ast.Constant(node.value + 1)
    elif isinstance(node.value, str):
        yield "text", ast.Constant(node.value + "XX")


def _is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def _with(node, **changes):
    changed = copy.copy(node)
    for field, value in changes.items():
        setattr(changed, field, value)
    return changed


def _at(node, trail):
    for field, index in trail:
        node = getattr(node, field)
        node = node if index is None else node[index]
    return node


def _replaced(node, trail, replacement):
    """Return ``node`` with the one at ``trail`` replaced; the rest is shared."""
    if not trail:
        return replacement
    (field, index), rest = trail[0], trail[1:]
    value = getattr(node, field)
    if index is None:
        return _with(node, **{field: _replaced(value, rest, replacement)})
    values = list(value)
    values[index] = _replaced(values[index], rest, replacement)
    return _with(node, **{field: values})


def _lines(statement, trail):
    """Return the line the fault is on and the one its statement begins on."""
    nodes = [_at(statement, trail[:k]) for k in range(len(trail), -1, -1)]
    own = next(node.lineno for node in nodes if hasattr(node, "lineno"))
    return own, next(node.lineno for node in nodes if isinstance(node, ast.stmt))


def _is_run_at_import(statement, trail):
    """Tell whether the fault is in no function's body."""
    return not any(
        field == "body"
        and isinstance(_at(statement, trail[:k]), ast.FunctionDef | ast.Lambda)
        for k, (field, _) in enumerate(trail)
    )


def _shown(statement, trail):
    """Return the statement, or the head of it, that the fault is in."""
    nodes = [_at(statement, trail[:k]) for k in range(len(trail) + 1)]
    inner = [node for node in nodes if isinstance(node, ast.stmt | ast.comprehension)]
    lines = ast.unparse(ast.fix_missing_locations(inner[-1])).splitlines()
    return next(line for line in lines if not line.startswith("@"))
