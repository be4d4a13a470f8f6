"""What the loading of lists refuses."""

from sasando.core.errors import DomainError


class ImportTokenExpired(DomainError):
    """The judged file is no longer kept: too old, already loaded, or of somebody else."""

    code = "import-token-expired"
    status = 410
