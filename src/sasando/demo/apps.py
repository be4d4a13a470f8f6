from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "sasando.demo"
    verbose_name = "Peragaan"
