# SPDX-License-Identifier: GPL-3.0-or-later
"""Formulas of derived columns against Python's own eval: 20,000 random expressions over random
columns, with few and with many parentheses; what raises an error there has no value here."""
import ast
import math
import random
import subprocess
import sys

TOOL = sys.argv[1]


def power(a, b):
    """Python goes on with complex numbers, and they may be compared for equality."""
    value = a ** b
    if isinstance(value, complex):
        raise ValueError
    return value


class Powers(ast.NodeTransformer):
    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow):
            return node
        return ast.copy_location(ast.Call(ast.Name("power", ast.Load()), [node.left, node.right], []), node)


KNOWN = {"power": power, "abs": abs, "ceil": math.ceil, "exp": math.exp, "floor": math.floor, "log": math.log, "max": max,
         "min": min, "round": round, "sqrt": math.sqrt, "__builtins__": {}}
BINARY = ["+", "-", "*", "/", "//", "%", "**", "<", "<=", ">", ">=", "==", "!="]
COMPARING = set(BINARY[7:])
# The binding of each operator in both languages: what needs parentheses to be read as it was made.
LEVEL = {**{o: 0 for o in COMPARING}, "+": 1, "-": 1, "*": 2, "/": 2, "//": 2, "%": 2, "unary": 3, "**": 4}
NUMBERS = [0.0, 1.0, 2.0, 3.0, 0.5, 10.0, 1e-5, 1e5, 7.25, 100.0, 1e200]


def wrapped(part, least, draw):
    """Text of a part, in parentheses where its operator binds less than `least`, or by chance."""
    mine, theirs, level = part
    if level < least or draw.random() < 0.1:
        return f"({mine})", f"({theirs})"
    return mine, theirs


def expression(draw, depth):
    """The same expression here and in Python, and how strongly its outermost operator binds."""
    kind = draw.random()
    if depth == 0 or kind < 0.15:
        if draw.random() < 0.5:
            name = draw.choice("abcd") if draw.random() < 0.97 else "missing"
            return name, name, 5
        text = repr(draw.choice(NUMBERS) if draw.random() < 0.5 else round(draw.uniform(0, 50), 3))
        return text, text, 5
    if kind < 0.25:
        mine, theirs = wrapped(expression(draw, depth - 1), 3, draw)
        return f"-{mine}", f"-{theirs}", 3
    if kind < 0.4:
        name = draw.choice(["abs", "ceil", "exp", "floor", "log", "max", "min", "round", "sqrt"])
        parts = [expression(draw, depth - 1) for _ in range(draw.choice([2, 3]) if name in ("max", "min") else 1)]
        return f"{name}({', '.join(p[0] for p in parts)})", f"{name}({', '.join(p[1] for p in parts)})", 5
    if kind < 0.45:
        parts = [expression(draw, depth - 1) for _ in range(3)]
        return (f"if({', '.join(p[0] for p in parts)})", f"(({parts[1][1]}) if ({parts[0][1]}) else ({parts[2][1]}))", 5)
    operator = draw.choice(BINARY)
    level = LEVEL[operator]
    # Comparisons do not chain; powers group to the right, the others to the left.
    left = wrapped(expression(draw, depth - 1), level + (operator in COMPARING or operator == "**"), draw)
    right = wrapped(expression(draw, depth - 1), 3 if operator == "**" else level + 1, draw)
    space = draw.choice(["", " "])
    return (f"{left[0]}{space}{operator}{space}{right[0]}", f"{left[1]}{space}{operator}{space}{right[1]}", level)


def evaluated(text, columns):
    try:
        tree = ast.fix_missing_locations(Powers().visit(ast.parse(text, mode="eval")))
        value = float(eval(compile(tree, "formula", "eval"), dict(KNOWN), columns))
    except (ArithmeticError, ValueError, NameError):
        return None
    return value if math.isfinite(value) else None


draw = random.Random(20260)
lines, expected, texts = [], [], []
while len(lines) < 20_000:
    mine, theirs, _ = expression(draw, draw.choice([1, 2, 3, 4]))
    if len(mine) > 900:
        continue
    columns = {name: draw.choice([0.0, 1.0, -2.5, 81.25, draw.uniform(-10, 100), 3e-5]) for name in "abcd"}
    lines.append("\t".join([mine, *(f"{n}={v!r}" for n, v in columns.items())]))
    expected.append(evaluated(theirs, columns))
    texts.append((mine, theirs, columns))
done = subprocess.run([TOOL], input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True, check=True)
answers = done.stdout.splitlines()
assert len(answers) == len(lines), (len(answers), len(lines))
values = 0
for answer, theirs, text in zip(answers, expected, texts):
    assert not answer.startswith("error"), (answer, text)
    if theirs is None:
        assert answer == "none", (answer, text)
        continue
    values += 1
    assert answer != "none" and float(answer) == theirs, (answer, theirs, text)
print(f"{values} values equal to the last bit, {len(lines) - values} without one on both sides")
assert values > 10_000
