"""The ASGI application: the dashboard's pages, own routes and middleware in one process.

``essaim serve`` starts it; ``uvicorn dashboard.app:app`` does too, with the settings of the environment.
"""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from dashboard import bootstrap
from dashboard.addresses import DASHBOARD
from dashboard.bootstrap import Essaim
from dashboard.jobs import lifecycle
from dashboard.ui.messages import script_failed
from dashboard.web.middleware import stack
from dashboard.web.routes import routes
from dashboard.web.uploads import UploadsOfMembers

SCRIPT = Path(__file__).with_name("main.py")


def build_app(essaim: Essaim) -> st.App:
    """The application of one Essaim: background jobs start and stop with it."""

    @contextlib.asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        await run_in_threadpool(lifecycle.start, essaim)
        try:
            yield
        finally:
            await run_in_threadpool(lifecycle.stop, essaim)

    app = st.App(
        SCRIPT,
        lifespan=lifespan,
        routes=routes(essaim),
        middleware=[*stack(essaim.settings), Middleware(UploadsOfMembers, essaim=essaim)],
        on_script_error=script_failed,
    )
    if st.get_option("server.baseUrlPath") != DASHBOARD:
        raise RuntimeError(f"{SCRIPT.parent / '.streamlit/config.toml'} was not read: pages would be served elsewhere")
    return app


def __getattr__(name: str) -> st.App:
    """``dashboard.app:app``, built when an ASGI server asks for it, never by a mere import."""
    if name != "app":
        raise AttributeError(name)
    globals()["app"] = build_app(bootstrap.current())
    return globals()["app"]  # type: ignore[no-any-return]
