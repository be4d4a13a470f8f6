from django.apps import AppConfig


class ScoreboardConfig(AppConfig):
    name = "sasando.scoreboard"
    verbose_name = "Papan"
