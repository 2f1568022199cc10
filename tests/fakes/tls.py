"""A server behind TLS, with a certificate that nobody trusts unless told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from yarl import URL


@asynccontextmanager
async def behind_tls(url: str, folder: Path) -> AsyncIterator[str]:
    """Put a server behind TLS, with the folder's certificate; its other address."""
    target = URL(url)

    async def forward(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await writer.start_tls(context)
        except ssl.SSLError:
            return
        open_ones.add(writer)
        inner, inner_writer = await asyncio.open_connection(target.host, target.port)
        await asyncio.gather(forward(reader, inner_writer), forward(inner, writer))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    file = await asyncio.to_thread(certificate, folder)
    await asyncio.to_thread(context.load_cert_chain, file)
    open_ones: set[asyncio.StreamWriter] = set()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        try:
            yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            for each in open_ones:
                each.transport.abort()


def certificate(folder: Path) -> Path:
    """A key, and a certificate that it signed itself; the one there already, if any."""
    file = folder / "certificate.pem"
    if file.exists():
        return file
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file
