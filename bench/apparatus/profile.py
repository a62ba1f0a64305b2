"""Where the program's time goes: perf's stacks, told by our own functions. What a library or the kernel does is counted to whoever of ours called it."""
import collections
import pathlib
import re
import subprocess
import tempfile

from apparatus.report import ROOT

FREQUENCY = "499"
# Of every sample; the bottom of a deep stack beyond it is lost.
STACK_BYTES = "24576"


def own_names():
    """Our namespaces are called as their folders; a few folders have one more."""
    return {folder.name for folder in ROOT.glob("src/*/*") if folder.is_dir()} | {"logging", "app"}


OWN = re.compile(rf"^(?:{'|'.join(sorted(own_names()))})::")


def recorded(pid, seconds, load):
    """The stacks while `load()` runs, innermost first, with how often each was seen."""
    with tempfile.TemporaryDirectory(prefix="torg-bench-perf-") as folder:
        file = pathlib.Path(folder) / "perf.data"
        perf = subprocess.Popen(
            [
                "perf",
                "record",
                "-q",
                "-e",
                "cpu-clock",
                "-F",
                FREQUENCY,
                "--call-graph",
                f"dwarf,{STACK_BYTES}",
                "-p",
                str(pid),
                "-o",
                file,
                "--",
                "sleep",
                str(seconds),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        load()
        perf.wait()
        said = subprocess.run(
            ["perf", "script", "-i", file, "-F", "ip,sym,dso", "--no-inline"],
            check=True,
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
        ).stdout
    return stacks(said)


def stacks(said):
    found = collections.Counter()
    for sample in said.split("\n\n"):
        frames = tuple(plain(line.split(None, 1)[1]) for line in sample.splitlines() if len(line.split(None, 1)) == 2)
        if frames:
            found[frames] += 1
    return found


def plain(frame):
    """ "cases::receive(cases::Change&, …) (/usr/…)" is cases::receive; a lambda is called as the function it stands in."""
    symbol, _, library = frame.rpartition(" (")
    symbol = re.sub(r"\+0x[0-9a-f]+$", "", symbol).replace("(anonymous namespace)::", "").replace("[abi:cxx11]", "")
    if symbol in ("[unknown]", ""):
        return f"[{library.rstrip(')').rsplit('/', 1)[-1]}]"
    for left, right in ("<>", "()"):
        while True:
            shorter = re.sub(rf"\{left}[^{left}{right}]*\{right}", "", symbol)
            if shorter == symbol:
                break
            symbol = shorter
    symbol = re.sub(r"::\{lambda.*|::operator$", "", symbol)
    return symbol.split(" ")[-1] if " " in symbol else symbol


def costs(found):
    """Of each of our functions: the part of the time in it and all it calls, and the part in it and the libraries it calls."""
    whole, alone, total = collections.Counter(), collections.Counter(), sum(found.values())
    for frames, times in found.items():
        ours = [frame for frame in frames if OWN.match(frame)]
        alone[ours[0] if ours else f"(none of ours: {frames[-1]})"] += times
        for name in set(ours):
            whole[name] += times
    return {name: times / total for name, times in whole.items()}, {name: times / total for name, times in alone.items()}


def called_by(found, function, most=3):
    """Which libraries' or the kernel's functions a function of ours spends its own part in."""
    inside = collections.Counter()
    for frames, times in found.items():
        for at, frame in enumerate(frames):
            if OWN.match(frame):
                if frame == function:
                    inside[frames[at - 1] if at else "itself"] += times
                break
    return [name for name, _ in inside.most_common(most)]


def places(program):
    """The file and line where each of our functions stands, when the program carries debug information."""
    found = {}
    said = subprocess.run(
        ["nm", "-Cl", "--defined-only", program], capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL
    ).stdout
    for line in said.splitlines():
        symbol, _, place = line.partition("\t")
        if place and "/src/" in place:
            found.setdefault(plain(symbol.split(" ", 2)[2] + " ()"), "src/" + place.split("/src/", 1)[1])
    return found
