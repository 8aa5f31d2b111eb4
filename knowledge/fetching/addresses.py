"""Which addresses may be connected to: public ones, on the web's two ports. Decides; connects to nothing."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Judge = Callable[[str, int], bool]
"""Whether a connection to a numeric address and a port may be made."""

PORTS = frozenset({80, 443})

_NOT_PUBLIC = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32",  # public by its number, yet every machine at Azure reaches Azure's own service there
        ),
    )
)  # fmt: skip
"""IANA's registry of special IPv4 addresses, and multicast. Not `is_global`, which differs from Python to Python."""

_UNICAST = IPv6Network("2000::/3")
"""All that is given out to the public; whatever is outside is local, multicast, mapped or not given out."""

_NOT_PUBLIC_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # Teredo, ORCHID, benchmarks and other protocols
            "2001:db8::/32", "3fff::/20",  # documentation
            "2002::/16",  # 6to4, which leads to any IPv4 address
        ),
    )
)  # fmt: skip

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64: how networks without IPv4 reach all of it, so that the IPv4 address inside is the one to judge."""


def is_public(address: str, port: int) -> bool:
    """Whether a connection may be made: the Judge of whoever is not a test."""
    return port in PORTS and _is_public(ip_address(address.partition("%")[0]))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC)
    if inside := address.ipv4_mapped or _translated(address):
        return _is_public(inside)
    return address in _UNICAST and not any(address in network for network in _NOT_PUBLIC_6)


def _translated(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(address) & 0xFFFF_FFFF) if address in _TRANSLATED else None
