"""Django's settings. What an installation may change is in `vun.config.environment`; the rest is decided here."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from vun.config.environment import (
    database_from_url,
    decode_field_key,
    kept_secret,
    new_field_key,
    read_environment,
    sqlite_in,
)
from vun.config.logs import logging_settings

environment = read_environment()
PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = environment.debug

# --- Where things are kept ------------------------------------------------------------------------------------

DATA_DIR = environment.data_dir
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
# Certificates an office trusts when it checks signatures.
SIGNATURE_TRUST = DATA_DIR / "trust"
PKCS11_MODULE = environment.pkcs11_module
PKCS11_TOKEN = environment.pkcs11_token
PKCS11_CERTIFICATE = environment.pkcs11_certificate
for directory in (DATA_DIR, STATIC_ROOT, MEDIA_ROOT):
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)

DATABASES = {
    "default": database_from_url(environment.database_url)
    if environment.database_url
    else sqlite_in(DATA_DIR)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Secrets --------------------------------------------------------------------------------------------------

SECRET_KEY = environment.secret_key.get_secret_value() or kept_secret(
    DATA_DIR / "secret.key", lambda: secrets.token_urlsafe(64)
)
# Encrypts national identity numbers; whoever loses it loses them.
FIELD_KEY = decode_field_key(
    environment.field_key.get_secret_value() or kept_secret(DATA_DIR / "field.key", new_field_key)
)

# --- What Vun is made of --------------------------------------------------------------------------------------

# From the ground up: each context may look only at those before it.
CONTEXTS = [
    "audit",
    "registers",
    "custom",
    "orgs",
    "accounts",
    "people",
    "approvals",
    "standards",
    "deadlines",
    "credentials",
    "needs",
    "funding",
    "plans",
    "eligibility",
    "commitments",
    "sending",
    "delivery",
    "admission",
    "abroad",
    "outcomes",
    "measures",
    "allocation",
    "statements",
    "publishing",
    "imports",
]
INSTALLED_APPS = [
    *(f"vun.records.{context}" for context in CONTEXTS),
    # Does imports as jobs; has no tables.
    "vun.exchange",
    # Before Django's apps, so that its templates win over theirs.
    "vun.faces.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "csp",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # In place of Django's own, which follows the browser's language.
    "vun.faces.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vun.faces.web.middleware.ActorMiddleware",
    "vun.faces.web.middleware.OnDateMiddleware",
    "vun.faces.web.middleware.ErrorsMiddleware",
    # Last, as its makers ask: it turns a failed login into the answer "locked out".
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "vun.config.urls"
WSGI_APPLICATION = "vun.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vun.faces.web.context.frame",
            ],
        },
    }
]
# Form templates of Django may be replaced by those of the web face.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Language, dates and numbers ------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = "vun.config.formats"
# Off: it would also write the year 2026 as "2.026". Figures are grouped where a template says so.
USE_THOUSAND_SEPARATOR = False

# --- Signing in -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {"user_attributes": ["username", "full_name", "email"]}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home:show"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())

AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=15)
# Counted per user and address together, so that nobody can lock a colleague out from another machine.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "vun.faces.web.accounts.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# --- The browser ----------------------------------------------------------------------------------------------

ALLOWED_HOSTS = environment.allowed_hosts
# Everything from here: no inline script or style, nothing from elsewhere, never inside another site's frame.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Bootstrap draws its arrows and ticks from data: addresses in the style sheet.
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "vun.faces.web.errors.csrf_failed"
# Only its word is taken for whom a request comes from, and over HTTPS or not.
TRUSTED_PROXY = environment.proxy if environment.is_https else None
if environment.is_https:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if environment.collected_static
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not environment.collected_static
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- This installation ----------------------------------------------------------------------------------------

# All data is invented: every page says so.
IS_SAMPLE = environment.is_sample

LOGGING = logging_settings(environment.log_format)
