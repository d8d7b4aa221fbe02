"""Threads: statements in one or several articles that report the same utterance, and where their wordings part."""

from onrecord.threads.finding import Order, ThreadQuery, find_threads, load_thread, threads_in
from onrecord.threads.storing import forget_threads, update_threads

__all__ = [
    "Order",
    "ThreadQuery",
    "find_threads",
    "forget_threads",
    "load_thread",
    "threads_in",
    "update_threads",
]
