"""Archives too large for one sitting, or one machine -> a folder of Parquet in the record format (docs/batch.md).

A job is two rounds of tasks: find the articles of each input, then read them, part by part. Tasks are the same whoever runs them, and
each leaves its results as files that are there whole or not at all; so a job goes on where it was stopped.
"""

from __future__ import annotations

from onrecord.batch.job import BatchOptions, Progress, Summary, run_batch

__all__ = ["BatchOptions", "Progress", "Summary", "run_batch"]
