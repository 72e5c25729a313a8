"""Publishing as the tests do it, and what is in a folder afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.bootstrap import Essaim
from dashboard.web.public.resource import Resource
from dashboard.web.publish import manifest
from dashboard.web.publish.plan import Redraw
from dashboard.web.publish.publish import Published, publish
from tests.factories import TODAY
from tests.test_publish.small_site import RESOURCES

BASE = "https://essaim.example"


@dataclass(frozen=True)
class Publisher:
    """Publishes one Essaim into one folder, again and again."""

    essaim: Essaim
    folder: Path
    resources: Sequence[Resource] = RESOURCES

    def publish(self, *, base: str = BASE, today: date = TODAY, redraw: Redraw = Redraw.CHANGED) -> Published:
        """Once more."""
        return publish(self.essaim, self.folder, base=base, today=today, redraw=redraw, resources=self.resources)

    def files(self) -> dict[str, bytes]:
        """Everything visitors can ask for."""
        found = {str(path.relative_to(self.folder)): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        found.pop(manifest.NAME, None)
        return found

    def moments(self) -> dict[str, int]:
        """When each file was written."""
        return {name: (self.folder / name).stat().st_mtime_ns for name in self.files()}

    def changed(self, before: dict[str, int]) -> set[str]:
        """Files that were written since, and those that went."""
        now = self.moments()
        return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}

    def beside(self) -> list[str]:
        """What lies beside the folder, which should be nothing."""
        return sorted(path.name for path in self.folder.parent.iterdir() if path != self.folder and "essaim-" in path.name)
