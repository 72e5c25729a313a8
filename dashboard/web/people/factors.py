"""One's own second factors: code generator, passkeys, recovery codes."""

from dashboard.web.forms import Form

FORMS: tuple[Form, ...] = ()
