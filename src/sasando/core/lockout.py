"""Lock-out after repeated wrong passwords: by account, and what is remembered of an attempt."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def remembered_name(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """Under which name a failed log-in is counted. A NIP is personal data, so only its keyed
    fingerprint is kept.
    """
    given = (credentials or {}).get("username")
    if given is None and request is not None:
        given = request.POST.get("username", "")
    name = str(given or "").replace(" ", "")
    if len(name) == 18 and name.isdigit():
        return f"nip:{salted_hmac('sasando.core.lockout', name, algorithm='sha256').hexdigest()}"
    return str(given or "")
