from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "sasando.core"
    verbose_name = "Inti"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the start-up checks
