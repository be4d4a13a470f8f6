"""All addresses of the site, as the URL resolver knows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver


@dataclass(frozen=True)
class Address:
    """One entry of the resolver: its name with namespace, its route, and its parameters."""

    name: str
    route: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    """Every address, in the order of the resolver."""
    return list(_below(get_resolver(), namespace="", prefix=""))


def _below(resolver: URLResolver, *, namespace: str, prefix: str):
    for entry in resolver.url_patterns:
        route = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLPattern):
            parameters = tuple(entry.pattern.converters)
            yield Address(f"{namespace}{entry.name}", f"/{route}", parameters)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _below(entry, namespace=inner, prefix=route)
