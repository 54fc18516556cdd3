"""SITE_URL and a few variables decide how safe and how large the installation is."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

KEY = "qJ4v9Xw2LkT7mB0sYc8RfZ1hNd6GpU3eAaVoKiCxE5tWbSjHyM"
VARIABLES = (
    "ABANDONED_DAYS",
    "DATABASE_URL",
    "DEBUG",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "IDLE_MINUTES",
    "LOG_FORMAT",
    "LOG_LEVEL",
    "SECURITY_LOG",
    "SECURITY_LOG_NAMES",
    "PAPER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_FIRM",
    "OIDC_NAME",
    "OIDC_SERVER_URL",
    "OIDC_SIGN_IN_URL",
    "QUESTIONNAIRES",
    "S3_BUCKET",
    "S3_ENDPOINT",
    "SECOND_FACTOR",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SENTRY_DSN",
    "SESSION_DAYS",
    "SITE_URL",
    "TIME_ZONE",
)


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))


def load(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    """Read settings.py as a new process with this environment would."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(settings.BASE_DIR / "msp_assess" / "settings.py"))


@pytest.mark.parametrize("key", ["", "too short", "a" * 50, f"django-insecure-{KEY}"])
@pytest.mark.parametrize("site_url", ["http://127.0.0.1:8000", "https://assess.example.com"])
def test_a_weak_key_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch, site_url: str, key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"has no secret key of its own.* run script/setup"):
        load(monkeypatch, SITE_URL=site_url, SECRET_KEY=key)


def test_the_key_that_setup_made_is_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(f"{KEY}\n")
    assert load(monkeypatch, SITE_URL="https://assess.example.com")["SECRET_KEY"] == KEY


def test_the_key_in_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(f"{KEY}\n")
    assert load(monkeypatch, SECRET_KEY=KEY[::-1])["SECRET_KEY"] == KEY[::-1]


def test_keys_before_it_still_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(f"{KEY}\nan old one\n")
    assert load(monkeypatch)["SECRET_KEY_FALLBACKS"] == ["an", "old", "one"]
    loaded = load(monkeypatch, SECRET_KEY=KEY[::-1], SECRET_KEY_FALLBACKS=f"{KEY} older")
    assert (loaded["SECRET_KEY"], loaded["SECRET_KEY_FALLBACKS"]) == (KEY[::-1], [KEY, "older"])


def test_a_key_that_cannot_be_read_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret_key").mkdir()  # nothing else is unreadable for root
    with pytest.raises(ImproperlyConfigured, match=r"secret_key cannot be read: .*chown -R <user>: "):
        load(monkeypatch)


@pytest.mark.parametrize("site_url", ["assess.example.com", "ftp://assess.example.com", "https://example.com/assess"])
def test_a_site_url_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, site_url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"SITE_URL is '{site_url}'"):
        load(monkeypatch, SITE_URL=site_url, SECRET_KEY=KEY)


@pytest.mark.parametrize(
    ("site_url", "database", "real"),
    [
        ("http://127.0.0.1:8000", "", False),
        ("https://assess.example.com", "", True),
        ("http://127.0.0.1:8000", "postgresql://db.example.com/assess", True),
    ],
)
def test_an_address_or_a_database_of_its_own_makes_it_real(
    monkeypatch: pytest.MonkeyPatch, site_url: str, database: str, *, real: bool
) -> None:
    environment = {"DATABASE_URL": database} if database else {}
    assert load(monkeypatch, SITE_URL=site_url, SECRET_KEY=KEY, **environment)["FOR_REAL"] is real


def test_https_switches_protection_on(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch, SITE_URL="https://assess.example.com/", SECRET_KEY=KEY, DEBUG="1")
    assert {name: loaded[name] for name in HTTPS} == HTTPS
    assert load(monkeypatch, SITE_URL="https://a.example.com", SECRET_KEY=KEY, HSTS_SUBDOMAINS="1")[BELOW] is True
    assert load(monkeypatch, SITE_URL="http://a.example.com", SECRET_KEY=KEY, HSTS_SUBDOMAINS="1")[BELOW] is False


BELOW = "SECURE_HSTS_INCLUDE_SUBDOMAINS"

HTTPS: dict[str, object] = {
    "SITE_URL": "https://assess.example.com",
    "ALLOWED_HOSTS": ["assess.example.com"],
    "CSRF_TRUSTED_ORIGINS": ["https://assess.example.com"],
    "CSRF_COOKIE_SECURE": True,
    "DEBUG": False,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
}


