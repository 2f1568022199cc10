"""A real mosquitto on a loopback port, in a throw-away folder."""

import os
from pathlib import Path
import shutil
import socket
import subprocess
import tempfile
import time
from typing import Self

from .ports import free_port

START_WITHIN = 10.0

# `user root` matters only where root starts it: mosquitto would otherwise become a user
# that cannot enter the folder.
CONFIGURATION = """\
listener {port} 127.0.0.1
allow_anonymous true
persistence false
log_dest file {folder}/log
user root
"""


class Mosquitto:
    """An MQTT broker that lets everybody in: `with Mosquitto() as broker: broker.port`."""

    host = "127.0.0.1"

    def __init__(self, port: int | None = None) -> None:
        """Keep the port, or choose one."""
        self.port = port or free_port()

    def __enter__(self) -> Self:
        """Start it and wait until it answers."""
        # Debian keeps it where only root's PATH looks.
        places = os.pathsep.join((os.environ["PATH"], "/usr/sbin", "/usr/local/sbin"))
        if (program := shutil.which("mosquitto", path=places)) is None:
            raise FileNotFoundError("mosquitto is not installed")
        self._folder = tempfile.TemporaryDirectory(prefix="mosquitto-")
        file = Path(self._folder.name) / "mosquitto.conf"
        file.write_text(CONFIGURATION.format(port=self.port, folder=self._folder.name))
        self._process = subprocess.Popen(
            [program, "-c", file], stdin=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + START_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise RuntimeError("mosquitto did not start")
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(10)
        self._folder.cleanup()

    def _answers(self) -> bool:
        try:
            socket.create_connection((self.host, self.port), 1).close()
        except OSError:
            return False
        return True
