"""What is new of an exit day, in words: each step it took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.exit_days.days import State
from dashboard.i18n import Words
from dashboard.presenters.exit_days import hour, institutions, paragraphs
from dashboard.services.exit_days.read import ExitDay


@dataclass(frozen=True)
class StepTold:
    """One step as it is read; ``name``: of it among those of its day, for lasting identifiers."""

    name: str
    title: str
    text: str
    at: datetime


def told(words: Words, day: ExitDay, bound: int) -> Sequence[StepTold]:
    """Its steps in one language.

    :param bound: how many were bound when it was confirmed and did not withdraw; told from then on, and never before.
    """
    fictional = [words("These institutions are fictional.")] if day.campaign.fictional else []
    return [StepTold(step.state.value, *_said(words, day, step.state, bound, fictional), step.at) for step in day.steps]


def _said(words: Words, day: ExitDay, state: State, bound: int, fictional: Sequence[str]) -> tuple[str, str]:
    plan = day.plan
    name, when = plan.titles[words.language], " ".join(filter(None, [words.date(plan.on), hour(words, plan)]))
    who = institutions(words, plan, bound)
    if state is State.OPEN:
        title = words("{name}: open to pledges", name=name)
        said = [words("An exit day on {when}. Pledges until {deadline}.", when=when, deadline=plan.deadline)]
        said += paragraphs(plan, words.language)
    elif state is State.CONFIRMED:
        title = words("{name}: confirmed", name=name)
        said = [
            words.plural(
                "{who} leaves {network} on {when}.", "{who} leave {network} on {when}.", bound, who=who, network=plan.network, when=when
            )
        ]
    elif state is State.DONE:
        title = words("{name}: the day has passed", name=name)
        said = [words("Its page says who kept the pledge, as departures are logged.")]
    else:
        title = words("{name}: cancelled", name=name)
        said = [words("It does not take place on {when}. Reason: {reason}", when=when, reason=day.cancelled_because)]
    return title, " ".join([*said, *fictional])
