"""Bring ``fr.po`` in step with the sentences in the code: ``python -m dashboard.i18n.catalogue`` (``make words``).

New sentences are added untranslated, those no longer said are dropped, translations stay. The tests refuse an untranslated sentence.
"""

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from dashboard.i18n.extraction import sentences

FRENCH = Path(__file__).with_name("fr.po")


def said() -> Catalog:
    """Every sentence in the code and the templates, with where it is said."""
    catalogue = _empty()
    for path, line, sentence in sentences():
        catalogue.add(sentence, locations=[(path, line)])
    return catalogue


def _empty() -> Catalog:
    written = datetime(2026, 11, 22, tzinfo=UTC)  # fixed, so that the file changes only where a sentence does
    return Catalog(
        locale="fr",
        header_comment="# French sentences of Essaim. Written by people; kept in step by `make words`.",
        project="Essaim",
        version="1",
        copyright_holder="the authors of Essaim",
        last_translator="the authors of Essaim",
        language_team="fr",
        creation_date=written,
        revision_date=written,
        fuzzy=False,
    )


def translated() -> Catalog:
    """The French catalogue as it is."""
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr")


def untranslated(catalogue: Catalog) -> list[Message]:
    """The sentences, or forms of one, that have no French."""
    return [message for message in catalogue if message.id and not all(forms(message.string))]


def forms(text: object) -> tuple[str, ...]:
    """A sentence as its grammatical forms: one, or one for each number."""
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text or ""),)


def main() -> None:
    """Rewrite ``fr.po``."""
    catalogue = said()
    for message in translated() if FRENCH.exists() else ():
        if message.id and message.id in catalogue:
            catalogue[message.id].string = message.string
    with FRENCH.open("wb") as file:
        write_po(file, catalogue, width=130, sort_output=True, omit_header=False, include_lineno=False)
    missing = untranslated(catalogue)
    for message in missing:
        print(f"no French yet: {message.id!r}")
    print(f"{len(catalogue)} sentences, {len(missing)} without French")


if __name__ == "__main__":
    main()
