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
    "exit_day": "Name of the exit day in addresses; it never changes.",
    "campaign": "Name of its campaign in addresses.",
    "state": "Where it stands: open to pledges, confirmed, done or cancelled; drafts are never given.",
    "title_fr": "Its name in French.",
    "title_en": "Its name in English.",
    "starts_at": "The instant at which it begins.",
    "zone": "Time zone of its hour.",
    "whole_day": "Whether it has no hour.",
    "deadline": "Last day on which institutions may pledge.",
    "goal_organisations": "How many institutions its coordinators want.",
    "goal_audience": "How many followers they want those to have together.",
    "going": "How many would go today, or are bound once it is confirmed; empty while fewer than three would be counted unnamed.",
    "pledged": "How many pledged to go, named or not; likewise.",
    "hidden": "How many of them are not named; empty if one or two.",
    "considering": "How many consider it, in no total; empty if one or two.",
    "audience": "Followers of those who go on the network they leave, as far as known; empty where it would tell one institution’s.",
    "missing": "How many more would bring others along; empty where no number would, or it is not told.",
    "brought": "How many others those would bring along.",
    "reached": "Whether the goal is reached.",
    "named": "Names, in addresses, of the institutions that are shown, in the order of their pledges, with spaces between them.",
    "cancelled_because": "Why it does not take place.",
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
