"""Every sentence has its French, and both languages are well set."""

import ast
import re
from collections.abc import Callable
from string import Formatter

import pytest
from babel.dates import get_month_names
from babel.messages.catalog import Message
from jinja2 import Environment, nodes

from dashboard.i18n.catalogue import forms, said, translated, untranslated
from dashboard.i18n.extraction import KEYWORDS, ROOT, SOURCES, called, in_code, in_help, in_template
from dashboard.services.read_accessibility import last_audit

SAID, FRENCH = said(), translated()
STATEMENT = last_audit()
"""Its sentences stand in a file of their own, in both languages."""
MESSAGES = [message for message in FRENCH if message.id]
CLICK = {message.id for message in MESSAGES if any(path.endswith("spoken.py") for path, _ in message.locations)}
"""Click's own sentences are set as Click sets them."""
LEFT_OUT = {"number_type"}
"""Click's English name of a type, which the French does without."""

MONTH = f"(?:{'|'.join(get_month_names('wide', locale='fr').values())})"

FRENCH_FAULTS = {
    "straight or English quotes": r"[\"'“”‘]",
    "no no-break space inside « »": "«(?!\u00a0)|(?<!\u00a0)»",
    "no no-break space before a colon": r"(?<!\u00a0):(?=\s|$)",
    "no narrow no-break space before ; ? or %": r"(?<!\u202f)[;?]|(?<=[\d}])%|(?<=[\d}]) %",
    "a number or a date that may be torn apart": rf"\d \d{{3}}(?!\d)|n° |\d(?:er)? {MONTH}|{MONTH} \d{{4}}",
    "an exclamation mark": "!",
    "a stray space": r" [:;?%»]|« |  |^ | $",
    "oe": r"\b[Oo]e(?:uvr|il|uf|ud)|\bcoe",
    "no elision": r"(?<![-\w])(?:de|que|se|ne|le|la|me|te|je) (?!onz|oui|un\b|A à Z)[aeiouyéèêàâîôûAEIOUYÉÈÊÀÂÎÔÛ]",
    "an article before a name that may begin with a vowel": r"\b(?:de|que|d’|l’|qu’) ?\{(?:name|handle|slug|kind|status|network|host)}",
}
ENGLISH_FAULTS = {
    "straight or French quotes": r"[\"'«»]",
    "an exclamation mark": "!",
    "a stray space": r" [:;?!%]|  |^ | $",
    "American spelling": r"\b(?:organiz|recogniz|authoriz|analyz|catalogs?\b|colors?\b|licensed?\b|center)",
}


def places(sentence: object) -> set[str]:
    return {name for text in forms(sentence) for _, name, _, _ in Formatter().parse(text) if name}


def faulty(pattern: str, sentences: list[object]) -> list[str]:
    return [text for sentence in sentences for text in forms(sentence) if re.search(pattern, text)]


def test_the_french_says_exactly_what_the_code_says() -> None:
    assert {message.id for message in MESSAGES} == {message.id for message in SAID if message.id}, "run `make words`"


def test_no_sentence_is_left_without_french() -> None:
    assert [message.id for message in untranslated(FRENCH)] == []


def test_a_sentence_without_french_is_seen() -> None:
    assert untranslated(SAID) == [message for message in SAID if message.id] != []


def test_both_languages_fill_the_same_places() -> None:
    different = [message.id for message in MESSAGES if places(message.string) ^ places(message.id) > set() and not _spared(message)]
    assert different == []


def _spared(message: Message) -> bool:
    return places(message.string) < places(message.id) and places(message.id) - places(message.string) <= LEFT_OUT


def test_a_number_has_its_singular_and_its_plural() -> None:
    assert FRENCH.plural_forms == "nplurals=2; plural=(n > 1);"
    assert [message.id for message in MESSAGES if len(forms(message.id)) != len(forms(message.string))] == []
    assert any(message.pluralizable for message in MESSAGES)


@pytest.mark.parametrize("fault", FRENCH_FAULTS)
def test_the_french_is_set_as_a_printer_would(fault: str) -> None:
    audit = [one.text["fr"] for one in STATEMENT.checks] + [one.name["fr"] for one in STATEMENT.pages]
    assert faulty(FRENCH_FAULTS[fault], [*(message.string for message in MESSAGES), *audit]) == []


