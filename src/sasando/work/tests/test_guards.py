def test_database_is_there(db):
    from sasando.work.models import PlannedResult
    assert PlannedResult.objects.count() == 9
