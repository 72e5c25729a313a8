"""The command line speaks the reader's language, and answers at once."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dashboard.cli.group import essaim
from dashboard.cli.spoken import PLURALS, SENTENCES
from dashboard.i18n import words_in

HEAVY = ("streamlit", "sqlmodel", "sqlalchemy", "plotly", "httpx", "atproto", "mastodon", "dbos", "uvicorn")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = [(), *commands(essaim)]


def found(path: tuple[str, ...]) -> click.Command:
    command: click.Command = essaim
    for name in path:
        assert isinstance(command, click.Group)
        inner = command.get_command(click.Context(command), name)
        assert inner is not None
        command = inner
    return command


def plain(text: str) -> str:
    """On one line, every space an ordinary one."""
    return " ".join(text.split())


def shown(arguments: tuple[str, ...], language: str) -> str:
    result = CliRunner().invoke(essaim, arguments, env={"ESSAIM_LANGUAGE": language}, terminal_width=400)
    return plain(result.output)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_speaks_the_language_of_the_settings(path: tuple[str, ...]) -> None:
    command = found(path)
    texts = [command.help, *(getattr(one, "help", None) for one in command.params)]
    for language in ("fr", "en", "fr"):
        page = shown((*path, "--help"), language)
        for text in filter(None, texts):
            assert plain(words_in(language)(text)) in page
    assert not re.search(r"Usage:|Options:|default:|\b(?:Show|required|TEXT|NUMBER|INTEGER|YYYY-MM-DD)\b", shown((*path, "--help"), "fr"))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    options = [one for one in found(path).params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


@pytest.mark.parametrize(
    ("typed", "french", "english"),
    [
        (
            ("nothing",),
            "La commande nothing n’existe pas. Pour l’aide : essaim --help",
            "No such command 'nothing'. For help: essaim --help",
        ),
        (("account", "figure"), "Il manque l’argument 'SLUG'. Pour l’aide : essaim account figure --help", "Missing argument 'SLUG'."),
        (
            ("serve", "--port", "0"),
            "Valeur refusée pour '--port' : 0 est hors de l’intervalle",
            "Invalid value for '--port': 0 is not in the range",
        ),
        (("demo", "--day", "3"), "Peut-être '--days' ?", "Did you mean '--days'?"),
        (("demo", "--days", "many"), "« many » n’est pas un nombre entier.", "'many' is not a valid integer range."),
        (("collect", "a", "b", "c"), "Des arguments en trop (b c)", "Got unexpected extra arguments (b c)"),
    ],
)
def test_what_was_mistyped_is_said_in_both_languages(typed: tuple[str, ...], french: str, english: str) -> None:
    assert french in shown(typed, "fr")
    assert english in shown(typed, "en")


def test_click_still_says_what_we_translate() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    joined = re.sub(r'"\s*\n\s*"', "", source).replace("\\n\\t", "\n\t")
    assert [text for text in (*SENTENCES, *(text for pair in PLURALS for text in pair)) if f'"{text}"' not in joined] == []


def test_the_list_of_commands_imports_nothing_heavy() -> None:
    code = "import sys; from dashboard.cli import main; sys.argv = ['essaim', '--help']\ntry: main()\nfinally: print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Servir" in result.stdout or "Serve" in result.stdout
    assert [name for name in HEAVY if name in result.stdout.splitlines()[-1].split()] == []
