"""A peer's server: started, waited for, and told about when it does not come."""
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

PATIENCE = 120  # seconds


class Server:
    def __init__(self, command, port, page):
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.said, stderr=self.said)
        for _ in range(5 * PATIENCE):
            if self.process.poll() is not None or self.answers(port, page):
                break
            time.sleep(0.2)
        else:
            self.stop()
        if self.process.poll() is not None:
            self.said.seek(0)
            raise RuntimeError("its server did not start: " + self.said.read().decode(errors="replace").strip()[-1500:])

    @staticmethod
    def answers(port, page):
        try:
            urllib.request.urlopen(f"http://localhost:{port}{page}", timeout=60).read()
        except urllib.error.HTTPError as refusal:
            return refusal.code < 500
        except OSError:
            return False
        return True

    @property
    def pid(self):
        return self.process.pid

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
