"""What people were told. A promise is opened before a request leaves, and kept, refused or left open by its answer."""
import threading

OPEN, KEPT, REFUSED = "open", "kept", "refused"


class Promise:
    def __init__(self, kind, number, marker, files):
        self.kind, self.number, self.marker, self.files = kind, number, marker, files
        self.state = OPEN

    def kept(self, number=None):
        self.number = number or self.number
        self.state = KEPT

    def refused(self):
        """The answer said that nothing was done."""
        self.state = REFUSED


class Case:
    def __init__(self, number, marker, code, email):
        self.number, self.marker, self.code, self.email = number, marker, code, email


class Ledger:
    def __init__(self):
        self.lock, self.promises, self.cases = threading.Lock(), [], []

    def promise(self, kind, number=None, marker="", files=()):
        """`files` are SHA-256 of what goes along."""
        made = Promise(kind, number, marker, tuple(files))
        with self.lock:
            self.promises.append(made)
        return made

    def received(self, promise, number, code, email):
        promise.kept(number)
        with self.lock:
            self.cases.append(Case(number, promise.marker, code, email))

    def recent_case(self, chance, most=150):
        with self.lock:
            return chance.choice(self.cases[-most:]) if self.cases else None

    def all(self):
        with self.lock:
            return list(self.promises)

    def all_cases(self):
        with self.lock:
            return list(self.cases)


def bounds(promises):
    """How many events of each (case, kind) there must be at least, and may be at most."""
    least, most = {}, {}
    for promise in promises:
        key = promise.number, promise.kind
        if promise.state == KEPT:
            least[key] = least.get(key, 0) + 1
        if promise.state != REFUSED:
            most[key] = most.get(key, 0) + 1
    return least, most
