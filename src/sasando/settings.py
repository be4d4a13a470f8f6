"""Where and how this Sasando runs.

Only place and way of running come from the environment; hours, thresholds and sanctions are
dated policy rows in the database. With nothing set, Sasando is a demo on this machine.
A secret may also be given as a file: NAME_FILE holds the path of a file with NAME's value.
"""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sasando.cli.environment import database_from_url

ROOT = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str = "") -> str:
    """The value of NAME, or the content of the file named by NAME_FILE."""
    file_name = os.environ.get(f"{name}_FILE")
    if file_name:
        return Path(file_name).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """True or False, nothing else: a misspelt switch must stop the start, not flip a guard."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value not in {"True", "False"}:
        raise ImproperlyConfigured(f"{name} must be True or False, not {value!r}.")
    return value == "True"


def own_secret(path: Path) -> str:
    """A demo's or test's own secret, made once on this machine and readable to its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")


DATA_DIR = Path(text("SASANDO_DATA_DIR", str(ROOT / ".sasando")))
CITY_DATA_DIR = Path(text("SASANDO_CITY_DATA_DIR", str(ROOT / "data")))
PRODUCTION = flag("SASANDO_PRODUCTION", default=False)
DEBUG = False
SECRET_KEY = text("SECRET_KEY") or ("" if PRODUCTION else own_secret(DATA_DIR / "kunci-sesi"))
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY or SECRET_KEY_FILE must be set in production.")
ALLOWED_HOSTS = text("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in text("CSRF_TRUSTED_ORIGINS").split(",") if origin]
SITE_URL = text("SITE_URL", "http://127.0.0.1:8000")

CITY_NAME = text("CITY_NAME", "Kota Kupang")
CITY_ZONE_LABEL = text("CITY_ZONE_LABEL", "WITA")
TIME_ZONE = text("CITY_ZONE", "Asia/Makassar")
USE_TZ = True
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src" / "sasando" / "locale"]
FORMAT_MODULE_PATH = "sasando.formats"
USE_THOUSAND_SEPARATOR = False

SEAL_KEY_FILE = Path(text("SEAL_KEY_FILE_PATH", str(DATA_DIR / "segel.key")))
SEAL_ORIGIN = text("SEAL_ORIGIN", "sasando.contoh.invalid/hari")
# Who signs papers: a service, or a certificate file; without either a demo makes a test one.
SIGNING_SERVICE_URL = text("SIGNING_SERVICE_URL")
SIGNING_SERVICE_TOKEN = text("SIGNING_SERVICE_TOKEN")
SIGNING_CERTIFICATE_PATH = text("SIGNING_CERTIFICATE_PATH")
SIGNING_CERTIFICATE_PASSWORD = text("SIGNING_CERTIFICATE_PASSWORD")
SIGNING_TEST_CERTIFICATE = DATA_DIR / "tanda-tangan-uji.pem"
# Letters go to the mail server named here; without one they are written into a folder instead.
MAIL_HOST = text("MAIL_HOST")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if MAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "surat"
EMAIL_HOST, EMAIL_PORT = MAIL_HOST, int(text("MAIL_PORT", "587"))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = text("MAIL_USER"), text("MAIL_PASSWORD")
EMAIL_USE_TLS = flag("MAIL_TLS", default=True)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = text("MAIL_FROM", "sasando@contoh.invalid")
ATTACHMENT_DIR = DATA_DIR / "lampiran"
ATTACHMENT_MAX_BYTES = 5 * 1024 * 1024
LISTING_MAX_BYTES = 20 * 1024 * 1024
APP_DB_ROLE = text("APP_DB_ROLE", "sasando_app")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "sasando.core",
    "sasando.seals",
    "sasando.organization",
    "sasando.papers",
    "sasando.planning",
    "sasando.budget",
    "sasando.agreements",
    "sasando.work",
    "sasando.scoreboard",
    "sasando.reminders",
    "sasando.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "sasando.core.middleware.RequestCodeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sasando.core.middleware.RefusalMiddleware",
    "sasando.organization.middleware.ViewerMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sasando.urls"
WSGI_APPLICATION = "sasando.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sasando.core.context.deployment",
                "sasando.work.context.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]

DATABASES = {"default": database_from_url(text("DATABASE_URL"), data_dir=DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "sasando.organization.login.NumberOrNameBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "core:login"
LOGIN_REDIRECT_URL = "work:today"
LOGOUT_REDIRECT_URL = "core:login"

# An office is one address: lock by user and by user+address, never by address alone.
AXES_LOCKOUT_PARAMETERS = ["username", ["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_USERNAME_CALLABLE = "sasando.core.lockout.remembered_name"
AXES_LOCKOUT_CALLABLE = "sasando.core.views.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "ip_address", "code"]
AXES_DISABLE_ACCESS_LOG = True

OTP_TOTP_ISSUER = f"Sasando {CITY_NAME}"
# A phone may be one step of 30 seconds off, and never drifts further by being accepted.
OTP_TOTP_SYNC = False

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "sasando_sesi"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "sasando_csrf"
CSRF_FAILURE_VIEW = "sasando.core.views.csrf_refused"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REDIRECT_EXEMPT = [r"^sehat$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

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
    "camera": ["self"],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = ATTACHMENT_MAX_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "sasando": {"level": text("LOG_LEVEL", "INFO")},
        "axes": {"level": "CRITICAL"},
        # A certificate of our own is not in anybody's list of trusted ones; that is no news.
        "pyhanko": {"level": "CRITICAL"},
        "django.request": {"level": "ERROR"},
        # Whoever scans the internet with a wrong Host header shall not fill the log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
