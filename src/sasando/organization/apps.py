from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "sasando.organization"
    verbose_name = "Organisasi"
