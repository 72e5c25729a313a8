"""Fixtures of all tests: see the modules named here. Property tests try the same examples on every run, however busy the machine."""

from hypothesis import settings

pytest_plugins = (
    "tests.longest_first",
    "tests.garbage",
    "tests.network.postgres",
    "tests.compiled_once",
    "tests.databases",
    "tests.network.bluesky_network",
    "tests.network.fakes",
    "tests.network.dns_server",
    "tests.network.web",
    "tests.network.mastodon_strict",
    "tests.network.browser",
    "tests.network.sparql_server",
    "tests.network.published",
    "tests.network.small_site",
)

settings.register_profile("essaim", deadline=None, derandomize=True)
settings.load_profile("essaim")
