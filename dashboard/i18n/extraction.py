"""Every sentence for the catalogues, with where it is said: in the code, in the templates, in the help of the command line."""

import ast
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = (("dashboard", "*.py"), ("connectors", "*.py"), ("db", "*.py"), ("pages", "*.py"), ("dashboard", "*.html"))
COMMANDS = ROOT / "dashboard" / "cli"
"""Where help texts are."""
KEYWORDS = {"N_": 1, "words": 1, "say": 1, "speak": 1, "self": 1, "plural": 2}
"""How many sentences each function takes, by its name."""

Sentence = str | tuple[str, ...]
"""A sentence, or one and its plural."""


def sentences() -> Iterator[tuple[str, int, Sentence]]:
    """(file, line, sentence) of everything that is said."""
    for folder, pattern in SOURCES:
        for path in sorted((ROOT / folder).rglob(pattern)):
            for line, sentence in _in_file(path):
                yield path.relative_to(ROOT).as_posix(), line, sentence


def _in_file(path: Path) -> Iterator[tuple[int, Sentence]]:
    source = path.read_text(encoding="utf-8")
    yield from in_template(source) if path.suffix == ".html" else in_code(source)
    if path.is_relative_to(COMMANDS):
        yield from in_help(source)


def in_code(source: str) -> Iterator[tuple[int, Sentence]]:
    """What ``words("...")``, ``words()("...")``, ``N_("...")`` and their like say, inside f-strings too."""
    for call in ast.walk(ast.parse(source)):
        number = KEYWORDS.get(called(call), 0) if isinstance(call, ast.Call) else 0
        if isinstance(call, ast.Call) and number:
            texts = tuple(one.value for one in call.args[:number] if isinstance(one, ast.Constant) and isinstance(one.value, str))
            if len(texts) == number:
                yield call.lineno, texts if number > 1 else texts[0]


def called(call: ast.Call) -> str:
    """The name of what is called in ``words(...)`` and ``visit.words(...)``; ``words`` in ``words()(...)`` and ``words_in("fr")(...)``."""
    if isinstance(call.func, ast.Call):
        return "words" if called(call.func) in ("words", "words_in") else ""
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def in_template(source: str) -> Iterator[tuple[int, Sentence]]:
    """What ``words("...")`` and ``words.plural("...", "...", n)`` say in a template."""
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        number = KEYWORDS.get(getattr(call.node, "attr", getattr(call.node, "name", "")), 0)
        texts = tuple(one.value for one in call.args[:number] if isinstance(one, nodes.Const) and isinstance(one.value, str))
        if number and len(texts) == number:
            yield call.lineno, texts if number > 1 else texts[0]


def in_help(source: str) -> Iterator[tuple[int, Sentence]]:
    """Help texts where Click has them: docstrings of commands, ``help=`` of options and arguments, ``metavar=`` of options."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any(_makes(one, "command", "group") for one in node.decorator_list):
            text = ast.get_docstring(node)
            if text:
                yield node.lineno, text
        elif isinstance(node, ast.Call) and _makes(node, "option", "argument"):
            shown = ("help", "metavar") if _makes(node, "option") else ("help",)
            for keyword in node.keywords:
                said = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
                if keyword.arg in shown and isinstance(said, str):
                    yield keyword.value.lineno, cleandoc(said)


def _makes(node: ast.expr, *what: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in what
