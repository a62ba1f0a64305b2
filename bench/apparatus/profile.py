"""How many instructions a request takes, and in which of our functions: counted by Valgrind's callgrind, which needs no rights and gives the same
on a busy machine. What a library does is counted to whoever of ours called it; what the kernel does and waiting for the disk are not counted."""
import pathlib
import re
import subprocess
import tempfile

from apparatus.report import ROOT, run
from apparatus.town import Town

REQUESTS, WARM = 20, 3


def own_names():
    """Our namespaces are called as their folders; a few folders have one more."""
    return {folder.name for folder in ROOT.glob("src/*/*") if folder.is_dir()} | {"logging", "app"}


OWN = re.compile(rf"^(?:{'|'.join(sorted(own_names()))})::")
LINE = re.compile(r"^\s*([\d,]+) \([^)]*\)\s+(?:\S*?):(.*?)(?: \[.*\])?$")


class Counted(Town):
    """A town under callgrind, which counts between `begin` and `end`."""

    def __init__(self, data, **more):
        self.folder = tempfile.TemporaryDirectory(prefix="torg-bench-callgrind-")
        self.file = pathlib.Path(self.folder.name) / "counts"
        super().__init__(data, 1, under=("valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={self.file}"), **more)

    def counting(self, state):
        run("callgrind_control", "-i", state, self.pid)

    def costs(self, request, afterwards=lambda: None):
        """Of each of our functions, with all it calls: thousands of instructions for each request. "" is everything."""
        for _ in range(WARM):
            request()
        afterwards()
        self.counting("on")
        for _ in range(REQUESTS):
            request()
        afterwards()
        self.counting("off")
        run("callgrind_control", "--dump", self.pid)
        dumped = max(self.file.parent.glob("counts.*"), key=lambda one: one.stat().st_mtime)
        run("callgrind_control", "--zero", self.pid)
        said = run("callgrind_annotate", "--inclusive=yes", "--threshold=100", dumped)
        return {name: count / REQUESTS / 1000 for name, count in counts_in(said).items()}


def counts_in(said):
    found = {}
    for line in said.splitlines():
        if line.rstrip().endswith("PROGRAM TOTALS"):
            found[""] = int(line.split()[0].replace(",", ""))
        elif read := LINE.match(line):
            name = plain(read[2])
            # A lambda is called as the function it stands in, which passes through it.
            if OWN.match(name):
                found[name] = max(found.get(name, 0), int(read[1].replace(",", "")))
    return found


def plain(symbol):
    """ "cases::receive(cases::Change&, …)" is cases::receive; a lambda is called as the function it stands in."""
    symbol = symbol.replace("(anonymous namespace)::", "").replace("[abi:cxx11]", "")
    if symbol.startswith("std::"):  # what keeps and calls our lambdas
        return symbol
    for left, right in ("<>", "()"):
        while True:
            shorter = re.sub(rf"\{left}[^{left}{right}]*\{right}", "", symbol)
            if shorter == symbol:
                break
            symbol = shorter
    symbol = re.sub(r"::\{lambda.*|::operator$|'\d+$", "", symbol).strip()
    return symbol.removesuffix(" const").split(" ")[-1]
