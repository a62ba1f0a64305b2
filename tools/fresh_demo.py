"""Types `make demo` on a terminal, waits for its welcome, opens its pages, and ends it with Ctrl+C. Started by tools/fresh_debian in a fresh clone.
With "again": the data of the first time is to be there still, and the start quick."""
import os
import pathlib
import pty
import re
import select
import sys
import time
import urllib.request

again = sys.argv[1:] == ["again"]
began = time.monotonic()
process, terminal = pty.fork()
if process == 0:
    os.execvp("make", ["make", "demo", "PORT=18099"])

said = ""


def listen(until, at_most):
    """Reads the terminal until the words have come."""
    global said
    deadline = time.monotonic() + at_most
    while until not in said:
        ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
        piece = b""
        if ready:
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # the other side has closed it
                pass
        if not piece:
            sys.exit(f"{said}\nmake demo did not say: {until}")
        said += piece.decode(errors="replace")


def must(fine, what):
    if not fine:
        sys.exit(f"{said}\nNOT TRUE: {what}")
    print(what, flush=True)


def page(path):
    with urllib.request.urlopen(f"http://localhost:18099{path}") as answer:
        return answer.read().decode()


listen("Stop with Ctrl+C", 1800)
took = time.monotonic() - began
print(said)
must(not again or took < 60, f"the welcome came after {took:.0f} s")
must("http://localhost:18099/" in said and "officer" in said and "torg-demo-2026" in said, "it tells addresses, users and password")
must("Making Exempelby" not in said if again else "Making Exempelby" in said, "the town is made the first time only")
must("Exempelby" in page("/"), "the first page answers")
must("skolskjuts" in page("/e-tjanster"), "the e-services are there")
must(re.search(r"[A-Z]{3}-20\d\d-\d{4}", page("/diarium")), "the public register has cases")
must(pathlib.Path("build/demo/torg-demo").exists(), "the data is in build/demo")
os.write(terminal, b"\x03")
_, status = os.waitpid(process, 0)
rest = os.read(terminal, 65536).decode(errors="replace") if select.select([terminal], [], [], 1)[0] else ""
print(rest)
must("rror" not in rest, f"Ctrl+C ends it without a complaint (exit {os.waitstatus_to_exitcode(status)})")
