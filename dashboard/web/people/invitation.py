"""Accept an invitation."""

from dashboard.web.forms import Form

FORMS: tuple[Form, ...] = ()
