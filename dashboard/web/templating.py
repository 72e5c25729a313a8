"""How our templates become Python: as Jinja makes it, but for what it asks anew for each of some thousand values.

- A text is escaped where it stands, by markupsafe's own hand, without a ``Markup`` around it: that took four times as long.
- An attribute is taken as one; what has none of that name (a mapping) is left to Jinja.
- What a template calls is called at once: nothing of ours wants to know the context of the template.
- What all templates know is kept in one mapping, not in a chain of two.

Together they are a fifth of what the pages of an organisation take.
"""

from collections.abc import Callable, MutableMapping
from io import StringIO
from typing import Any

import markupsafe
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape

text_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What ``escape`` does to plain text; not of its public face, and therefore not taken for granted."""


class _Writer(CodeGenerator):
    """Writes templates as Python."""

    def write_commons(self) -> None:
        self.writeline("text_escaped = environment.text_escaped")
        super().write_commons()

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(text_escaped(shown) if type(shown := (")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(")) is str else shown if type(shown) is Markup else escape(shown))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.write("(found if (found := getattr(owner := (")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(owner, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        self.visit(node.node, frame)
        whole, self.stream = self.stream, StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        signature, self.stream = self.stream.getvalue(), whole
        self.write(f"({signature.removeprefix(', ')})")


class Templates(Environment):
    """The environment of all our pages made on the server."""

    code_generator_class = _Writer
    text_escaped = staticmethod(text_escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows: all that every one of them does, which is settled before the first is read."""
        return {**self.globals, **(d or {})}
