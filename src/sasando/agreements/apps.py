from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "sasando.agreements"
    verbose_name = "Perjanjian Kinerja"
