"""All settings, in one typed file. The environment (or a file named by it) overrides what is listed here."""

import sys
from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from welcommune import __version__
from welcommune.config.environment import address_of, kept_secret_key, one_of, read_environment, zone_of

django_stubs_ext.monkeypatch()
SECRETS = ("WELCOMMUNE_SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "WELCOMMUNE_METRICS_TOKEN")
env = read_environment(SECRETS)

PACKAGE = Path(__file__).resolve().parent.parent
DATA: Path = Path(env.str("WELCOMMUNE_DATA", default="data")).resolve()
BACKUPS: Path = Path(env.str("WELCOMMUNE_BACKUPS", default=str(DATA / "backups"))).resolve()
DEBUG: bool = env.bool("WELCOMMUNE_DEBUG", default=False)
DEMO: bool = env.bool("WELCOMMUNE_DEMO", default=False)
GALLERY: bool = env.bool("WELCOMMUNE_GALLERY", default=DEMO)
RELEASE = __version__

# Without one in the environment, one is made and kept.
SECRET_KEY: str = env.str("WELCOMMUNE_SECRET_KEY", default="") or kept_secret_key(DATA)
_ADDRESS = address_of(env.str("WELCOMMUNE_URL", default="http://127.0.0.1:8000"))
# Scheme and host; what Django makes of an address begins with the path already, where the site lies below one.
SITE_URL = f"{_ADDRESS.scheme}://{_ADDRESS.netloc}"
FORCE_SCRIPT_NAME: str | None = _ADDRESS.path.rstrip("/") or None
SITE_ADDRESS = SITE_URL + (FORCE_SCRIPT_NAME or "")
ALLOWED_HOSTS: list[str] = [
    *env.list("WELCOMMUNE_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"]),
    _ADDRESS.hostname or "localhost",
]
CSRF_TRUSTED_ORIGINS: list[str] = [SITE_URL]
# How many servers of one's own stand before this one; their word is taken for the visitor's address.
PROXIES: int = env.int("WELCOMMUNE_PROXIES", default=0)
# Only where a proxy stands in front, which says so of every request, is it believed that a request came by https.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None

INSTALLED_APPS = [
    "welcommune.core",
    "welcommune.search",
    "welcommune.accounts",
    "welcommune.network",
    "welcommune.stakeholders",
    "welcommune.mapping",
    "welcommune.library",
    "welcommune.meetings",
    "welcommune.pilots",
    "welcommune.evidence",
    "welcommune.exchange",
    "welcommune.portal",
    "welcommune.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "welcommune.operations.middleware.Watching",
    "welcommune.core.publication.PageCache",
    "welcommune.operations.middleware.Noting",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "welcommune.config.door.SizeLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "welcommune.core.middleware.Acting",
    "welcommune.core.guards.ReadOnlyGuard",
]

ROOT_URLCONF = "welcommune.config.urls"
WSGI_APPLICATION = "welcommune.config.wsgi.application"
ACTOR_LOADER = "welcommune.network.queries.actor_of"
PAGE_CONTEXT = "welcommune.portal.queries.page_context"
REPLY_ADDRESS = "welcommune.network.queries.reply_address"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "welcommune.core.ui.environment",
            "context_processors": ["welcommune.core.middleware.page"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
FORM_RENDERER = "welcommune.core.ui.FormRenderer"


def _database() -> dict[str, Any]:
    """SQLite in WAL mode in the data folder, or whatever ``DATABASE_URL`` names."""
    database: dict[str, Any] = dict(env.db_url("DATABASE_URL", default=f"sqlite:///{DATA / 'welcommune.sqlite3'}"))
    database["CONN_MAX_AGE"] = None
    database["CONN_HEALTH_CHECKS"] = "sqlite3" not in database["ENGINE"]
    # Django's own, with what they lack (docs/decisions/034-databases.md).
    database["ENGINE"] = f"welcommune.config.{database['ENGINE'].rpartition('.')[2]}"
    if "sqlite3" in database["ENGINE"]:
        database["OPTIONS"] = {
            # Writers queue at the start of a transaction instead of failing in its middle.
            "transaction_mode": "IMMEDIATE",
            # Longer than one transaction takes that writes or takes back a list of 60,000 rows: whoever saves
            # meanwhile waits, and loses nothing.
            "timeout": 60,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            # What was erased is overwritten, so that nobody reads it in the free pages of the file.
            "PRAGMA secure_delete=ON;",
        }
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "welcommune.config.cache.SharedCache", "LOCATION": DATA / "watch" / "limits.sqlite3"}}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:desk"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "welcommune.accounts.actions.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up alone; the library offers the password at the door where this names one.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "welcommune.accounts.forms.PasswordLoginForm",
    "reauthenticate": "welcommune.accounts.forms.PasswordAgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# The code that signs in proves the address; accounts are given, not opened by the person.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_SIGNUP_BY_PASSKEY_ENABLED = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ["email", "name"]}},
    {"NAME": "welcommune.accounts.forms.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "welcommune.accounts.forms.NotCommon"},
]  # fmt: skip
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Welcommune"
# A telephone's clock may be half a minute late or early.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "activate_totp": "welcommune.accounts.forms.AppForm",
    "authenticate": "welcommune.accounts.forms.SecondFactorForm",
    "reauthenticate": "welcommune.accounts.forms.ConfirmForm",
    "add_webauthn": "welcommune.accounts.forms.PasskeyForm",
}

