from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "sasando.papers"
    verbose_name = "Dokumen resmi"
