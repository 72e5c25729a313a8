"""Help texts of the command line, found where Click has them: docstrings of commands, ``help=`` of options and arguments."""

import ast
from collections.abc import Iterator
from inspect import cleandoc


def help_texts(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each help text in a module, as Click shows it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any(_makes(one, "command", "group") for one in node.decorator_list):
            text = ast.get_docstring(node)
            if text:
                yield node.lineno, text
        elif isinstance(node, ast.Call) and _makes(node, "option", "argument"):
            for keyword in node.keywords:
                said = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
                if keyword.arg in ("help", "metavar") and isinstance(said, str):
                    yield keyword.value.lineno, cleandoc(said)


def _makes(node: ast.expr, *what: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in what
