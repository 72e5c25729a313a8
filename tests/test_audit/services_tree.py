"""The services as their source reads: which functions there are, whom they call, and what they do with the database."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import dashboard.services

FOLDER = Path(dashboard.services.__file__).parent
PACKAGE = "dashboard.services"


@dataclass(frozen=True)
class Function:
    """One function of a service.

    :param calls: what it calls, as written: ``permit``, ``leave.note``, ``db.writing``.
    """

    module: str
    name: str
    parameters: frozenset[str]
    calls: frozenset[str]
    by_is_optional: bool = False

    @property
    def path(self) -> str:
        """As in ``people.sessions.revoke_session``."""
        return f"{self.module}.{self.name}"

    @property
    def public(self) -> bool:
        """Whether others may call it."""
        return not self.name.startswith("_")

    def does(self, what: str) -> bool:
        """Whether it calls something of that name: ``note``, ``writing``."""
        return any(call == what or call.endswith(f".{what}") for call in self.calls)


@dataclass(frozen=True)
class Module:
    """One module, its functions, and what it has from other services: ``{name here: (module, name there)}``."""

    name: str
    functions: dict[str, Function] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)


@cache
def modules() -> dict[str, Module]:
    """All of them, by name below ``dashboard.services``."""
    return {one.name: one for one in map(_module, sorted(FOLDER.rglob("*.py")))}


def functions() -> Iterator[Function]:
    """All of them."""
    for module in modules().values():
        yield from module.functions.values()


def reached(start: Function) -> set[Function]:
    """The function and every service function that it calls, directly or not."""
    found: set[Function] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(_called(one))
    return found


def _called(caller: Function) -> Iterator[Function]:
    here = modules()[caller.module]
    for call in caller.calls:
        first, _, rest = call.partition(".")
        module, name = here.imported.get(first, (caller.module, first))
        name = rest or name
        target = modules().get(module if not rest else f"{module}.{here.imported[first][1]}".strip(".") if first in here.imported else "?")
        if target and name in target.functions:
            yield target.functions[name]


def _module(file: Path) -> Module:
    name = ".".join(file.relative_to(FOLDER).with_suffix("").parts)
    made = Module(name)
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef):
            arguments = node.args
            parameters = {one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
            calls = {ast.unparse(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call)}
            # A call on the outcome of a call: permit(...).note(...)
            plain = {call.rpartition(").")[2] for call in calls}
            made.functions[node.name] = Function(
                name, node.name, frozenset(parameters), frozenset(calls | plain), _optional(arguments, "by")
            )
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            origin = (node.module or "").removeprefix(PACKAGE).removeprefix(".")
            for alias in node.names:
                made.imported[alias.asname or alias.name] = (origin, alias.name)
    return made


def _optional(arguments: ast.arguments, name: str) -> bool:
    plain = [*arguments.posonlyargs, *arguments.args]
    last = plain[len(plain) - len(arguments.defaults) :]
    keywords = [one for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is not None]
    return name in {one.arg for one in (*last, *keywords)}
