"""What planning refuses, named after what failed."""

from sasando.core.errors import DomainError


class DataFileRefused(DomainError):
    """A data file cannot be used: `file`, `row` (0 for the whole file) and the `problem` code."""

    code = "data-file-refused"
    status = 422


class MeasurementPeriodOpen(DomainError):
    """The period has not ended, so nothing can be reported for it yet."""

    code = "measurement-period-open"
    status = 422


class MeasurementPeriodUnknown(DomainError):
    """No such period for this indicator: the year, its quarter, or a quarter of a yearly one."""

    code = "measurement-period-unknown"
    status = 422


class MeasurementIncomplete(DomainError):
    """A report without its figure or source, a figure without a report, or half a ratio."""

    code = "measurement-incomplete"
    status = 422


class CorrectionUnexplained(DomainError):
    """A figure that stands already is changed without saying why."""

    code = "correction-unexplained"
    status = 422


class MeasurementFromSystem(DomainError):
    """The indicator fills itself from a source of the system; nobody types its figures."""

    code = "measurement-from-system"
    status = 409


class NomenclatureMissing(DomainError):
    """No version of the official nomenclature has been loaded yet."""

    code = "nomenclature-missing"
    status = 409
