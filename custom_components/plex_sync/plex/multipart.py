"""One field of a multipart body, read without believing anything of it."""

from email.message import Message


def field_of(content_type: str, body: bytes, name: str) -> bytes | None:
    """The first field of a name; `None` where there is none, or no such body."""
    header = _header("Content-Type", content_type)
    boundary = header.get_boundary()
    if not boundary or header.get_content_type() != "multipart/form-data":
        return None
    try:
        delimiter = b"\r\n--" + boundary.encode("ascii")
    except UnicodeEncodeError:
        return None
    # The first delimiter may stand without the line break before it.
    for part in (b"\r\n" + body).split(delimiter)[1:]:
        head, found, content = part.partition(b"\r\n\r\n")
        if found and name == _name(head):
            return content
    return None


def _name(head: bytes) -> str | None:
    """The field's name, of the lines before its content."""
    for line in head.decode("latin-1").split("\r\n"):
        header, _, value = line.partition(":")
        if header.strip().lower() == "content-disposition":
            parsed = _header("Content-Disposition", value.strip())
            name = parsed.get_param("name", header="Content-Disposition")
            return name if isinstance(name, str) else None
    return None


def _header(name: str, value: str) -> Message:
    """A header with its parameters."""
    message = Message()
    message[name] = value.replace("\r", " ").replace("\n", " ")
    return message
