"""A worker as a process of its own, which can be killed: starts the job engine, asks for one round at once, and waits to be told to stop.

The engine's own schedule fires every five minutes of the clock; a test asks for the same workflow by hand.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from datetime import UTC, datetime
from dashboard.bootstrap import build
from dashboard.config import Settings
from dashboard.jobs import lifecycle

essaim = build(Settings.from_environment())
lifecycle.start(essaim)
from dbos import DBOS
from dashboard.jobs import engine

{body}
print("ready", flush=True)
sys.stdin.readline()
lifecycle.stop(essaim)
essaim.close()
print("stopped", flush=True)
"""
ROUND = "DBOS.start_workflow(engine.collect_due, datetime.now(UTC), None).get_result()"


@contextmanager
def worker(folder: Path, body: str, **settings: str) -> Iterator[Popen[str]]:
    """The process, once it has started and done ``body``; killed at the end if it still runs."""
    script = folder / "worker.py"
    script.write_text(SCRIPT.format(body=body), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ESSAIM_")}
    environment |= {"PYTHONPATH": str(ROOT), "ESSAIM_DATA_DIR": str(folder), "ESSAIM_LANGUAGE": "en", "ESSAIM_WORKER": "web-0"}
    environment |= {f"ESSAIM_{name.upper()}": value for name, value in settings.items()}
    with (folder / "worker.log").open("a") as log:
        process = Popen(
            [sys.executable, str(script)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            assert process.stdout is not None
            heard = process.stdout.readline().strip()
            assert heard == "ready", (heard, (folder / "worker.log").read_text())
            yield process
        finally:
            process.kill()
            process.communicate()


def end(process: Popen[str]) -> tuple[int, str]:
    """Let it stop by itself; its exit code and what it said."""
    said, _ = process.communicate("\n", timeout=60)
    return process.returncode, said.strip()
