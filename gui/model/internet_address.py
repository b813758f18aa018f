"""Whether an address belongs to the public internet, or to this computer or its network."""

from __future__ import annotations

import ipaddress

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 behind NAT64
_LAST_32 = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """False for what is loopback, private, link-local, reserved or no address at all."""
    try:
        parsed = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if parsed in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(parsed) & _LAST_32)
        if inner is not None:
            parsed = inner
        elif parsed.teredo is not None or parsed.is_site_local:
            return False
    return parsed.is_global and not parsed.is_multicast
