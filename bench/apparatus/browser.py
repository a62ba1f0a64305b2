"""A browser's way of signing in, as far as measuring needs one: one cookie, hidden fields, redirects not followed."""
import http.client
import re
import urllib.parse

PASSWORD = "torg-demo-2026"


class Browser:
    def __init__(self, port, cookie=""):
        self.connection = http.client.HTTPConnection("localhost", port, timeout=60)
        self.cookie, self.page = cookie, ""

    def ask(self, method, path, form=None, **headers):
        body = None
        if self.cookie:
            headers["Cookie"] = self.cookie
        if form is not None:
            body = urllib.parse.urlencode(form, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.page = answer.read().decode(errors="replace")
        for given in answer.headers.get_all("Set-Cookie") or ():
            name, value = given.split(";")[0].split("=", 1)
            kept = dict(pair.split("=", 1) for pair in self.cookie.split("; ") if pair)
            self.cookie = "; ".join(f"{name}={value}" for name, value in (kept | {name: value}).items())
        return answer

    def get(self, path):
        answer = self.ask("GET", path)
        if answer.status != 200:
            raise RuntimeError(f"GET {path} was answered {answer.status}")
        return self.page

    def post(self, path, form):
        answer = self.ask("POST", path, {"_csrf": self.hidden("_csrf"), **form})
        if answer.status != 303:
            raise RuntimeError(f"POST {path} was answered {answer.status}")
        return answer.getheader("Location")

    def hidden(self, name):
        return re.search(rf'name="{name}" value="([^"]*)"', self.page)[1]


def staff_session(port, username):
    """The cookie of a member of staff who has signed in."""
    browser = Browser(port)
    browser.get("/personal/logga-in")
    browser.post("/personal/logga-in", {"till": "/", "username": username, "password": PASSWORD})
    return browser.cookie


def resident_session(port, number):
    browser = Browser(port)
    browser.get("/logga-in")
    at = browser.post("/logga-in/borja", {"till": "/mina-sidor", "val": "simulated"})
    browser.get(at)
    browser.post("/logga-in/klar/simulated", {"state": browser.hidden("state"), "personnummer": number})
    return browser.cookie
