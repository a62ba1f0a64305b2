"""What a run says: a bar while it goes, a line a scenario, every broken promise in words."""
import sys
import threading
import time

WIDTH = 24


class Report:
    """Counts checks. Safe from any thread; says each kind of wrong at most `most` times."""

    def __init__(self, name, most=12):
        self.name, self.most = name, most
        self.passed, self.wrong, self.figures, self.not_run = 0, [], {}, ""
        self.lock = threading.Lock()
        self.began = time.monotonic()

    def check(self, is_fine, what):
        with self.lock:
            if is_fine:
                self.passed += 1
                return True
            self.wrong.append(str(what))
            if len(self.wrong) <= self.most:
                self.clear()
                print(f"  WRONG {self.name}: {what}", flush=True)
        return False

    def count(self, figure, more=1):
        with self.lock:
            self.figures[figure] = self.figures.get(figure, 0) + more

    def bar(self, done, all_of_them, words=""):
        if not sys.stderr.isatty():
            if "kills" in words and done % 20 == 0:
                print(f"  {self.name}: {done}/{all_of_them} {words}, {len(self.wrong)} wrong ({time.monotonic() - self.began:.0f} s)", flush=True)
            return
        full = WIDTH * done // max(all_of_them, 1)
        print(f"\r\x1b[K  {self.name} ▕{'█' * full}{'░' * (WIDTH - full)}▏ {done}/{all_of_them} {words}", end="", file=sys.stderr, flush=True)

    def clear(self):
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def sum(self):
        self.clear()
        if self.not_run:
            print(f"{self.name}: NOT RUN, {self.not_run}", flush=True)
            return
        figures = ", ".join(f"{number} {what}" for what, number in self.figures.items())
        print(f"{self.name}: {self.passed} passed, {len(self.wrong)} failed ({time.monotonic() - self.began:.0f} s){'; ' + figures if figures else ''}",
              flush=True)
