"""A real mosquitto on a loopback port, in a throw-away folder."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import hashlib
from ipaddress import ip_address
import os
from pathlib import Path
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from typing import Final, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from tests.e2e.harness.ports import free_port

START_WITHIN: Final = 10.0

# `user root` matters only where root starts it: mosquitto would otherwise become a user
# that cannot enter the folder.
CONFIGURATION: Final = """\
listener {port} 127.0.0.1
allow_anonymous {anybody}
persistence false
log_dest file {folder}/log
user root
"""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files of a certificate for this machine, and of who has signed it."""

    authority: Path
    certificate: Path
    key: Path


class Mosquitto:
    """An MQTT broker: `with Mosquitto() as broker: broker.port`.

    Args:
        port: where it listens; `None`: anywhere.
        users: their passwords; without any everybody is let in.
        rights: lines of its access control list; empty: all may do all.
        tls: its certificate; `None`: it does not encrypt.
    """

    host = "127.0.0.1"

    def __init__(
        self,
        port: int | None = None,
        *,
        users: Mapping[str, str] | None = None,
        rights: str = "",
        tls: Certificate | None = None,
    ) -> None:
        """Keep the port, or choose one."""
        self.port = port or free_port()
        self.users = dict(users or {})
        self._rights = rights
        self._tls = tls
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it and wait until it answers."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()

    def start(self) -> None:
        """Start it with nothing in it."""
        # Debian keeps it where only root's PATH looks.
        places = os.pathsep.join((os.environ["PATH"], "/usr/sbin", "/usr/local/sbin"))
        if (program := shutil.which("mosquitto", path=places)) is None:
            raise FileNotFoundError("mosquitto is not installed")
        self._folder = tempfile.TemporaryDirectory(prefix="mosquitto-")
        file = Path(self._folder.name) / "mosquitto.conf"
        file.write_text(self._configuration(Path(self._folder.name)))
        self._process = subprocess.Popen(
            [program, "-c", file],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + START_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError("mosquitto did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it; what it kept is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            process.terminate()
            process.wait(10)
        self._folder.cleanup()

    def kept(self, topics: str = "#", user: str = "") -> dict[str, str]:
        """What it keeps, as another client sees it; blocks."""
        with Listener(self, topics, user) as listener:
            listener.wait()
            return listener.messages

    def put(self, topic: str, payload: str, user: str = "") -> None:
        """Let another client leave a message; blocks."""
        with Listener(self, "", user) as listener:
            listener.client.publish(topic, payload, qos=1, retain=True)
            listener.wait()

    def _configuration(self, folder: Path) -> str:
        lines = CONFIGURATION.format(
            port=self.port, folder=folder, anybody=str(not self.users).lower()
        )
        if self.users:
            hashed = (f"{name}:{_hash(word)}\n" for name, word in self.users.items())
            (folder / "passwords").write_text("".join(hashed))
            lines += f"password_file {folder}/passwords\n"
        if self._rights:
            (folder / "rights").write_text(self._rights)
            lines += f"acl_file {folder}/rights\n"
        if self._tls is not None:
            lines += f"certfile {self._tls.certificate}\nkeyfile {self._tls.key}\n"
        return lines

    def _answers(self) -> bool:
        try:
            socket.create_connection((self.host, self.port), 1).close()
        except OSError:
            return False
        return True


class Listener:
    """Another client of a broker, which keeps what it hears; driven by whoever waits."""

    def __init__(self, broker: Mosquitto, topics: str, user: str) -> None:
        """Connect as a user."""
        self.messages: dict[str, str] = {}
        """By topic; those that were cleared are left out."""
        self.client = Client(
            CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5
        )
        if user:
            self.client.username_pw_set(user, broker.users[user])
        self.client.on_message = self._on_message
        self._end = f"end/{secrets.token_hex(4)}"
        self._is_over = False
        self.client.connect(broker.host, broker.port)
        deadline = time.monotonic() + START_WITHIN
        while not self.client.is_connected():
            self.client.loop(0.01)
            if time.monotonic() > deadline:
                raise RuntimeError("the broker does not let it in")
        self.client.subscribe([(each, 0) for each in (topics, self._end) if each])

    def __enter__(self) -> Self:
        """Listen."""
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self.client.disconnect()

    def wait(self) -> None:
        """Hear all that was there until now."""
        self._is_over = False
        self.client.publish(self._end, "", qos=1)
        deadline = time.monotonic() + START_WITHIN
        while not self._is_over:
            self.client.loop(0.01)
            if time.monotonic() > deadline:
                raise RuntimeError("the broker does not answer")

    def _on_message(
        self, _client: Client, _userdata: object, message: MQTTMessage
    ) -> None:
        if message.topic == self._end:
            self._is_over = True
        elif message.payload:
            self.messages[message.topic] = message.payload.decode()
        else:
            self.messages.pop(message.topic, None)


def make_certificate(folder: Path) -> Certificate:
    """Make a certificate for this machine, and an authority that nobody knows."""
    own_key = ec.generate_private_key(ec.SECP256R1())
    key = ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("Nobody's authority", own_key, own_key, is_authority=True)
    leaf = _certificate("localhost", key, own_key, is_authority=False)
    files = Certificate(folder / "ca.pem", folder / "cert.pem", folder / "key.pem")
    files.authority.write_bytes(authority)
    files.certificate.write_bytes(leaf)
    files.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    *,
    is_authority: bool,
) -> bytes:
    now = datetime.now(UTC)
    issuer = "Nobody's authority"
    usage = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3650))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=is_authority,
                crl_sign=is_authority,
                **usage,
            ),
            critical=True,
        )
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
            critical=False,
        )
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(signer, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


def _hash(word: str) -> str:
    """Hash a password as mosquitto keeps it."""
    salt, rounds = secrets.token_bytes(12), 101
    made = hashlib.pbkdf2_hmac("sha512", word.encode(), salt, rounds)
    texts = (base64.b64encode(each).decode() for each in (salt, made))
    return "$".join(("", "7", str(rounds), *texts))
