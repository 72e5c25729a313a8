"""How every Plotly figure looks, and the options with which a page must show it."""

from typing import Any

from dashboard.charts.theme import AXIS_SIZE, FONT, LABEL_SIZE, Theme
from dashboard.i18n import Words
from dashboard.i18n.words import NARROW_NO_BREAK

FRENCH: dict[str, Any] = {
    "dictionary": {
        "Download plot as a PNG": "Télécharger l’image (PNG)",
        "Download plot": "Télécharger l’image",
        "Reset axes": "Revenir à la vue entière",
        "Reset": "Revenir à la vue entière",
        "Double-click to zoom back out": "Double-cliquer pour revenir à la vue entière",
        "Taking snapshot - this may take a few seconds": "Préparation de l’image…",
        "Snapshot succeeded": "Image enregistrée",
        "Sorry, there was a problem downloading your snapshot!": "L’image n’a pas pu être enregistrée.",
    },
    "format": {
        "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
        "months": [
            *("janvier", "février", "mars", "avril", "mai", "juin"),
            *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        ],
        "shortMonths": ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
        "date": "%d/%m/%Y",
        "decimal": ",",
        "thousands": NARROW_NO_BREAK,
    },
}
"""Plotly's own words in French; the library brings only English."""
NO_GROUND = "rgba(0,0,0,0)"


def separators(words: Words) -> str:
    """Plotly's ``layout.separators``: decimal sign, then the one between thousands."""
    return "," + NARROW_NO_BREAK if words.language == "fr" else ".,"


def halo(theme: Theme) -> str:
    """CSS text-shadow that keeps a label readable over a line."""
    if theme.transparent:
        return "none"
    return ", ".join(f"{x}px {y}px 1px {theme.surface}" for x in (-2, 0, 2) for y in (-2, 0, 2) if x or y)


def template(theme: Theme, words: Words) -> dict[str, Any]:
    """Fonts, colours and axes shared by all charts."""
    axis = {
        "gridcolor": theme.line,
        "linecolor": theme.rule,
        "linewidth": 1,
        "zeroline": False,
        "tickfont": {"size": AXIS_SIZE, "color": theme.muted},
        "title": {"font": {"size": AXIS_SIZE, "color": theme.muted}},
    }
    spike = {"spikecolor": theme.rule, "spikethickness": 1, "spikedash": "solid"}
    layout = {
        "font": {"family": FONT, "size": LABEL_SIZE, "color": theme.text},
        # Opaque unless asked otherwise, so that a downloaded image and a page that has just changed its theme stay readable.
        "paper_bgcolor": NO_GROUND if theme.transparent else theme.surface,
        "plot_bgcolor": NO_GROUND,
        "separators": separators(words),
        "showlegend": False,
        "hovermode": "x unified",
        "hoverlabel": {
            "bgcolor": theme.panel if theme.transparent else theme.surface,
            "bordercolor": theme.rule,
            "font": {"family": FONT, "size": LABEL_SIZE, "color": theme.text},
        },
        "xaxis": {**axis, "showgrid": False, "showline": True, "ticks": "outside", "tickcolor": theme.rule, "tickangle": 0, **spike},
        "yaxis": {**axis, "showline": False, "fixedrange": True},
        "modebar": {"bgcolor": NO_GROUND, "color": theme.muted, "activecolor": theme.accent},
    }
    return {"layout": layout}


def plotly_config(words: Words, filename: str = "essaim") -> dict[str, Any]:
    """Plotly's ``config``: nothing goes to another server, two buttons, everything in the reader's language.

    Show a figure with ``st.plotly_chart(figure, theme=None, config=plotly_config(words), alt=...)``: Streamlit's own theme would
    replace the template.

    :param filename: of the image that a reader downloads, without its ending.
    """
    config: dict[str, Any] = {
        "displaylogo": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "modeBarButtons": [["toImage", "resetScale2d"]],
        "toImageButtonOptions": {"format": "png", "filename": filename, "scale": 2},
        "doubleClick": "reset",
        "showTips": False,
        "locale": words.language,
    }
    if words.language == "fr":
        config["locales"] = {"fr": FRENCH}
    return config
