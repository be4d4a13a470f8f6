"""What the example city refuses."""

from sasando.core.errors import DomainError


class DemoRefusedHere(DomainError):
    """Example people and days never enter a production database."""

    code = "demo-refused-here"


class ScaleUnknown(DomainError):
    """There is no example city of that size."""

    code = "scale-unknown"
    status = 422


class NoBulkGround(DomainError):
    """Entries for measurements need enough people with agreed results, a day's worth of entries
    that fits a day, and days before the first sealed one.
    """

    code = "no-bulk-ground"
    status = 422
