"""Which certificates are believed on the way to a relay or a gateway."""

import ssl


def system_trust() -> ssl.SSLContext:
    """Believes the authorities that this computer trusts, as the app does."""
    import truststore  # only those who use TLS load it

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
