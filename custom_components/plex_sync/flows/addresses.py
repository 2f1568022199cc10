"""Addresses of servers, as people type or copy them."""

from typing import Final

from yarl import URL

PORT: Final = 32400


def server_url(text: str, port: int = PORT) -> str | None:
    """Make an address of what a person typed or copied; `None`: it is none.

    What a browser shows of Plex's own pages is cut off, and so are secrets. `port` is
    that of an address that names neither a port nor how to ask.
    """
    text = text.strip()
    bare = "://" not in text
    try:
        url = URL(f"http://{text}" if bare else text)
        if bare and url.explicit_port is None:
            url = url.with_port(port)
        if url.scheme not in {"http", "https"}:
            return None
        path = url.path.split("/web/", 1)[0].removesuffix("/web")
        return f"{url.origin()}{path.rstrip('/')}"
    except ValueError:
        return None
