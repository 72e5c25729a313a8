"""Archives of X in every shape, each with the facts or the problem that both readers must find: Python's and the browser's.

What wins when several things are wrong: the ZIP before its members, the names and places of all members before the manifest, the
manifest's text before what it says, whose archive it is before when it was made before what it counts.
"""

from tests.archives.broken import BROKEN
from tests.archives.case import Case
from tests.archives.misleading import MISLEADING
from tests.archives.readable import READABLE

CASES: tuple[Case, ...] = (*READABLE, *BROKEN, *MISLEADING)
BY_NAME = {case.name: case for case in CASES}

__all__ = ["BROKEN", "BY_NAME", "CASES", "MISLEADING", "READABLE", "Case"]
