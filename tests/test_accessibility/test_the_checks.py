"""The checks themselves find what is wrong."""

from playwright.sync_api import Browser

from tests.network.axe_check import bring_axe, in_every_light, violations

WRONG = "<html><body><h1>Lyon</h1><img src=x><p style='color:%23bbb'>pale</p><a href=y></a></body></html>"
RIGHT = "<html lang=fr><head><title>Lyon</title></head><body><main><h1>Lyon</h1><p>noir</p></main></body></html>"

PALE_AT_NIGHT = "<style>@media (prefers-color-scheme: dark) { body { background: black } p { color: %23333 } }</style>"


def test_axe_finds_what_is_wrong_and_nothing_else(browser: Browser) -> None:
    context = browser.new_context()
    bring_axe(context)
    page = context.new_page()
    page.goto(f"data:text/html,{WRONG}")
    found = {line.split(" ")[0] for line in violations(page)}
    assert found == {"color-contrast", "document-title", "html-has-lang", "image-alt", "link-name"}
    page.goto(f"data:text/html,{RIGHT}")
    assert violations(page) == []
    page.goto(f"data:text/html,{RIGHT.replace('</head>', PALE_AT_NIGHT + '</head>')}")
    found = {line.split(" ")[1] for line in in_every_light(page, 320)}
    assert found == {"color-contrast"}
    context.close()
