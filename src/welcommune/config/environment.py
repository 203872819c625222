"""What the environment says. A mistake in it is told in a sentence that names the setting, and what to write.

What stands in a setting that may hold a password is never told.
"""

import os
import secrets
import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

DATABASE, MAIL = "postgres://USER:PASSWORD@SERVER/NAME", "smtp+tls://USER:PASSWORD@SERVER:587"
YES, NO = environ.Env.BOOLEAN_TRUE_STRINGS, ("false", "off", "no", "n", "0")


class BadSetting(ImproperlyConfigured):
    """A setting with which nothing can begin: what is wrong with it, and what to write instead."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence, self.remedy = sentence, remedy


class Environment(environ.Env):  # type: ignore[misc]
    """The library's reading, whose errors name a line of Python, with sentences for people."""

    def int(self, var: str, default: int) -> int:
        """A whole number."""
        try:
            return int(self.get_value(var, default=default))
        except ValueError as error:
            raise BadSetting(f"{var} is not a number: {self.ENVIRON[var]}.", f"Write it like {default}.") from error

    def bool(self, var: str, default: bool) -> bool:
        """Yes or no; what is neither is not taken for no."""
        given = str(self.get_value(var, cast=str, default=default)).strip().lower()
        if given not in (*YES, *NO):
            raise BadSetting(f"{var} is neither 1 nor 0: {self.ENVIRON[var]}.", "Write 1 or 0, or leave it out.")
        return given in YES

    def db_url(self, var: str, default: str) -> dict[str, Any]:
        """A database by its address."""
        found = self._address(super().db_url, var, default)
        if not str(found.get("ENGINE")).endswith(("sqlite3", "postgresql")):
            sentence = f"{var} is not the address of a database of PostgreSQL or SQLite."
            raise BadSetting(sentence, f"Write {var}={DATABASE}, or leave it out.")
        return found

    def email_url(self, var: str, default: str) -> dict[str, Any]:
        """A mail server by its address."""
        found = self._address(super().email_url, var, default)
        if "EMAIL_BACKEND" not in found:
            raise BadSetting(f"{var} is not the address of a mail server.", f"Write {var}={MAIL}.")
        return found

    def _address(self, read: Any, var: str, default: str) -> dict[str, Any]:
        try:
            # The library's warnings hold the password.
            with warnings.catch_warnings(action="ignore"):
                return dict(read(var, default=default))
        except (ImproperlyConfigured, ValueError):
            return {}


def read_environment(secret: Iterable[str]) -> Environment:
    """The environment, where what is empty is left out.

    What is ``secret`` may stand in a file that ``NAME_FILE`` names, as containers are given it.
    """
    env = Environment()
    env.ENVIRON = {name: value for name, value in os.environ.items() if value}
    for name in secret:
        if file := env.ENVIRON.get(f"{name}_FILE"):
            env.ENVIRON[name] = _text_of(Path(file), f"{name}_FILE names a file").strip()
    return env


def _text_of(file: Path, what: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        remedy = "Let whoever runs welcommune read it."
        raise BadSetting(f"{what} that cannot be read: {file} ({why}).", remedy) from error


def kept_secret_key(data: Path) -> str:
    """The key in the data folder, made once, whole, and readable by its owner only."""
    kept = data / "secret_key"
    if not kept.exists():
        _keep(kept, secrets.token_urlsafe(50))
    return _text_of(kept, "The data folder holds a secret key")


def _keep(kept: Path, key: str) -> None:
    """Of two processes that begin at once, the first one's key is that of both."""
    part = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        if not kept.parent.is_dir():
            kept.parent.mkdir(parents=True)
        part.touch(mode=0o600)
        part.write_text(key)
        with suppress(FileExistsError):
            os.link(part, kept)
    except OSError as error:
        sentence = f"WELCOMMUNE_DATA names a folder that cannot be written to: {kept.parent} ({error.strerror})."
        raise BadSetting(sentence, "Give it to whoever runs welcommune, or name another.") from error
    finally:
        with suppress(OSError):
            part.unlink()


def address_of(given: str) -> SplitResult:
    """The address of the site: how it is reached and under which name."""
    try:
        address = urlsplit(given)
        whole = address.scheme in {"http", "https"} and bool(address.hostname) and address.port != 0
    except ValueError:
        whole = False
    if not whole:
        remedy = "Write it like WELCOMMUNE_URL=https://welcommune.example."
        raise BadSetting(f"WELCOMMUNE_URL is not the address of a site: {given}.", remedy)
    return address


def one_of(known: tuple[str, ...], var: str, given: str) -> str:
    """A word of a short list."""
    if given not in known:
        raise BadSetting(f"{var} is not known: {given}.", f"Write {' or '.join(known)}.")
    return given


def zone_of(given: str) -> str:
    """A time zone by its name."""
    try:
        ZoneInfo(given)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSetting(f"WELCOMMUNE_ZONE is no time zone: {given}.", "Write it like Europe/Paris.") from error
    return given
