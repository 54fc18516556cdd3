"""Every setting, read from the environment; none is needed to try the site, and SITE_URL decides the rest."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from xstatic.pkg import bootstrap

from clients.core.regions import PAPERS, REGIONS, paper_of, region_of
from msp_assess import durations, file_places, provider
from msp_assess.log import logging_for
from msp_assess.sign_in_rules import *  # noqa: F403 -- settings, all of them

# Lets Django's classes take type arguments at run time, as in ModelAdmin[Shop].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
# Everything that this installation writes and a backup must include: database, key, files.
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))


# The address -------------------------------------------------------------------------------------

SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname or _site.path:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}. Set it to the scheme and the host alone, like https://assess.example.com"
    )

HTTPS = _site.scheme == "https"
# Then nothing is made up: no example shops, and no account that nobody asked for.
FOR_REAL = HTTPS or bool(os.environ.get("DATABASE_URL"))
DEBUG = os.environ.get("DEBUG") == "1" and not HTTPS
ALLOWED_HOSTS = [_site.hostname] if HTTPS else [_site.hostname, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "desk.views.errors.no_key"


def _secret_keys() -> list[str]:
    """Return the key from SECRET_KEY or, without it, from the file that script/setup made; then those before it."""
    key_file = DATA_DIR / "secret_key"
    keys = [os.environ.get("SECRET_KEY", "")]
    try:
        if not keys[0] and key_file.exists():
            keys = key_file.read_text().split() or [""]
    except OSError as error:
        fix = f"Give the folder to the user that runs the site: chown -R <user>: {DATA_DIR}"
        raise ImproperlyConfigured(f"{key_file} cannot be read: {error.strerror}. {fix}") from error
    # Django's own test of a strong key, which Django only warns about (security.W009).
    if len(keys[0]) < 50 or len(set(keys[0])) < 5 or keys[0].startswith("django-insecure-"):  # noqa: PLR2004
        raise ImproperlyConfigured(
            f"{SITE_URL} has no secret key of its own: SECRET_KEY and {key_file} are missing, or not 50 random "
            "characters long. If this site has been used before, bring its key back from where backups keep it. "
            "Otherwise run script/setup, which makes the file, or set SECRET_KEY."
        )
    return [*keys, *os.environ.get("SECRET_KEY_FALLBACKS", "").split()]


SECRET_KEY, *SECRET_KEY_FALLBACKS = _secret_keys()  # what an earlier key has signed counts while it is among these

if HTTPS:  # bound to this host: no other host, and no http page, can set them
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and os.environ.get("HSTS_SUBDOMAINS") == "1"
# TLS ends at a proxy, which must set this header itself and drop the visitor's. So script/server listens on 127.0.0.1
# only when SITE_URL is https.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for names below this one: not ours to decide where SITE_URL is a domain's own name
    "security.W021",  # HSTS preload: the same, and hard to undo
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}


# Apps --------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "desk",
    "reports",
    "plans",
    "evidence",
    "opinions",
    "norms",
    "questions",
    "clients",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "msp_assess.apps.Admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "msp_assess.apps.StaticFiles",
]
MIDDLEWARE = [
    "msp_assess.probes.probes",
    "msp_assess.request_log.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "msp_assess.compression.Compression",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "msp_assess.methods.KnownMethods",
    "msp_assess.cookies.no_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "msp_assess.region.ByViewer",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clients.sign_in.sessions.idle",
    "clients.sign_in.sessions.second_factor",
    "questions.browser.keep_keys",
]
ROOT_URLCONF = "msp_assess.urls"
WSGI_APPLICATION = "msp_assess.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
MESSAGE_STORAGE = "msp_assess.notices.Notices"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False  # a layout that names a missing field is a mistake, not an empty line

# Signing in --------------------------------------------------------------------------------------

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"  # for a sign-in on the way to an address that is not ours
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds that a link to a new password works
SECOND_FACTOR = os.environ.get("SECOND_FACTOR", "") == "1"  # everybody needs one; a firm can ask for it by itself
# Whoever does nothing for so long is signed out.
SESSION_COOKIE_AGE = 60 * durations.minutes("IDLE_MINUTES", os.environ.get("IDLE_MINUTES", "720"))

ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0

# Only where it is set there are the apps and addresses of a provider by which a firm's people sign in.
OIDC = provider.read(os.environ)
if OIDC:
    INSTALLED_APPS += provider.APPS
    SOCIALACCOUNT_PROVIDERS = provider.providers(OIDC)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(OIDC["origin"])


# What people send -------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024  # far above the longest form, with every note filled in

UPLOAD_MAX_SIZE = 2 * 1024 * 1024  # a form with a file, of which we accept 512 KB
FILE_UPLOAD_HANDLERS = [
    "msp_assess.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000  # a list of 500 owners to check, with four fields and a check box each

# The questionnaire of new assessments, by the name of its folder.
QUESTIONNAIRE = os.environ.get("QUESTIONNAIRE", "is-it-working")
# The start address of the firm that the first page offers to share with.
DEFAULT_FIRM = os.environ.get("DEFAULT_FIRM", "")
# Folders of questionnaires in addition to our own, separated as in PATH.
QUESTIONNAIRE_DIRS = [Path(folder) for folder in os.environ.get("QUESTIONNAIRES", "").split(os.pathsep) if folder]


# Data --------------------------------------------------------------------------------------------


def _database() -> dict[str, Any]:
    """Return DATABASES["default"]: SQLite in DATA_DIR, or what DATABASE_URL names."""
    try:
        database: dict[str, Any] = {**dj_database_url.config(default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
    except ValueError:
        database = {"ENGINE": None}
    if database["ENGINE"] == "django.db.backends.sqlite3":
        options: dict[str, Any] = {
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
            "transaction_mode": "IMMEDIATE",  # take the write lock first, so that no transaction fails halfway
            "timeout": float(os.environ.get("SQLITE_TIMEOUT", "20")),  # seconds to wait for another process's write
        }
        database["CONN_MAX_AGE"] = 10  # seconds: what was opened while nothing could be written stays so
    elif database["ENGINE"] == "django.db.backends.postgresql":
        options = {"connect_timeout": 3, "tcp_user_timeout": 10_000}  # s, ms: no page waits long for what is gone
        database |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}  # looked at first: a restart ends no page
    else:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read. It is postgresql://user:password@host/name, postgresql:///name for one here, "
            "or sqlite:///file; a / # % or : in the password is written %2F %23 %25 or %3A"
        )
    return database | {"OPTIONS": options | database.get("OPTIONS", {})}


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "bundles"]}}

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_DIR", DATA_DIR / "static"))  # collected static files; no backup needs them
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", Path(bootstrap.BASE_DIR) / "css")]
MEDIA_ROOT = DATA_DIR / "media"  # reports: private, never served from an address of their own
# A bucket instead of MEDIA_ROOT, for several machines that serve one site.
S3_BUCKET, S3_ENDPOINT = os.environ.get("S3_BUCKET", ""), os.environ.get("S3_ENDPOINT", "")
STORAGES = file_places.storages(os.environ, DATA_DIR)


# How long is kept what nobody comes back for -----------------------------------------------------------

# Of answers never submitted, since their last change; and of whoever is signed in, since then.
ABANDONED_DAYS = durations.days("ABANDONED_DAYS", os.environ.get("ABANDONED_DAYS", ""), least=30)
SESSION_DAYS = durations.days("SESSION_DAYS", os.environ.get("SESSION_DAYS", ""), least=1)


# Words, mail, log, metrics --------------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
LANGUAGES = [(region.lower(), region) for region in REGIONS]  # one English, with the dates and numbers of each
FORMAT_MODULE_PATH = ["msp_assess.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE is {TIME_ZONE!r}. Set it to a zone like Europe/Zurich or America/Chicago")
PAPER = os.environ.get("PAPER", "") or paper_of(region_of(TIME_ZONE))  # of reports for whom nothing else is known
if PAPER not in PAPERS:
    raise ImproperlyConfigured(f"PAPER is {PAPER!r}. Set it to {' or '.join(PAPERS)}")

# Without a mail server, pages hide mail and show links to copy.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
MAIL_ENABLED = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_ENABLED else 'dummy'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_USE_SSL = EMAIL_PORT == 465  # noqa: PLR2004 -- the one port on which mail starts encrypted
EMAIL_USE_TLS = not EMAIL_USE_SSL and os.environ.get("EMAIL_USE_TLS", "1") == "1"
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", f"noreply@{_site.hostname}")

SENTRY_DSN = os.environ.get("SENTRY_DSN", "")  # without it no fault is reported
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")  # without it there is no /metrics

LOG_FORMAT = os.environ.get("LOG_FORMAT", "text")
if LOG_FORMAT not in ("text", "json"):
    raise ImproperlyConfigured(f"LOG_FORMAT is {LOG_FORMAT!r}. Set it to text or json")
LOG_LEVEL = os.environ.get("LOG_LEVEL", "WARNING").upper()
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    raise ImproperlyConfigured(f"LOG_LEVEL is {LOG_LEVEL!r}. Set it to INFO, WARNING or ERROR")
# A file for the security log; without it, its JSON lines go where the log goes.
SECURITY_LOG = os.environ.get("SECURITY_LOG", "")
SECURITY_LOG_NAMES = os.environ.get("SECURITY_LOG_NAMES", "masked")
if SECURITY_LOG_NAMES not in ("masked", "plain"):
    raise ImproperlyConfigured(f"SECURITY_LOG_NAMES is {SECURITY_LOG_NAMES!r}. Set it to masked or plain")
LOGGING = logging_for(LOG_FORMAT, LOG_LEVEL, security=SECURITY_LOG)
