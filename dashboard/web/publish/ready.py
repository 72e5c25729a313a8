"""Makes templates and words ready on import: once, in the server of which all writing processes are forked (forks.make_ready)."""

from dashboard.config import LANGUAGES
from dashboard.i18n import words_in
from dashboard.web.pages import environment

for _template in environment().list_templates(filter_func=lambda name: name.startswith("public/")):
    environment().get_template(_template)
for _language in LANGUAGES:
    words_in(_language)