SESSION_COOKIE_AGE: int = env.int("WELCOMMUNE_SIGNED_IN_SECONDS", default=14 * 24 * 3600)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = f"{FORCE_SCRIPT_NAME or ''}/"
# No script reads cookies. With https their names bind them to this host, and no other can plant one.
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
if SESSION_COOKIE_SECURE:
    # Browsers take the stricter name for the whole host only.
    _bound = "__Secure-" if FORCE_SCRIPT_NAME else "__Host-"
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_bound}sessionid", f"{_bound}csrftoken"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT: bool = env.bool("WELCOMMUNE_REDIRECT_TO_HTTPS", default=False)
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
# Other sites are not told where a link led from. Stricter, a browser would not say where a form came from either.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# For every answer, files and kept pages too. No page asks for a camera, a place or anything else of the visitor's.
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{power}=()"
        for power in ("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation",
                      "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")
    ),
}  # fmt: skip
METRICS_TOKEN: str = env.str("WELCOMMUNE_METRICS_TOKEN", default="")
SLOW_MS: int = env.int("WELCOMMUNE_SLOW_MS", default=200)
CSRF_FAILURE_VIEW = "welcommune.portal.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
LARGEST_LIST_BYTES: int = env.int("WELCOMMUNE_LARGEST_LIST_BYTES", default=50 * 1024 * 1024)
LARGEST_PHOTO_BYTES: int = env.int("WELCOMMUNE_LARGEST_PHOTO_BYTES", default=12 * 1024 * 1024)
CHECK_INS_A_MINUTE: int = env.int("WELCOMMUNE_CHECK_INS_A_MINUTE", default=600)
SEARCHES_A_MINUTE: int = env.int("WELCOMMUNE_SEARCHES_A_MINUTE", default=120)
LARGEST_RESOURCE_BYTES: int = env.int("WELCOMMUNE_LARGEST_RESOURCE_BYTES", default=25 * 1024 * 1024)
# The largest file, and room for the fields around it. What says that it is larger is not read at all.
LARGEST_REQUEST_BYTES = 2 * 1024 * 1024 + max(LARGEST_LIST_BYTES, LARGEST_PHOTO_BYTES, LARGEST_RESOURCE_BYTES)

EMAIL_CONFIG: dict[str, Any] = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL: str = env.str("WELCOMMUNE_FROM", default="Welcommune <welcommune@localhost>")
EMAIL_TIMEOUT = 20

USE_TZ = True
TIME_ZONE: str = zone_of(env.str("WELCOMMUNE_ZONE", default="Europe/Paris"))
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("pl", _("Polish")),
    ("el", _("Greek")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [PACKAGE / "locale"]

# Whole, since gunicorn asks for it before any request has told where the site lies.
STATIC_URL = f"{FORCE_SCRIPT_NAME or ''}/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
MEDIA_URL = f"{FORCE_SCRIPT_NAME or ''}/media/"
STORAGES = {
    "default": {"BACKEND": "welcommune.config.storage.WholeFiles"},
    # Never served: lists that people bring in, readable by the owner of the process only.
    "private": {
        "BACKEND": "welcommune.config.storage.WholeFiles",
        "OPTIONS": {
            "location": DATA / "media-private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or "pytest" in sys.modules
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or "pytest" in sys.modules
WHITENOISE_AUTOREFRESH = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What is written and what is left out: ``config/logs.py``. A demonstration keeps its terminal for the sign-in links.
LOG: str = one_of(("json", "plain"), "WELCOMMUNE_LOG", env.str("WELCOMMUNE_LOG", default="json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"chosen": {"()": "welcommune.config.logs.formatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "chosen"},
        "faults": {"class": "welcommune.config.logs.FaultHandler", "level": "WARNING"},
    },
    "root": {"handlers": ["console", "faults"], "level": "WARNING"},
    "loggers": {
        "welcommune": {"level": "WARNING" if DEMO else "INFO"},
        # What was not found, and who may not, stands in the line of the request.
        "django": {"handlers": [], "level": "ERROR"},
    },
}
