"""The engine: planning, guarding, writing, journalling and undoing, for any service.

Knows no service and nothing of Home Assistant. A *planner* says what the reading side
asks for, a *target* reads and writes the other side; everything between is here.
"""
