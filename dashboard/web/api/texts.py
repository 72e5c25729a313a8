"""What every field means: metrics say it themselves, the tables of the open data say the rest; only what neither holds is written here."""

from typing import Any

from pydantic import Field
from pydantic.fields import FieldInfo

from dashboard.domain.metrics import METRICS
from dashboard.services.open_data.tables import Table

OF_METRICS = {
    name: " ".join(filter(None, (one.definition, one.formula, f"Unit: {one.unit.value}.", one.caveat, f"Example: {one.example}")))
    for name, one in METRICS.items()
}
OTHERS = {
    "announced_on": "Day on which the departure was made public, if that was logged.",
    "next_on": "Next day on which the status will change by itself, because a step is planned for it.",
    "accounts": "The accounts of the institution, on the network that is left and on the new ones.",
    "rank_before": "The rank at the beginning of last week, among those certified and compared then; empty if it had none.",
    "to_come": "Whether the day is still to come.",
    "together": "How many institutions leave on that day, fictional ones counted apart.",
    "metric": "Name of the metric: of the field in every answer and of the column in every file.",
    "metric_source": "Where it comes from.",
    "title": "What the metric is called.",
    "unit": "In what it is counted.",
    "definition": "What it is.",
    "formula": "How it is computed; empty for what is read as it is.",
    "caveat": "What it does not say.",
    "example": "With numbers of nobody.",
}


def about(name: str, *tables: Table) -> str:
    """The description of a field: of a column of one of these tables, of a metric, or of neither."""
    own = next((column.about for table in tables for column in table.columns if column.name == name and column.about), "")
    return own or OF_METRICS.get(name) or OTHERS[name]


def shown(name: str, example: Any, *tables: Table) -> Any:
    """A field of an answer with its description and an example of nobody real.

    :param tables: of the open data, whose column of that name says it best.
    """
    made: FieldInfo = Field(description=about(name, *tables), examples=[example])
    return made
