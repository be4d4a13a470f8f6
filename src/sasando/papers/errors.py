"""What the papers refuse, named after what failed."""

from sasando.core.errors import DomainError


class CrestRefused(DomainError):
    """The picture cannot be the city's crest. Values: problem."""

    code = "crest-refused"
    status = 422


class PaperAlreadyWithdrawn(DomainError):
    """The paper was called back before. Values: code."""

    code = "paper-already-withdrawn"


class SignerMissing(DomainError):
    """This installation has no certificate and no signing service."""

    code = "signer-missing"
    status = 503


class SignerUnusable(DomainError):
    """The certificate file is missing, unreadable, open to other accounts, or of another key."""

    code = "signer-unusable"
    status = 503


class SigningServiceSilent(DomainError):
    """The signing service does not answer, or refuses."""

    code = "signing-service-silent"
    status = 503


class SigningServiceWrong(DomainError):
    """What the signing service sent back is not our paper with one valid signature more."""

    code = "signing-service-wrong"
    status = 503
