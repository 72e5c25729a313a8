"""One's own account: password, address, sessions."""

from dashboard.web.forms import Form

FORMS: tuple[Form, ...] = ()