@pytest.mark.parametrize("fault", ENGLISH_FAULTS)
def test_the_english_is_set_as_a_printer_would(fault: str) -> None:
    assert faulty(ENGLISH_FAULTS[fault], [message.id for message in MESSAGES if message.id not in CLICK]) == []


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("straight or English quotes", "l'audience"),
        ("no no-break space inside « »", "« {name} »"),
        ("no no-break space before a colon", "Source: {source}"),
        ("no no-break space before a colon", "Source : {source}"),
        ("no narrow no-break space before ; ? or %", "Qui est parti ?"),
        ("no narrow no-break space before ; ? or %", "31 % de l’audience"),
        ("a number or a date that may be torn apart", "14 945 abonnés"),
        ("a number or a date that may be torn apart", "le 1er juillet 2025"),
        ("a number or a date that may be torn apart", "la loi n° 2005-102"),
        ("no elision", "le nombre de abonnés"),
        ("an article before a name that may begin with a vowel", "l’audience de {name}"),
    ],
)
def test_a_fault_in_the_french_is_seen(fault: str, text: str) -> None:
    assert faulty(FRENCH_FAULTS[fault], [text]) == [text]


def test_a_sentence_is_never_made_of_pieces() -> None:
    pieces = []
    for path in (path for folder, pattern in SOURCES if pattern == "*.py" for path in sorted((ROOT / folder).rglob(pattern))):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            texts = call.args[: KEYWORDS.get(called(call), 0)] if isinstance(call, ast.Call) else []
            pieces += [f"{path.name}:{text.lineno}" for text in texts if isinstance(text, ast.JoinedStr | ast.BinOp | ast.IfExp)]
    assert pieces == []


def test_templates_say_nothing_by_themselves() -> None:
    by_themselves = []
    for path in sorted((ROOT / "dashboard").rglob("*.html")):
        source = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"<(script|style).*?</\1>|<[^>]*>|&\w+;", "", source, flags=re.DOTALL)
        by_themselves += [(path.name, word) for word in re.findall(r"[^\W\d_]{2,}|[;:!?] ", text)]
        by_themselves += [(path.name, word) for word in re.findall(r"""(?:alt|title|aria-label|placeholder)=["'][^"']*[a-z]""", source)]
    assert by_themselves == []


def test_templates_say_their_sentences_under_a_name_that_is_found() -> None:
    elsewhere = []
    for path in sorted((ROOT / "dashboard").rglob("*.html")):
        for call in Environment(autoescape=True).parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            name = getattr(call.node, "attr", getattr(call.node, "name", ""))
            first = call.args[0] if call.args else None
            if isinstance(first, nodes.Const) and isinstance(first.value, str) and re.search(r"[a-z] [a-z]", first.value):
                elsewhere += [(path.name, first.value)] if name not in KEYWORDS else []
    assert elsewhere == []


CODE = """
a = N_("One")
b = visit.words("Two {n}" " of them", n=2) + f"{words('Three')}: {words(key)}"
c = words.plural("{n} day", "{n} days", n)
d = words()(N_("Four")) + words()("Five") + words_in("fr")("Six")
"""
TEMPLATE = """<p title="{{ words('One {n}', n=n) }}">{{ words(key) }}
{% if a %}{{ words.plural("{n} day", "{n} days", days) }}{% endif %}</p>"""
HELP = '''
@essaim.command("go")
@click.option("--to", metavar="TOWN", help="Where to.", default="Lyon")
@click.argument("who", metavar="WHO", help=WHO)
def go(to, who):
    """Go there."""

def stay():
    """Stay here."""
'''


@pytest.mark.parametrize(
    ("find", "source", "expected"),
    [
        (in_code, CODE, [("{n} day", "{n} days"), "Five", "Four", "One", "Six", "Three", "Two {n} of them"]),
        (in_template, TEMPLATE, [("{n} day", "{n} days"), "One {n}"]),
        (in_help, HELP, ["Go there.", "TOWN", "Where to."]),
    ],
)
def test_what_is_said_is_found(find: Callable[[str], list[tuple[int, object]]], source: str, expected: list[object]) -> None:
    assert sorted((sentence for _, sentence in find(source)), key=str) == expected
