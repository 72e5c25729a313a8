"""The job engine: DBOS, embedded in this process. Importing this module defines the workflows; ``lifecycle`` starts them.

Its steps run at least once, so what a step stores is keyed: an account is stored only if its due moment is still the one the
step was given (services.store_outcomes). Workflows are never defined in a Streamlit script, which is run again and again.
"""

from datetime import datetime, timedelta

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from dashboard import bootstrap
from dashboard.services import read_due

QUEUE = "readings"
KEEP_DAYS = 7
"""Days of the engine's own history that are kept: about 1.5 kB a workflow."""


@DBOS.step()
def due_batches() -> list[tuple[str, str, list[tuple[int, str]]]]:
    """What is due now: (network, host, [(account, when it was due)]), in JSON's own types."""
    essaim = bootstrap.current()
    return read_due.due_batches(essaim.db, essaim.connectors, now=essaim.clock(), holding=essaim.holding)


@DBOS.step(retries_allowed=True, max_attempts=3, interval_seconds=2.0)
def read_batch(network: str, due: list[tuple[int, str]]) -> int:
    """Read one batch and store what it said."""
    essaim = bootstrap.current()
    return read_due.read_batch(essaim.db, essaim.connectors, network, due, clock=essaim.clock, holding=essaim.holding, every=essaim.every)


@DBOS.workflow()
def read_one_batch(network: str, due: list[tuple[int, str]]) -> int:
    """One batch, as a task of its own."""
    return read_batch(network, due)


def task(network: str, due: list[tuple[int, str]], scheduled: datetime) -> str:
    """The name of a task. The same accounts due at the same moment are the same task, however often the schedule fires; but only for
    an hour, because the engine never runs a task again that ended in an error."""
    return f"{network}:{due[0][0]}:{due[0][1]}:{len(due)}:{scheduled:%Y-%m-%dT%H}"


@DBOS.workflow()
def collect_due(scheduled: datetime, context: object) -> None:
    """Put everything that is due on the queue, one lane per server."""
    for network, host, due in due_batches():
        with SetWorkflowID(task(network, due, scheduled)), SetEnqueueOptions(queue_partition_key=host):
            DBOS.enqueue_workflow(QUEUE, read_one_batch, network, due)


@DBOS.workflow()
def forget_history(scheduled: datetime, context: object) -> None:
    """Delete the engine's finished workflows of more than a week ago."""
    delete_history((scheduled - timedelta(days=KEEP_DAYS)).isoformat())


@DBOS.step()
def delete_history(before: str) -> int:
    """Delete what ended before that instant; returns how many."""
    ended = ["SUCCESS", "ERROR", "CANCELLED"]
    old = [one.workflow_id for one in DBOS.list_workflows(end_time=before, status=ended, limit=10_000, load_input=False, load_output=False)]
    if old:
        DBOS.delete_workflows(old)
    return len(old)
