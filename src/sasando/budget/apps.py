from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "sasando.budget"
    verbose_name = "Anggaran"

    def ready(self) -> None:
        from sasando.planning.sources import MeasurementSource, register

        from .queries.execution import absorption_of_unit

        register(MeasurementSource("SERAPAN", "Serapan belanja (persen pagu)", absorption_of_unit))
