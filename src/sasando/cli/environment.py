"""How a database address becomes Django's settings."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database_from_url(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Django's entry for a `postgresql://role:password@host:port/name?host=/socket` address.

    An empty address means the embedded PostgreSQL in `data_dir`, as the application's role.
    Raises ValueError when the address is of another kind of database.
    """
    if not url:
        url = f"postgresql://sasando_app@/sasando?host={data_dir / 'pg'}"
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        # Prepared on the server after the third time: most of the database's work for a page was
        # planning the same few statements again.
        "OPTIONS": {
            "application_name": "sasando",
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }


def use_settings() -> None:
    """Point Django at Sasando's settings; the environment may already have said more."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")


def start_django() -> None:
    """Make models and settings usable in this process."""
    use_settings()
    import django

    django.setup()


def data_dir() -> Path:
    """Where this installation keeps its database, key and files."""
    default = Path(__file__).resolve().parents[3] / ".sasando"
    return Path(os.environ.get("SASANDO_DATA_DIR", default))
