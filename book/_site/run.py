"""Run the pages that have not been run yet, several at once.

Sphinx would run one after the other. A page that fails is not kept, so Sphinx
runs it once more, and says what is wrong and where.
"""

import logging
import sys

from jupyter_cache import get_cache
from jupyter_cache.cache.db import NbCacheRecord
from jupyter_cache.cache.main import JupyterCacheBase
from jupyter_cache.executors import load_executor

READER = {"name": "myst_nb_md", "type": "plugin"}


def run(cache: str, timeout: str, *pages: str) -> bool:
    """Run pages, and keep what their cells gave; tell if all went well."""
    kept = get_cache(cache)
    forget_broken(kept)
    for page in pages:
        kept.add_nb_to_project(page, read_data=READER)
    logger = logging.getLogger("run")
    logger.setLevel(logging.CRITICAL)
    executor = load_executor("local-parallel", kept, logger=logger)
    done = executor.run_and_cache(timeout=int(timeout))
    return not (done.excepted or done.errored)


def forget_broken(kept: JupyterCacheBase) -> None:
    """Forget the runs of which a build that was killed wrote half."""
    for record in kept.list_cache_records():
        try:
            kept.get_cache_bundle(record.pk)
        except (KeyError, ValueError):  # no file, or half of one
            NbCacheRecord.remove_records([record.pk], kept.db)


if __name__ == "__main__":
    sys.exit(not run(*sys.argv[1:]))
