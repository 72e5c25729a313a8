"""The pictures of the charts that the public sees, as they were looked at and found good.

After a change that is meant to show: ``python -m tests.test_charts.golden``, then look at what has changed.
"""

from collections.abc import Iterator
from pathlib import Path

from dashboard.charts.caption import Caption
from dashboard.charts.svg import svg
from dashboard.charts.theme import DARK, LIGHT
from dashboard.i18n import words_in
from tests.test_charts.gallery import ALL, NAMED

FOLDER = Path(__file__).with_name("golden")
CAPTION = Caption(
    "What Lyon and others regained",
    "Followers, before and after the departure",
    ("Sources: archive of X, 3 March 2025; Bluesky and Mastodon, read every day.",),
    "Figures of 1 July 2025.",
    "Licence Ouverte 2.0",
    "essaim.example/en/charts/",
)


def pictures() -> Iterator[tuple[str, str]]:
    """File name and content of each."""
    for name, draw in {**{one.value: draw for one, draw in NAMED.items()}, "tipping": ALL["tipping"]}.items():
        for language in ("fr", "en"):
            for theme in (LIGHT, DARK):
                words = words_in(language)
                drawing = draw(theme, words, False)
                yield (
                    f"{name}-{language}-{theme.name}.svg",
                    svg(drawing, theme, words, title="A title", description="What it shows.", ident="chart", caption=CAPTION),
                )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, content in pictures():
        (FOLDER / file).write_text(content, encoding="utf-8")
