"""Django settings, composed from the environment. Values a person may choose live in environment.py."""

import os
from typing import Any

from csp.constants import NONCE, NONE, SELF

from sillage.config.databases import Login, direct_url, django_database
from sillage.config.environment import environment
from sillage.config.logs import configure_logs
from sillage.config.places import files_folder, secret_key

ENVIRONMENT = environment()

# The capabilities, from the ground up. A new one is a folder and one line here.
CAPABILITIES = (
    "sillage.kernel",
    "sillage.identity",
    "sillage.records",
    "sillage.customers",
    "sillage.products",
    "sillage.activities",
    "sillage.sales",
)

# The modules, in the order their manifests load. A module's routes and manifest are found by name.
SILLAGE_MODULES = (
    "sillage.kernel.events",
    "sillage.kernel.mail",
    "sillage.kernel.backup",
    "sillage.identity.users",
    "sillage.identity.teams",
    "sillage.identity.roles",
    "sillage.identity.api_keys",
    "sillage.identity.members",
    "sillage.identity.workspaces",
    "sillage.identity.invitations",
    "sillage.identity.sessions",
    "sillage.records.objects",
    "sillage.records.search",
    "sillage.records.imports",
    "sillage.records.trash",
    "sillage.records.files",
    "sillage.records.tags",
    "sillage.records.fields",
    "sillage.records.custom_objects",
    "sillage.records.filters",
    "sillage.records.views",
    # Its address would be read as the id of a record.
    "sillage.records.bulk",
    "sillage.records.grid",
    "sillage.records.exports",
    "sillage.records.duplicates",
    "sillage.customers.organisations",
    "sillage.customers.contacts",
    "sillage.customers.company_registry",
    "sillage.products.catalogue",
    "sillage.activities.about",
    "sillage.activities.mentions",
    "sillage.activities.notes",
    "sillage.activities.calls",
    "sillage.activities.meetings",
    "sillage.activities.messages",
    "sillage.activities.timeline",
    "sillage.sales.currencies",
    "sillage.sales.pipelines",
    "sillage.sales.lines",
    "sillage.sales.deals",
    "sillage.sales.statistics",
    "sillage.integrations.sirene",
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "axes",
    "csp",
    "procrastinate.contrib.django",
    *CAPABILITIES,
    "sillage.config.apps.CompositionConfig",
]

# The first answers /api/v1 by itself; what follows serves sign-in (allauth) and the web app.
MIDDLEWARE = [
    "sillage.kernel.http.gate.ApiGate",
    "sillage.identity.sessions.gate.SignInGate",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

ROOT_URLCONF = "sillage.config.urls"
WSGI_APPLICATION = "sillage.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False
SECRET_KEY = secret_key(ENVIRONMENT)
APPEND_SLASH = False

# Addresses
SILLAGE_ADDRESS = ENVIRONMENT.address
_OVER_TLS = SILLAGE_ADDRESS.startswith("https://")
_PUBLIC_HOST = SILLAGE_ADDRESS.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", _PUBLIC_HOST, *ENVIRONMENT.allowed_hosts]
CSRF_TRUSTED_ORIGINS = [SILLAGE_ADDRESS]
SILLAGE_TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
if ENVIRONMENT.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Database: the web and worker processes know the application login only. `sillage migrate` runs in
# a process of its own that sets SILLAGE_LOGIN to "owner".
_LOGIN: Login = "owner" if os.environ.get("SILLAGE_LOGIN") == "owner" else "app"
# One connection per thread that may be inside a request, and one for what runs beside them.
_POOL_SIZE = int(os.environ.get("SILLAGE_POOL_SIZE", "0"))
DATABASES = {"default": django_database(ENVIRONMENT, _LOGIN, _POOL_SIZE)}
SILLAGE_DIRECT_URL = direct_url(ENVIRONMENT)
SILLAGE_WEB_THREADS = ENVIRONMENT.web_threads

# Cache: shared values live in PostgreSQL or Redis, never in one process.
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": ENVIRONMENT.redis_url.get_secret_value(),
            "KEY_PREFIX": "sillage",
        }
        if ENVIRONMENT.redis_url
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "kernel_cache",
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
    ),
    # For immutable or versioned values only.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5_000}},
}

