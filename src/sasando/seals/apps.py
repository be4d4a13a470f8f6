from django.apps import AppConfig


class SealsConfig(AppConfig):
    name = "sasando.seals"
    verbose_name = "Segel"
