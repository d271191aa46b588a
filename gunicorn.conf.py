"""How gunicorn serves the program; what differs between machines stands on the command line or in the environment."""

# The path without its query: a search for a person must not end in a log.
access_log_format = "%(h)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
timeout = 60
# A worker that has answered this many requests is replaced, at a random moment near it.
max_requests = 2000
max_requests_jitter = 200
