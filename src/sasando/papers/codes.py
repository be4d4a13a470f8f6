"""Public codes of papers: short enough to be typed from paper, too many to be guessed."""

import re
import secrets
from typing import Final

# Without 0 O 1 I L U, which are misread on paper: 30 letters, 12 places, 58 bits.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_LENGTH = 3, 4
PATTERN: Final = rf"^[A-Z]{{2}}(-[{ALPHABET}]{{{GROUP_LENGTH}}}){{{GROUPS}}}$"
_SEPARATORS = re.compile(r"[\s–—-]+")


def new_code(kind: str) -> str:
    """A fresh code of a kind, for example "PK-7K3M-9QXW-2HTD"; `kind` is two capital letters."""
    groups = (
        "".join(secrets.choice(ALPHABET) for _place in range(GROUP_LENGTH))
        for _group in range(GROUPS)
    )
    return "-".join((kind, *groups))


def normal_code(typed: str) -> str | None:
    """What somebody typed as the code it means, or None when it cannot be one."""
    letters = _SEPARATORS.sub("", typed).upper()
    body = letters[2:]
    groups = [body[i : i + GROUP_LENGTH] for i in range(0, len(body), GROUP_LENGTH)]
    code = "-".join((letters[:2], *groups))
    return code if re.fullmatch(PATTERN, code) else None
