"""The lists at a million cases. Takes 12 GB of disk in the temporary folder and some ten minutes."""
from subjects import lists


def measure(folder):
    return lists.measure(folder, (10_000, 1_000_000))
