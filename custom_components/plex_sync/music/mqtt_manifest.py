"""What would be published, as a file to look at. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
import json
from typing import Any

from .categories import CategorisedItem, categories_of
from .mqtt_messages import Messages, Naming
from .mqtt_names import names_of
from .mqtt_plan import PublishPlan


def manifest_of(
    items: Sequence[CategorisedItem],
    naming: Naming,
    wanted: Messages,
    plan: PublishPlan,
    *,
    broker: str,
    now: datetime,
) -> dict[str, Any]:
    """Return the manifest of a dry run; no secret is in it.

    Args:
        items: what has a category.
        naming: where messages would go.
        wanted: all messages.
        plan: which of them would be sent now, and which topics cleared.
        broker: which broker it would be, for people.
        now: when this was thought of.
    """
    shown = [item for item in items if item.category.strip()]
    names = names_of(shown)
    topics = {
        item.key: f"{naming.prefix}/items/{names[item.key].id}/state" for item in shown
    }
    uncertain = sum(not item.certain for item in shown)
    categories = categories_of(shown)
    return {
        "timestamp": now.isoformat(),
        "mode": "dry_run",
        "config": {
            "broker": broker,
            "topicPrefix": naming.prefix,
            "discovery": naming.discovery,
            "discoveryPrefix": naming.discovery_prefix,
        },
        "entities": [
            {
                "id": names[item.key].id,
                "type": item.kind.value,
                "topic": topics[item.key],
                "payload": json.loads(wanted[topics[item.key]]),
                "changed": topics[item.key] in plan.publish,
            }
            for item in shown
        ],
        "categories": list(categories),
        "cleanup": list(plan.clear),
        "statistics": {
            "totalProcessed": len(shown),
            "successCount": len(shown) - uncertain,
            "errorCount": uncertain,
            "categoriesCount": len(categories),
            "byType": dict(Counter(item.kind.value for item in shown)),
        },
    }
