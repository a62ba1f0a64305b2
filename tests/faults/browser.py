"""People's browsers and programs' API clients, and what they expect of an answer that says no."""
import html.parser
import http.client
import json
import random
import secrets
import urllib.parse


class Lost(Exception):
    """The connection broke: whether the request was carried out, nobody knows."""


class NotSent(Lost):
    """Nobody listened: it was not carried out."""


class Refused(Exception):
    """503: try again later. Whether a change was carried out is unknown, when the database was lost while it committed."""

    def __init__(self, answer):
        super().__init__(f"{answer.status} for {answer.method} {answer.path}")
        self.answer = answer


class Answer:
    def __init__(self, method, path, status, headers, body):
        self.method, self.path, self.status, self.headers, self.body = method, path, status, headers, body

    @property
    def text(self):
        return self.body.decode(errors="replace")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def location(self):
        return self.headers.get("Location") or ""

    def form(self, action):
        return next((form for form in Forms.of(self.text) if form.action == action), None)


class Form:
    def __init__(self, action):
        self.action, self.fields = action, []  # (name, value), as they would be sent


class Forms(html.parser.HTMLParser):
    """The forms of a page, with what a browser would send of them untouched."""

    def __init__(self):
        super().__init__()
        self.all, self.area, self.language = [], None, ""

    @staticmethod
    def of(text):
        reader = Forms()
        reader.feed(text)
        return reader.all

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "html":
            self.language = has.get("lang", "")
        elif tag == "form":
            self.all.append(Form(has.get("action", "")))
        elif tag == "input" and self.all and has.get("name") and has.get("type", "text") not in ("checkbox", "radio", "file", "submit"):
            self.all[-1].fields.append((has["name"], has.get("value") or ""))
        elif tag == "textarea" and self.all:
            self.area = (has.get("name"), "")

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.all[-1].fields.append(self.area)
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.area = (self.area[0], self.area[1] + data)


def what_is_impolite(answer, language, typed):
    """A refusal that is not our fault says when to come back, in the reader's language, and keeps what was typed; or words for what it lacks."""
    if answer.status != 503:
        return f"{answer.status} instead of 503"
    if not (answer.headers.get("Retry-After") or "").isdigit():
        return "no Retry-After"
    kind = answer.headers.get("Content-Type") or ""
    if answer.path.startswith("/api/"):
        is_problem = kind.startswith("application/problem+json") and answer.json.get("status") == 503 and answer.json.get("title") and answer.json.get("detail")
        return None if is_problem else f"no problem document but {kind}: {answer.text[:120]}"
    page = Forms()
    page.feed(answer.text)
    if page.language != language:
        return f"the page is in {page.language!r}, the reader reads {language!r}"
    if answer.method != "POST":
        return None
    kept = next((form.fields for form in page.all if form.action == answer.path), None)
    if kept is None:
        return "no form to send again"
    lost = [name for name, value in typed if not name.startswith("_") and "password" not in name and value and (name, value) not in kept]
    return f"what was typed is gone: {lost}" if lost else None


class Client:
    """One connection that is kept alive, as browsers do. With several servers each request goes to any that listens, as through a balancer."""

    def __init__(self, ports, report, language="sv"):
        self.ports, self.report, self.language = ports, report, language
        self.host, self.connection = f"127.0.0.1:{ports[0]}", None

    def connect(self):
        if self.connection is not None and len(self.ports) == 1:
            return
        self.hang_up()
        for port in random.sample(self.ports, len(self.ports)):
            self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
            try:
                return self.connection.connect()
            except OSError as problem:
                self.hang_up()
                nobody = problem
        raise NotSent(str(nobody))

    def ask(self, method, path, headers, body=None, typed=()):
        self.connect()
        try:
            self.connection.request(method, path, body=body, headers={"Host": self.host, **headers})
            got = self.connection.getresponse()
            answer = Answer(method, path, got.status, got.headers, got.read())
        except (OSError, http.client.HTTPException) as problem:
            self.hang_up()
            raise Lost(f"{method} {path}: {problem!r}") from problem
        if answer.headers.get("Connection") == "close":
            self.hang_up()
        if answer.status >= 500:
            impolite = what_is_impolite(answer, self.language, typed)
            self.report.check(not impolite, f"{answer.status} for {method} {path}: {impolite}")
            raise Refused(answer)
        return answer

    def hang_up(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


class Browser(Client):
    def __init__(self, ports, report, language="sv"):
        super().__init__(ports, report, language)
        self.cookies = {}

    def send(self, method, path, body=None, kind=None, typed=()):
        headers = {"Accept-Language": self.language, "Origin": f"http://{self.host}", "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if kind:
            headers["Content-Type"] = kind
        answer = self.ask(method, path, headers, body, typed)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def get(self, path):
        return self.send("GET", path)

    def follow(self, answer):
        for _ in range(5):
            if answer.status != 303:
                return answer
            answer = self.get(answer.location)
        return answer

    def post(self, path, fields, files=()):
        """`fields` are pairs; `files` are (field, file name, type, bytes)."""
        typed = [(name, str(value)) for name, value in fields]
        if not files:
            return self.send("POST", path, urllib.parse.urlencode(typed), "application/x-www-form-urlencoded", typed)
        boundary = secrets.token_hex(12)
        parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in typed]
        for name, file_name, kind, content in files:
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: {kind}\r\n\r\n'
            parts.append(head.encode() + content + b"\r\n")
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        return self.send("POST", path, body, f"multipart/form-data; boundary={boundary}", typed)

    def submit(self, page, action, typed, files=()):
        """Fills in the page's form with that action and sends it, with its hidden fields."""
        form = page.form(action)
        if form is None:
            raise LookupError(f"{page.path} ({page.status}) has no form for {action}")
        names = {name for name, _ in typed}
        hidden = [(name, value) for name, value in form.fields if name not in names and value]
        return self.post(action, hidden + list(typed), files)


class Program(Client):
    def __init__(self, ports, report, token, language="sv"):
        super().__init__(ports, report, language)
        self.token = token

    def send(self, method, path, value=None, headers=()):
        body = None if value is None else json.dumps(value)
        return self.send_bytes(method, path, body, headers, "application/json")

    def send_bytes(self, method, path, body, headers, kind):
        head = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language, **dict(headers)}
        if body is not None:
            head["Content-Type"] = kind
        return self.ask(method, path, head, body)
