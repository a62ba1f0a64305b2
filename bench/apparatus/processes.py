"""What /proc says about a process and those it started."""
import os
import pathlib
import re

TICKS = os.sysconf("SC_CLK_TCK")


def stat_of(pid):
    # The name in parentheses may hold spaces.
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def family(pid):
    """The process and all that descend from it."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parents.setdefault(int(stat_of(entry)[1]), []).append(int(entry))
            except (FileNotFoundError, ProcessLookupError):
                continue
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return found


def cpu_seconds(pid, with_family=False):
    """Used so far; with those of the family that have ended and been waited for."""
    total = 0
    for one in family(pid) if with_family else [pid]:
        try:
            fields = stat_of(one)
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(field) for field in (fields[11:15] if with_family else fields[11:13]))
    return total / TICKS


def memory_mb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def own_memory_mb(pid):
    """Without what is mapped from files: the pages of a database that grows are the system's to take back."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024


def family_memory_mb(pid):
    """Proportional set size: what is shared among the family is counted once."""
    total = 0
    for one in family(pid):
        try:
            total += int(re.search(r"^Pss:\s+(\d+)", pathlib.Path(f"/proc/{one}/smaps_rollup").read_text(), re.M)[1])
        except (FileNotFoundError, ProcessLookupError, TypeError):
            continue
    return total / 1024


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))