def test_http_trusts_no_header_and_sets_plain_cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch, SECRET_KEY=KEY)
    assert not loaded["DEBUG"]
    assert not loaded["SECURE_SSL_REDIRECT"]
    assert not loaded["SESSION_COOKIE_SECURE"]
    assert loaded["SECURE_PROXY_SSL_HEADER"] is None


def test_the_database_is_sqlite_until_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    database = load(monkeypatch, SECRET_KEY=KEY)["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "db.sqlite3")
    assert database["OPTIONS"] == {
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
    assert database["CONN_MAX_AGE"] == 10


def test_pages_wait_less_long_to_write_on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    database = load(monkeypatch, SECRET_KEY=KEY, SQLITE_TIMEOUT="3")["DATABASES"]["default"]
    assert database["OPTIONS"]["timeout"] == 3


def test_a_connection_to_postgresql_stays_and_is_looked_at_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql://assess:secret@db.example.com/assess?sslmode=require"
    database = load(monkeypatch, SECRET_KEY=KEY, DATABASE_URL=url)["DATABASES"]["default"]
    assert (database["ENGINE"], database["HOST"]) == ("django.db.backends.postgresql", "db.example.com")
    assert database["OPTIONS"] == {"connect_timeout": 3, "tcp_user_timeout": 10_000, "sslmode": "require"}
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (None, True)


@pytest.mark.parametrize(
    "url", ["mysql://db.example.com/assess", "postgres//assess", "postgresql://a:gate#path@h/assess"]
)
def test_an_address_that_is_none_of_a_database_is_refused_with_its_form(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match="It is postgresql://user:password@host/name") as refused:
        load(monkeypatch, SECRET_KEY=KEY, DATABASE_URL=url)
    assert "gate" not in str(refused.value)  # a part of the password


@pytest.mark.parametrize(("port", "tls", "ssl"), [("587", True, False), ("465", False, True)])
def test_mail_is_encrypted_on_either_port(monkeypatch: pytest.MonkeyPatch, port: str, tls: bool, ssl: bool) -> None:
    loaded = load(monkeypatch, SECRET_KEY=KEY, EMAIL_HOST="mail.example.com", EMAIL_PORT=port)
    assert (loaded["MAIL_ENABLED"], loaded["EMAIL_USE_TLS"], loaded["EMAIL_USE_SSL"]) == (True, tls, ssl)


def test_without_a_mail_server_mail_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch, SECRET_KEY=KEY)
    assert (loaded["MAIL_ENABLED"], loaded["EMAIL_BACKEND"]) == (False, "django.core.mail.backends.dummy.EmailBackend")


def test_questionnaires_names_more_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch, SECRET_KEY=KEY, QUESTIONNAIRES="/srv/ours:/srv/theirs")
    assert loaded["QUESTIONNAIRE_DIRS"] == [Path("/srv/ours"), Path("/srv/theirs")]


def test_paper_is_one_of_two_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [load(monkeypatch, SECRET_KEY=KEY)["PAPER"], load(monkeypatch, PAPER="Letter")["PAPER"]] == ["A4", "Letter"]
    with pytest.raises(ImproperlyConfigured, match=r"PAPER is 'a4'\. Set it to A4 or Letter"):
        load(monkeypatch, PAPER="a4")


def test_the_log_is_for_people_or_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    def console() -> dict[str, object]:
        return dict(load(monkeypatch, SECRET_KEY=KEY)["LOGGING"]["handlers"]["console"])

    known = {"class": "logging.StreamHandler"}
    assert console() == known | {"formatter": "text", "level": "WARNING", "filters": ["faults", "brief"]}
    monkeypatch.setenv("LOG_FORMAT", "json")
    monkeypatch.setenv("LOG_LEVEL", "info")
    assert console() == known | {"formatter": "json", "level": "INFO", "filters": ["faults", "brief"]}


