"""The page that every session opens first, as HTML without scripts: which window this is, and the way on."""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from secinfo_desktop.browsers.marks import MARKS, Which
from secinfo_desktop.texts import say

STYLE = """
:root { color-scheme: light dark; --ground: #F5F2EB; --sheet: #FFFEFB; --ink: #1F2420; --ink2: #555B52; }
@media (prefers-color-scheme: dark) { :root { --ground: #161916; --sheet: #1F2320; --ink: #EDEBE3; --ink2: #B7BAAD; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.15rem/1.5 system-ui, sans-serif; }
.edge { height: 16px; }
main { max-width: 38rem; margin: 3rem auto; padding: 2rem; background: var(--sheet); border-radius: 14px; }
.mark { display: flex; gap: 1rem; align-items: center; font-weight: 600; }
.sign { display: inline-flex; width: 3rem; height: 3rem; align-items: center; justify-content: center;
        color: #FFFFFF; font-size: 1.5rem; flex: none; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0; } .quiet { color: var(--ink2); font-size: 1rem; }
a { display: inline-block; margin: 1.25rem 0 .75rem; padding: .8rem 1.3rem; border-radius: 10px; color: #FFFFFF;
    text-decoration: none; font-weight: 600; }
a:focus-visible { outline: 3px solid #1F57C9; outline-offset: 2px; }
@media (prefers-contrast: more) { main { border: 2px solid var(--ink); } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
POLICY += "frame-ancestors 'none'"
"""Content-Security-Policy: nothing is loaded and nothing runs."""
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


@dataclass(frozen=True)
class Landing:
    """What one session's page shows: the account that it is for, where its button leads, whether it is private."""

    which: Which
    target: str
    language: str = "en"
    private: bool = True


def page(landing: Landing) -> str:
    """The whole page. Every value in it is escaped."""
    mark, language = MARKS[landing.which], landing.language
    kept = "sessions.landing.private" if landing.private else "sessions.landing.not_private"
    name, go, target = _say(landing, "name"), _say(landing, "go"), escape(landing.target)
    direction = "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    shape = f"background:{mark.colour};border-radius:{mark.radius}%"
    return f"""<!doctype html>
<html lang="{escape(language)}" dir="{direction}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(title(landing))}</title><link rel="icon" href="{_icon(landing.which)}">
<style>{STYLE}</style>
<div class="edge" style="background:{mark.colour}"></div>
<main>
<div class="mark"><span class="sign" style="{shape}" aria-hidden="true">{mark.number}</span><span>{name}</span></div>
<h1>{_say(landing, "title")}</h1>
<p>{_say(landing, "lead")}</p>
<a href="{target}" target="_blank" rel="noopener noreferrer" style="background:{mark.colour}">{go}</a>
<p class="quiet">{escape(say("sessions.landing.stays", language))}</p>
<p class="quiet">{escape(say(kept, language))}</p>
<p class="quiet">{escape(say("sessions.landing.never_ask", language))}</p>
</main>
</html>
"""


def title(landing: Landing) -> str:
    """The name of the window, in its title and its tab."""
    mark = MARKS[landing.which]
    return f"{mark.number} – {say(f'sessions.landing.{landing.which}.name', landing.language)}"


def label(landing: Landing) -> str:
    """What stands in the window at all times where a browser lets it, beside the mark."""
    name = say(f"sessions.landing.{landing.which}.name", landing.language)
    return say("sessions.landing.label", landing.language, name=name) if landing.private else name


def _say(landing: Landing, what: str) -> str:
    return escape(say(f"sessions.landing.{landing.which}.{what}", landing.language))


def _icon(which: Which) -> str:
    """A disc or a square in the tab."""
    mark = MARKS[which]
    corner = 16 * mark.radius / 100
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="{corner}"'
        f' fill="{mark.colour}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawn)}"
