"""Every archive of the corpus, written once."""

from pathlib import Path

import pytest

from tests.archives import CASES


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The path of each archive by the name of its case."""
    folder = tmp_path_factory.mktemp("archives")
    paths = {case.name: folder / f"{number}.zip" for number, case in enumerate(CASES)}
    for case in CASES:
        case.write(paths[case.name])
    return paths
