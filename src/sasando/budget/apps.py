from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "sasando.budget"
    verbose_name = "Anggaran"