# Files
_S3 = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": ENVIRONMENT.s3_bucket,
        "endpoint_url": ENVIRONMENT.s3_endpoint_url,
        "region_name": ENVIRONMENT.s3_region,
        "access_key": ENVIRONMENT.s3_access_key_id,
        "secret_key": ENVIRONMENT.s3_secret_access_key and ENVIRONMENT.s3_secret_access_key.get_secret_value(),
        "default_acl": None,
        "file_overwrite": False,
        "querystring_expire": 300,
    },
}
_FOLDER = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": str(files_folder(ENVIRONMENT)), "file_permissions_mode": 0o600},
}
STORAGES = {
    "default": _S3 if ENVIRONMENT.s3_bucket else _FOLDER,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SILLAGE_UPLOAD_MAX_BYTES = ENVIRONMENT.upload_max_mb * 1024 * 1024
# What the files of one workspace may take together.
SILLAGE_FILES_QUOTA_BYTES = ENVIRONMENT.files_quota_gb * 1024**3
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# People and sessions
AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "sillage.identity.users.hashing.Argon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_NAME = "sillage_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _OVER_TLS
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _OVER_TLS
CSRF_HEADER_NAME = "HTTP_X_CSRFTOKEN"

# Sign-in (allauth, headless): the web app draws every screen itself
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{SILLAGE_ADDRESS}/email/confirm/{{key}}",
    "account_reset_password": f"{SILLAGE_ADDRESS}/password/reset",
    "account_reset_password_from_key": f"{SILLAGE_ADDRESS}/password/reset/{{key}}",
    "account_signup": f"{SILLAGE_ADDRESS}/login",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "sillage.identity.sessions.adapters.AccountAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
# Attempts per address are counted by SignInGate; these slow down attempts spread over many addresses.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "50/10m/key",
    "reset_password": "5/10m/key",
    "reset_password_from_key": None,
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
PASSWORD_RESET_TIMEOUT = 3600
MFA_ADAPTER = "sillage.identity.sessions.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Sillage"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _OVER_TLS
USERSESSIONS_TRACK_ACTIVITY = True

# Brute force: an address and an account together are locked, so nobody locks a colleague out.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "sillage.identity.sessions.gate.locked_out"
AXES_USERNAME_CALLABLE = "sillage.config.signin.attempted_account"
AXES_CLIENT_IP_CALLABLE = "sillage.config.signin.client_address"

# The API
SILLAGE_GATEKEEPER = "sillage.identity.access.gatekeeper"
# Answers are checked against their schema in the tests, never in production.
SILLAGE_CHECK_ANSWERS = os.environ.get("SILLAGE_CHECK_ANSWERS") == "1"

# Rate limits, per minute
SILLAGE_RATE_ANONYMOUS = ENVIRONMENT.rate_anonymous_per_minute
SILLAGE_RATE_USER = ENVIRONMENT.rate_user_per_minute
SILLAGE_RATE_SIGN_IN = ENVIRONMENT.rate_sign_in_per_minute
SILLAGE_RATE_WEBHOOK = ENVIRONMENT.rate_webhook_per_minute
SILLAGE_OUTBOUND_ALLOW = ENVIRONMENT.outbound_allow

# The company register; a workspace asks it only once an administrator of it enabled that
SILLAGE_COMPANY_REGISTRY_URL = None if ENVIRONMENT.company_registry_url == "off" else ENVIRONMENT.company_registry_url

# Mail
SILLAGE_MAIL_CONFIGURED = ENVIRONMENT.smtp_host is not None
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = ENVIRONMENT.smtp_host or ""
EMAIL_PORT = ENVIRONMENT.smtp_port
EMAIL_HOST_USER = ENVIRONMENT.smtp_user or ""
EMAIL_HOST_PASSWORD = ENVIRONMENT.smtp_password.get_secret_value() if ENVIRONMENT.smtp_password else ""
EMAIL_USE_TLS = ENVIRONMENT.smtp_security == "starttls"
EMAIL_USE_SSL = ENVIRONMENT.smtp_security == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

# Backups
SILLAGE_BACKUP_PLAN = "sillage.config.backups.plan"
SILLAGE_BACKUP_HOUR = ENVIRONMENT.backup_hour

# Language, time
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        # Components set sizes and positions through the style attribute.
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A PDF attached to a record is previewed from memory; the server itself never offers a page to frame.
        "frame-src": [SELF, "blob:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _OVER_TLS else 0

# Watching it
LOGGING = configure_logs(ENVIRONMENT)
SILLAGE_METRICS_TOKEN = ENVIRONMENT.metrics_token.get_secret_value() if ENVIRONMENT.metrics_token else None
if ENVIRONMENT.sentry_dsn:
    import sentry_sdk

    sentry_sdk.init(dsn=ENVIRONMENT.sentry_dsn.get_secret_value(), send_default_pii=False)

# Django's checks that this installation answers otherwise
SILENCED_SYSTEM_CHECKS: list[str] = []
