"""Threads: statements in one or several articles that report the same utterance, and where their wordings part."""

from onrecord.threads.finding import ThreadQuery, find_threads, load_thread
from onrecord.threads.storing import forget_threads, update_threads

__all__ = ["ThreadQuery", "find_threads", "forget_threads", "load_thread", "update_threads"]
