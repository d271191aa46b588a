"""How gunicorn serves the program; what differs between machines stands on the command line or in the environment."""

import gc

# The path without its query: a search for a person must not end in a log.
access_log_format = "%(h)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
timeout = 60
# A worker that has answered this many requests is replaced, at a random moment near it.
max_requests = 2000
max_requests_jitter = 200


def post_worker_init(worker: object) -> None:
    """Keep Python's cycle collector from walking the program at every page, which takes a tenth of a page's time.

    What is there once a worker has started stays, and a page's own objects are few; a worker is replaced in time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
