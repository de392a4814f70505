"""Django's settings, all from the environment; `docs/operate.md` lists them for operators."""

from pathlib import Path

from django.conf.locale import LANG_INFO

from cvms.config.limits import ADDRESSES, RATES
from cvms.jobs.connections import fresh_connections
from cvms.jobs.running import logged
from cvms.jurisdiction.environment import ROOT, VAR, env
from cvms.jurisdiction.profile import JURISDICTION
from cvms.languages import COMPILED, SOURCE, languages
from cvms.mail.limits import parse_limits, parse_warm_up

from .database import database
from .refusing import portals_with_second_factor, refuse_weak

# --- The site
SECRET_KEY = env.str("SECRET_KEY")  # signs sessions and links; no default, so none is ever shared
SECRET_KEY_FALLBACKS: list[str] = env.list(  # former keys; what they signed stays valid
    "SECRET_KEY_FALLBACKS", []
)
SEALING_KEYS = env.list("CVMS_SEALING_KEYS", []) or [  # encrypt secrets; the first seals, all open
    SECRET_KEY,
    *SECRET_KEY_FALLBACKS,
]
DEBUG = False  # pages for developers would show people's data
BASE_URL = env.str("CVMS_BASE_URL", "http://localhost:8000").rstrip("/")  # in links that are mailed
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1"])  # names the site answers to
HTTPS = env.bool("CVMS_HTTPS", BASE_URL.startswith("https:"))  # served to people over TLS
METRICS_TOKEN = env.str("CVMS_METRICS_TOKEN", "")  # /metrics requires it; "" turns /metrics off
TRUST_PROXY = env.bool(
    "CVMS_TRUST_PROXY", False
)  # a proxy in front sets X-Forwarded-For and -Proto
DEMONSTRATION = env.bool("CVMS_DEMONSTRATION", False)  # set by `cvms run`, which accepts any key
if HTTPS or not DEMONSTRATION:
    refuse_weak(SECRET_KEY, *SECRET_KEY_FALLBACKS, *SEALING_KEYS)

# --- The product's own limits and words
LOW_VOLUME_RECORDS = env.int("CVMS_LOW_VOLUME_RECORDS", 100)  # most records of a Low Volume file
HIGH_VOLUME_RECORDS = env.int("CVMS_HIGH_VOLUME_RECORDS", 5000)  # most records of any file
UPLOAD_BYTES = env.int("CVMS_UPLOAD_BYTES", 5 * 2**20)  # largest file accepted
KEEP_UPLOADS_DAYS = env.int("CVMS_KEEP_UPLOADS_DAYS", 30)  # then bytes and rejected rows are erased
INVITATION_LIST_RECORDS = env.int("CVMS_INVITATION_LIST_RECORDS", 2000)  # most of one list
ANSWER_DAYS = env.int("CVMS_ANSWER_DAYS", 7)  # an invitation not answered by then is shown as stuck
KEEP_REQUESTS_DAYS = env.int("CVMS_KEEP_REQUESTS_DAYS", 365)  # closed ones are then deleted
HELP_LINK_DAYS = env.int("CVMS_HELP_LINK_DAYS", 30)  # how long a link to a request works
KEEP_DRAFTS_DAYS = env.int("CVMS_KEEP_DRAFTS_DAYS", 90)  # answers unchanged for so long are deleted
RULES_NEED_SECOND_PERSON = env.bool(  # another editor has to publish what one proposed
    "CVMS_RULES_NEED_SECOND_PERSON", True
)
TEXT_GATEWAY = env.str("CVMS_TEXT_GATEWAY", "")  # apprise URL with {phone}; "" for none
PHONE_CALLS = env.bool("CVMS_PHONE_CALLS", False)  # whether people who prefer calls are called
KEEP_LINKS_DAYS = env.int("CVMS_KEEP_LINKS_DAYS", 365)  # expired ones are deleted after so long
KEEP_JOBS_DAYS = env.int("CVMS_KEEP_JOBS_DAYS", 90)  # jobs that were given up are then deleted
AGAIN_DAYS = env.int("CVMS_AGAIN_DAYS", 3)  # between two letters by "Send again to all"
REMINDER_DAYS = env.list(  # days after being loaded on which people are reminded; "" for never
    "CVMS_REMINDER_DAYS", [7, 21], subcast=int
)
INVITATION_DAYS = env.int("CVMS_INVITATION_DAYS", 30)  # how long an invitation's link works
RESET_HOURS = env.int("CVMS_RESET_HOURS", 24)  # how long a forgotten password's link works
USERNAME_SUFFIXES = {  # different, so that one person may have an account on each portal
    "organization": env.str("CVMS_ORGANIZATION_SUFFIX", ".cvmsorg"),
    "recipient": env.str("CVMS_RECIPIENT_SUFFIX", ".covid19vaccine"),
    "staff": env.str("CVMS_STAFF_SUFFIX", ".cvmsstaff"),
    "provider": env.str("CVMS_PROVIDER_SUFFIX", ".cvmsprovider"),
}
REQUIRE_MFA = portals_with_second_factor(  # portals whose users need one; "nobody" for none
    env.list("CVMS_REQUIRE_MFA", ["staff", "provider"]), USERNAME_SUFFIXES, https=HTTPS
)
IDLE_MINUTES = env.int("CVMS_IDLE_MINUTES", 15)  # signed out after so long without activity
SESSION_HOURS = env.int("CVMS_SESSION_HOURS", 12)  # signed out so long after signing in
IDLE_WARNING_MINUTES = env.int("CVMS_IDLE_WARNING_MINUTES", 2)  # warned this long before

