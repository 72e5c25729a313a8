"""What a page says of an archive that cannot be read: the sentences of the command line's reader, in the page's language."""

import json
from string import Formatter

from dashboard.domain.x_archive import MANIFEST, MOST_MEMBERS, SENTENCES
from dashboard.i18n import Words


def archive_sentences(words: Words) -> str:
    """JSON for a data attribute: the sentence of each problem. Places that only the page can fill in stay open, as ``{file}``."""
    known: dict[str, object] = {"manifest": MANIFEST, "most": MOST_MEMBERS}
    said = {}
    for problem, sentence in SENTENCES.items():
        places = {name: known.get(name, f"{{{name}}}") for _, name, _, _ in Formatter().parse(sentence) if name}
        said[problem.value] = words(sentence, **places)
    return json.dumps(said)
