"""Sums of bounded size, worked out without running anything."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable

_LONGEST = 200  # characters of an expression
_MOST_BITS = 4096  # of a whole number
_MOST_DEPTH = 50

Number = int | float

_BINARY: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


def calculated(expression: str) -> str:
    """The value of `expression`; raises ValueError for anything but a sum of bounded size."""
    if len(expression) > _LONGEST:
        raise ValueError("the expression is too long")
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        value = _value(tree.body, _MOST_DEPTH)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError("this is not a sum") from error
    except ZeroDivisionError as error:
        raise ValueError("division by zero") from error
    except OverflowError as error:
        raise ValueError("the result is too large") from error
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value)


def _value(node: ast.expr, depth: int) -> Number:
    if depth == 0:
        raise ValueError("the expression is nested too deeply")
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return _bounded(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, depth - 1)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand, depth - 1)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(_value(left, depth - 1), _value(right, depth - 1))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _bounded(_BINARY[type(op)](_value(left, depth - 1), _value(right, depth - 1)))
        case _:
            raise ValueError("this is not a sum")


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0:
        if max(base.bit_length(), 1) * exponent > _MOST_BITS:
            raise ValueError("the result is too large")
        return int(base**exponent)
    result = float(base) ** float(exponent)
    if isinstance(result, complex):
        raise ValueError("the result is not a real number")  # noqa: TRY004 - it is a value
    return _bounded(float(result))


def _bounded(number: Number) -> Number:
    if isinstance(number, int) and number.bit_length() > _MOST_BITS:
        raise ValueError("the number is too large")
    if isinstance(number, float) and not math.isfinite(number):
        raise ValueError("the number is too large")
    return number
