"""The scene: one committed database, staged once for all tests of this folder."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .scene import Scene

SCENE_DATABASE = "sasando_adegan"


@contextmanager
def django_at(url: str) -> Iterator[None]:
    """Django's default connection points at another database for a while."""
    from django.db import connection, connections

    from sasando.cli.demo import point_at

    before = dict(connection.settings_dict)
    point_at(url)
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(before)


@pytest.fixture(scope="session")
def scene(
    database_server,
    template_database: str,
    django_db_setup,
    django_db_blocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Scene:
    """The scene of `scene.stage`. Whoever writes to it rolls back, or takes a copy."""
    from sasando.cli.postgres import APPLICATION, clone_database

    from .scene import Scene, stage

    clone_database(database_server.admin_url, template=template_database, name=SCENE_DATABASE)
    staged = Scene(SCENE_DATABASE, tmp_path_factory.mktemp("adegan"))
    url = database_server.url(APPLICATION, SCENE_DATABASE)
    with django_db_blocker.unblock(), django_at(url):
        stage(staged)
    return staged


@pytest.fixture
def in_scene(scene: Scene, database_server, django_db_blocker) -> Iterator[Scene]:
    """The scene as Django's database for one test; what the test writes is rolled back."""
    from django.db import transaction

    from sasando.cli.postgres import APPLICATION

    url = database_server.url(APPLICATION, scene.database)
    with django_db_blocker.unblock(), django_at(url), scene.files(), transaction.atomic():
        yield scene
        transaction.set_rollback(True)
