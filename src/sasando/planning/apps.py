from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "sasando.planning"
    verbose_name = "Perencanaan"
