"""Ask a Mastodon account for its authorisation, and back."""

from dashboard.web.forms import Form

FORMS: tuple[Form, ...] = ()
