"""Sign in through an OpenID provider, and back."""

from dashboard.web.forms import Form

FORMS: tuple[Form, ...] = ()
