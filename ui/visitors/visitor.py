"""Who a request comes from, and in which language the page is to speak to them first."""

import re
import secrets
from collections.abc import Mapping
from hashlib import sha256

from tastemaker.agent.answer.language import LANGUAGES

_COOKIE = "tastemaker-visitor"
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)
_YEAR = 365 * 24 * 3600
_LONGEST_HEADER = 500


def owner(login: str | None, cookies: Mapping[str, str]) -> str:
    """Who alone may see what is said: the login, else the browser; empty where neither is known.

    What is kept of it opens nothing: the browser's secret cannot be had back from it.
    """
    known = f"login {login}" if login else secret(cookies)
    return sha256(known.encode()).hexdigest()[:32] if known else ""


def secret(cookies: Mapping[str, str]) -> str:
    """By which a browser is known again; empty where it has none."""
    found = cookies.get(_COOKIE, "")
    return found if _SECRET.fullmatch(found) else ""


def cookie(cookies: Mapping[str, str], secure: bool) -> str:
    """The header by which a browser gets its secret, that no script can read; empty where it has one."""
    if secret(cookies):
        return ""
    made = f"{_COOKIE}={secrets.token_urlsafe(32)}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax"
    return f"{made}; Secure" if secure else made


def language(accepted: str) -> str:
    """The first language of an Accept-Language header that there are phrases in, else English.

    >>> language("ca;q=0.9, de-AT, de;q=0.8"), language("ca, pt-BR;q=0.7, fr;q=0.2"), language("*;q=x")
    ('de', 'pt', 'en')
    """
    wanted = []
    for part in accepted[:_LONGEST_HEADER].split(","):
        tag, _, quality = part.partition(";q=")
        code = tag.strip().partition("-")[0].lower()
        if code in LANGUAGES:
            wanted.append((_share(quality), code))
    best, code = max(wanted, key=lambda one: one[0], default=(0.0, "en"))
    return code if best else "en"


def _share(quality: str) -> float:
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
