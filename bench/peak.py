"""``python -m bench.peak FOLDER``: import a folder and print the peak of this process's memory in MB."""

import resource
import sys


def main(folder: str) -> None:
    """Import and print."""
    import django

    django.setup()
    from cases.importing import load

    load(folder)
    print(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


if __name__ == "__main__":
    main(sys.argv[1])