def test_the_security_log_goes_where_it_is_told_with_names_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load(monkeypatch, SECRET_KEY=KEY)
    assert before["LOGGING"]["handlers"]["security"] == {"class": "logging.StreamHandler", "formatter": "security"}
    assert before["SECURITY_LOG_NAMES"] == "masked"
    after = load(monkeypatch, SECURITY_LOG="/var/log/msp-assess/security.log", SECURITY_LOG_NAMES="plain")
    assert after["LOGGING"]["handlers"]["security"]["filename"] == "/var/log/msp-assess/security.log"
    assert after["SECURITY_LOG_NAMES"] == "plain"


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("LOG_FORMAT", "xml", "LOG_FORMAT is 'xml'. Set it to text or json"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL is 'LOUD'. Set it to INFO, WARNING or ERROR"),
        ("SECURITY_LOG_NAMES", "hidden", "SECURITY_LOG_NAMES is 'hidden'. Set it to masked or plain"),
        ("TIME_ZONE", "Zurich", "TIME_ZONE is 'Zurich'. Set it to a zone like Europe/Zurich"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=remedy):
        load(monkeypatch, SECRET_KEY=KEY, **{name: value})


def test_every_page_carries_the_headers(client: Client) -> None:
    headers = client.get(reverse("account_login")).headers
    policy = {directive.strip() for directive in headers["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    }
    assert headers["Permissions-Policy"].startswith("camera=(), ")
    assert (headers["Referrer-Policy"], headers["X-Frame-Options"]) == ("same-origin", "DENY")


def test_nothing_goes_for_its_age_unless_a_setting_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(monkeypatch, SECRET_KEY=KEY)
    assert (loaded["ABANDONED_DAYS"], loaded["SESSION_DAYS"]) == (None, None)
    loaded = load(monkeypatch, SECRET_KEY=KEY, ABANDONED_DAYS="365", SESSION_DAYS="7")
    assert (loaded["ABANDONED_DAYS"], loaded["SESSION_DAYS"]) == (365, 7)


@pytest.mark.parametrize(
    ("name", "said"), [("ABANDONED_DAYS", "29"), ("ABANDONED_DAYS", "a year"), ("SESSION_DAYS", "0")]
)
def test_a_number_of_days_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name} is '{said}'"):
        load(monkeypatch, SECRET_KEY=KEY, **{name: said})


@pytest.mark.parametrize(("told", "needed"), [("", False), ("0", False), ("1", True)])
def test_second_factor_is_asked_of_everybody_where_it_is_set(
    monkeypatch: pytest.MonkeyPatch, told: str, *, needed: bool
) -> None:
    assert load(monkeypatch, SECRET_KEY=KEY, SECOND_FACTOR=told)["SECOND_FACTOR"] is needed


def test_idle_limit_is_twelve_hours_unless_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, SECRET_KEY=KEY)["SESSION_COOKIE_AGE"] == 12 * 3600
    assert load(monkeypatch, SECRET_KEY=KEY, IDLE_MINUTES="20")["SESSION_COOKIE_AGE"] == 1200


@pytest.mark.parametrize(("site", "proxies"), [("http://127.0.0.1:8000", 0), ("https://assess.example.com", 1)])
def test_a_proxy_is_trusted_where_there_is_one(monkeypatch: pytest.MonkeyPatch, site: str, proxies: int) -> None:
    assert load(monkeypatch, SECRET_KEY=KEY, SITE_URL=site)["ALLAUTH_TRUSTED_PROXY_COUNT"] == proxies


def test_provider_brings_its_apps_and_where_its_button_leads_only_where_it_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = load(monkeypatch, SECRET_KEY=KEY)
    assert "allauth.socialaccount" not in without["INSTALLED_APPS"]
    told = {"OIDC_SERVER_URL": "https://id.example.com/realm", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
    found = load(monkeypatch, SECRET_KEY=KEY, OIDC_FIRM="northern", **told)
    assert "allauth.socialaccount" in found["INSTALLED_APPS"]
    assert found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"][1:] == ["https://id.example.com"]


class TestFiles:
    def test_without_a_bucket_are_the_users_own_on_the_disk(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert load(monkeypatch, SECRET_KEY=KEY)["STORAGES"]["default"] == {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
        }

    def test_with_a_bucket_are_in_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        given = {
            "S3_ENDPOINT": "https://s3.example.com",
            "S3_REGION": "here",
            "S3_ACCESS_KEY": "a",
            "S3_SECRET_KEY": "b",
        }
        assert load(monkeypatch, SECRET_KEY=KEY, S3_BUCKET="reports", **given)["STORAGES"]["default"] == {
            "BACKEND": "msp_assess.objects.Objects",
            "OPTIONS": {
                "bucket_name": "reports",
                "endpoint_url": "https://s3.example.com",
                "region_name": "here",
                "access_key": "a",
                "secret_key": "b",
            },
        }

    def test_of_aws_need_no_address_and_no_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        options = load(monkeypatch, SECRET_KEY=KEY, S3_BUCKET="reports")["STORAGES"]["default"]["OPTIONS"]
        assert {name for name, value in options.items() if value} == {"bucket_name"}

    def test_address_without_a_scheme_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ImproperlyConfigured, match=r"S3_ENDPOINT is 's3\.example\.com'\. Set it to"):
            load(monkeypatch, SECRET_KEY=KEY, S3_BUCKET="reports", S3_ENDPOINT="s3.example.com")
