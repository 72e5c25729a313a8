"""Sign in, second step, sign out, lost password, link by mail, first run."""

from dashboard.web.forms import Form

FORMS: tuple[Form, ...] = ()