# --- Passwords
PASSWORD_LENGTH = env.int("CVMS_PASSWORD_LENGTH", 10)  # least characters; the guide's rule
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "cvms.accounts.password_rules.GuideRule"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "cvms.accounts.password_rules.NotTheAddress"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# --- Rooms
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "anymail",
    "cvms.ui",
    "cvms.jobs",  # before the next, so that its `procrastinate` command is used
    "procrastinate.contrib.django",
    "cvms.audit",
    "cvms.mail",
    "cvms.accounts",
    "cvms.organizations",
    "cvms.recipients",
    "cvms.uploads",
    "cvms.eligibility",
    "cvms.registration",
    "cvms.providers",
    "cvms.helpdesk",
    "cvms.staff",
    "cvms.it_admin",
    "cvms.local",
    # Last, because our templates replace theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.admin.apps.SimpleAdminConfig",
]
MIDDLEWARE = [
    "cvms.config.middleware.RequestNumberMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cvms.config.metrics.MetricsMiddleware",
    "cvms.ui.compression.CompressionMiddleware",
    "cvms.ui.middleware.SecurityHeadersMiddleware",
    "cvms.config.middleware.ProbeMiddleware",
    "cvms.config.middleware.RefuseNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cvms.ui.unreviewed.MarkEnglishMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cvms.accounts.language.AccountLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cvms.ui.middleware.MethodNotAllowedMiddleware",
    "cvms.audit.middleware.ClientAddressMiddleware",
    "cvms.accounts.idle.IdleMiddleware",
    "cvms.accounts.access.AccessMiddleware",
    "cvms.accounts.limits.middleware.LimitMiddleware",
]
ROOT_URLCONF = "cvms.config.urls"
WSGI_APPLICATION = "cvms.config.wsgi.application"

