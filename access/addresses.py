"""Which network addresses count as one visitor."""

from ipaddress import IPv6Address, IPv6Network, ip_address

ONE_LINE = 64  # bits that a provider gives to one line, whose owner may use all of the rest


def network_of(address: str) -> str:
    """The part of ``address`` that tells one line from another: IPv4 whole, IPv6 by its /64.

    An IPv4 address that is written as IPv6 is itself; what is no address stays as it is.
    """
    try:
        parsed = ip_address(address.strip().partition("%")[0])
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed, ONE_LINE), strict=False))
