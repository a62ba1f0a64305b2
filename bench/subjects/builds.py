"""How long the program takes to build, from nothing and after a change."""
import shutil
import time

from apparatus import report
from apparatus.report import ROOT, run

CLEAN_SECONDS, CHANGED_SECONDS = 360, 20


def seconds(*command):
    began = time.monotonic()
    run(*command)
    return time.monotonic() - began


def measure(_):
    folder = ROOT / "build/bench"
    shutil.rmtree(folder, ignore_errors=True)
    run("cmake", "--preset", "release", "-B", folder, "-DCMAKE_CXX_COMPILER_LAUNCHER=")
    clean = seconds("cmake", "--build", folder, "--target", "torg", "-j2")
    rows = [
        ("the program, from nothing", f"{clean:.0f}"),
        ("all tests too, after that", f"{seconds('cmake', '--build', folder, '-j2'):.0f}"),
    ]
    slowest = 0
    for name in ("case_desk", "e_services"):
        for handlers in sorted((ROOT / "src/areas" / name).glob("*handlers.cpp"))[:1]:
            handlers.touch()
            took = seconds("cmake", "--build", folder, "--target", "torg", "-j2")
            slowest = max(slowest, took)
            rows.append((f"the program, after a change in {handlers.relative_to(ROOT)}", f"{took:.1f}"))
    lines = sum(len(file.read_text().splitlines()) for end in ("cpp", "h") for file in (ROOT / "src").rglob(f"*.{end}"))
    shutil.rmtree(folder)
    return (
        f"{report.thousands(lines)} lines of C++, two jobs, no ccache.\n\n"
        + report.table(["build", "seconds"], rows)
        + "\n\n"
        + report.aims(
            [
                report.at_most("clean build of the program", clean, CLEAN_SECONDS, "s"),
                report.at_most("build after a change in one area", slowest, CHANGED_SECONDS, "s"),
            ]
        )
    )
