from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "sasando.reminders"
    verbose_name = "Pengingat"
