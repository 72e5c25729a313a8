"""The checks themselves find what is wrong."""

from playwright.sync_api import Browser

from tests.network.axe_check import bring_axe, violations

WRONG = "<html><body><h1>Lyon</h1><img src=x><p style='color:%23bbb'>pale</p><a href=y></a></body></html>"
RIGHT = "<html lang=fr><head><title>Lyon</title></head><body><main><h1>Lyon</h1><p>noir</p></main></body></html>"


def test_axe_finds_what_is_wrong_and_nothing_else(browser: Browser) -> None:
    context = browser.new_context()
    bring_axe(context)
    page = context.new_page()
    page.goto(f"data:text/html,{WRONG}")
    found = {line.split(" ")[0] for line in violations(page)}
    assert found == {"color-contrast", "document-title", "html-has-lang", "image-alt", "link-name"}
    page.goto(f"data:text/html,{RIGHT}")
    assert violations(page) == []
    context.close()