# --- The server: a thread gets a request when all of it has arrived
WEB_THREADS = env.int("CVMS_WEB_THREADS", 8)  # per web process, each with a database connection
WEB_WAITING = env.int("CVMS_WEB_WAITING", 200)  # requests that may wait for a thread
REQUEST_BYTES = env.int("CVMS_REQUEST_BYTES", 2 * UPLOAD_BYTES + 2**20)  # largest request accepted
REQUEST_BYTES_READ = 8 * REQUEST_BYTES  # read of a larger request before it is refused
BODY_SECONDS = env.float("CVMS_BODY_SECONDS", 10)  # for a body to arrive, plus one second for each
BODY_BYTES_A_SECOND = env.int("CVMS_BODY_BYTES_A_SECOND", 4096)  # so many bytes of it
BODY_MOST_SECONDS = env.float("CVMS_BODY_MOST_SECONDS", 300)  # for the largest body
READER_SECONDS = env.float("CVMS_READER_SECONDS", 20)  # for reading 64 KB of a response
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cvms.ui.context.site",
            ],
            "builtins": ["cvms.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "cvms.ui.forms.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Data
DATABASES = {
    "default": database(
        env.str("DATABASE_URL", "postgresql:///cvms"),  # of several hosts, one is writable
        lock_seconds=env.int("CVMS_DATABASE_LOCK_SECONDS", 30),  # then a wait for a lock ends
        idle_seconds=env.int("CVMS_DATABASE_IDLE_SECONDS", 120),  # then an idle transaction ends
        pooled=env.bool("CVMS_DATABASE_POOLED", False),  # by pgbouncer, in transaction mode
    )
    | {
        "CONN_MAX_AGE": env.int("CVMS_DATABASE_SECONDS", 60),  # a connection is kept this long
        "CONN_HEALTH_CHECKS": True,
    }
}
WORKER_CONNECTIONS = env.int("CVMS_WORKER_CONNECTIONS", 4)  # per worker, besides those of its jobs
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {  # rate limits must hold across every web process, so they live in the database
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},  # beyond it, the oldest entries are deleted
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
FILE_UPLOAD_HANDLERS = ["cvms.uploads.handlers.BoundedMemory"]
PROCRASTINATE_WORKER_DEFAULTS = {
    "task_middleware": [fresh_connections],
    "worker_middleware": [logged],
    "update_heartbeat_interval": 3.0,
    "stalled_worker_timeout": 10.0,
    "delete_jobs": "successful",
    "shutdown_graceful_timeout": 2.0,  # then long jobs are aborted
}

# --- Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "cvms.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser at the latest
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_RATE_LIMITS = {
    "login": "",  # LIMITS has its own
    "login_failed": "5/5m/key",  # codes of second factors
    "reauthenticate": "10/m/user",
}
LIMITS = RATES  # see `cvms.config.limits`
LIMITED_ADDRESSES = ADDRESSES
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
MFA_ADAPTER = "cvms.accounts.second_factor.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = f"{JURISDICTION.department_short} CVMS"
MFA_FORMS = {
    "authenticate": "cvms.accounts.second_factor.forms.SignInCodeForm",
    "reauthenticate": "cvms.accounts.second_factor.forms.ConfirmCodeForm",
    "activate_totp": "cvms.accounts.second_factor.forms.FirstCodeForm",
    "add_webauthn": "cvms.accounts.second_factor.forms.PasskeyForm",
    "edit_webauthn": "cvms.accounts.second_factor.forms.RenamePasskeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow that only for localhost

# --- Cookies and headers
SESSION_ENGINE = "cvms.accounts.models.sessions"
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
# HSTS for subdomains, and for browsers' preload lists, is the domain owner's decision.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "cvms.ui.errors.csrf_failure"

# --- Mail
EMAIL_BACKEND = env.str("CVMS_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.str("CVMS_SMTP_HOST", "localhost")
EMAIL_PORT = env.int("CVMS_SMTP_PORT", 25)
EMAIL_HOST_USER = env.str("CVMS_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.str("CVMS_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.bool("CVMS_SMTP_STARTTLS", False)
EMAIL_USE_SSL = env.bool("CVMS_SMTP_TLS", False)
EMAIL_TIMEOUT = env.int("CVMS_SMTP_SECONDS", 20)  # without an answer from the mail server
RETURN_ADDRESS = env.str("CVMS_RETURN_ADDRESS", JURISDICTION.sender)  # bounces; may have {token}
REPLY_TO = env.str("CVMS_REPLY_TO", "")  # where people's answers go, if not to the sender
PEOPLE_ADDRESS = env.str("CVMS_PEOPLE_ADDRESS", "")  # gets returned mail that is not a bounce
DEFAULT_FROM_EMAIL = SERVER_EMAIL = f"{JURISDICTION.sender_name} <{JURISDICTION.sender}>"
MAIL_HOLD = env.bool("CVMS_MAIL_HOLD", False)  # send no mail; for a copy of the database
MAIL_BATCH = env.int("CVMS_MAIL_BATCH", 200)  # claimed at once
MAIL_CONNECTIONS = env.int("CVMS_MAIL_CONNECTIONS", 80)  # at most, per mailer
MAIL_CONNECTIONS_EACH = env.int("CVMS_MAIL_CONNECTIONS_EACH", 64)  # at most, to one destination
MAIL_RATE = env.float("CVMS_MAIL_RATE", 0.0)  # messages a second in all, at most; 0: no limit
MAIL_LIMITS = parse_limits(env.str("CVMS_MAIL_LIMITS", ""))  # gmail.com=20:10,others=5
MAIL_WARM_UP = parse_warm_up(env.str("CVMS_MAIL_WARM_UP", ""))  # 2021-01-14=1000,5000
MAIL_LEASE_SECONDS = env.int("CVMS_MAIL_LEASE_SECONDS", 300)  # then another worker may send them
MAIL_GIVE_UP_DAYS = env.int("CVMS_MAIL_GIVE_UP_DAYS", 5)  # then a delayed message fails
ANYMAIL = {"WEBHOOK_SECRET": env.str("CVMS_MAIL_WEBHOOK_SECRET", "")}

# --- Language, time, files
OFFERED = languages()
LANGUAGE_CODE = SOURCE
LANGUAGES = [(language.code, language.name) for language in OFFERED]
LANGUAGES_BIDI = [language.code for language in OFFERED if language.direction == "rtl"]
for _offered in OFFERED:
    LANG_INFO.setdefault(_offered.code, _offered.info)
LOCALE_PATHS = [COMPILED]
FORMAT_MODULE_PATH = "cvms.languages"
USE_TZ = True
TIME_ZONE = env.str("CVMS_TIME_ZONE", "America/New_York")
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("CVMS_STATIC_ROOT", str(VAR / "static")))
STATICFILES_DIRS = [ROOT / "node_modules/.cvms"]  # written by `npm run build`
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Logs: requests and jobs by name and number, never a person's data
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "cvms.config.logs.SafeFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s [%(number)s] %(message)s",
        },
        "json": {"()": "cvms.config.logs.JsonFormatter", "format": "%(message)s"},
    },
    "filters": {
        "requests": {"()": "cvms.config.logs.Requests"},
        "outages": {"()": "cvms.config.logs.Outages"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.str("CVMS_LOG_FORMAT", "line"),  # or "json", one object per line
            "filters": ["outages", "requests"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("CVMS_LOG_LEVEL", "INFO")},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        # Django's own handlers would log what ours leave out.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
