"""Giving memory back to the system after work that took much of it."""

import ctypes


def give_back() -> None:
    """Let the C library return what is free; other libraries than glibc do by themselves.

    It takes some milliseconds in which the interpreter is free: call it in a thread.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
