from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "sasando.work"
    verbose_name = "Kinerja"
