"""Log-in by NIP or user name."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, Func
from django.http import HttpRequest

from sasando.core import clock
from sasando.core.clock import DatabaseNow
from sasando.core.models import User

from .models import PersonNumber, valid_on


class NumberOrNameBackend(BaseBackend):
    """Find the account by the NIP valid today, else by user name; then check the password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_extra: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        user = self._account(username)
        if user is None:
            # The same work as a wrong password, so that time does not tell which accounts exist.
            make_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, and with it how far the clock is moved."""
        moved = DatabaseNow() - Func(function="clock_timestamp", output_field=DateTimeField())
        accounts = User.objects.annotate(clock_offset=ExpressionWrapper(moved, DurationField()))
        return accounts.filter(pk=user_id, is_active=True).first()

    @staticmethod
    def _account(name: str) -> User | None:
        if len(name) == 18 and name.isdigit():
            today = clock.local_day(clock.now())
            number = (
                PersonNumber.objects.filter(valid_on(today), number=name)
                .select_related("person__user")
                .first()
            )
            return number.person.user if number else None
        return User.objects.filter(username=name).first()
