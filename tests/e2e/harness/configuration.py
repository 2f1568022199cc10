"""A configuration folder from which Home Assistant starts unattended."""

from collections.abc import Iterable
from datetime import UTC, datetime
import json
from pathlib import Path
import shutil
from typing import Any

CONFIGURATION = """\
homeassistant:
  name: Home
  latitude: 52.0
  longitude: 5.0
  elevation: 0
  unit_system: metric
  time_zone: {time_zone}
  country: NL
  currency: EUR
  language: en
  internal_url: http://127.0.0.1:{port}
frontend:
config:
# Without a recorder, every page logs that it could not be asked.
recorder:
history:
logbook:
logger:
  default: info
"""


def prepare(
    config: Path, *, port: int, time_zone: str, yaml: str, integrations: Iterable[Path]
) -> None:
    """Write what it needs, leaving what an earlier start has stored."""
    config.mkdir(parents=True, exist_ok=True)
    # The port may be another than an earlier start's.
    (config / ".storage" / "http").unlink(missing_ok=True)
    # In YAML, settings of `http` would be a trial that a user has to confirm.
    _store(
        config,
        "http",
        {
            "stable": {
                "server_host": ["127.0.0.1"],
                "server_port": port,
                "cors_allowed_origins": [],
                "login_attempts_threshold": -1,
                "ip_ban_enabled": False,
                "ssl_profile": "modern",
                "use_x_frame_options": True,
                "created_at": datetime.now(UTC).isoformat(),
                "error": None,
                "error_message": None,
            },
            "pending": None,
            "yaml_migration_done": True,
        },
        version=2,
        minor_version=2,
    )
    # Left to do: the owner. The step `core_config` would set up cloud services.
    _store(
        config,
        "onboarding",
        {"done": ["core_config", "analytics", "integration"]},
        version=4,
    )
    (config / "configuration.yaml").write_text(
        CONFIGURATION.format(port=port, time_zone=time_zone) + yaml
    )
    for folder in integrations:
        copy = config / "custom_components" / folder.name
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(
            folder,
            copy,
            ignore=shutil.ignore_patterns("__pycache__", "node_modules", "src"),
        )


def _store(
    config: Path,
    key: str,
    data: dict[str, Any],
    *,
    version: int,
    minor_version: int = 1,
) -> None:
    file = config / ".storage" / key
    if file.exists():
        return
    file.parent.mkdir(exist_ok=True)
    content = {
        "version": version,
        "minor_version": minor_version,
        "key": key,
        "data": data,
    }
    file.write_text(json.dumps(content))
