"""Prints HTML to PDF for Torg: requests on stdin, answers on stdout, until stdin ends.

A frame is four bytes of length, most significant first, and that many bytes. A request is a frame of JSON {title, language,
variant, resources: [name]}, a frame of HTML, and a frame for each resource. An answer is a frame of JSON {ok, missing} and a
frame with the PDF, or with why there is none.
"""
import hashlib
import json
import logging
import os
import re
import resource
import struct
import sys
from xml.sax.saxutils import escape

requests = os.fdopen(os.dup(0), "rb")
answers = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # whatever a library prints must not look like an answer

# fontTools stamps the fonts it cuts down with this instead of the clock, so that the same letter is the same file at any time.
os.environ["SOURCE_DATE_EPOCH"] = "1577836800"
logging.disable(logging.CRITICAL)
import weasyprint  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

HOME = "https://letter.invalid/"
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))


def read_frame():
    head = requests.read(4)
    if len(head) < 4:
        sys.exit(0)
    length = struct.unpack(">I", head)[0]
    body = requests.read(length)
    if len(body) < length:
        sys.exit(0)
    return body


def write_frame(body):
    answers.write(struct.pack(">I", len(body)))
    answers.write(body)


def fetcher(resources, missing):
    def fetch(url, *_, **__):
        if url.startswith("data:"):
            return weasyprint.default_url_fetcher(url)
        name = url[len(HOME):] if url.startswith(HOME) else None
        if name not in resources:
            missing.append(url[:200])
            raise ValueError("not among the resources")
        return {"string": resources[name]}
    return fetch


def metadata_packet(variant, title):
    """What WeasyPrint says, in the form that PDF/A readers know: in x:xmpmeta, each name space declared where it is used."""
    kind, part, level = re.fullmatch(r"pdf/(u?a)-(\d)(b?)", variant).groups()
    claim = f"<pdf{kind}id:part>{part}</pdf{kind}id:part>"
    if level:
        claim += f"<pdf{kind}id:conformance>{level.upper()}</pdf{kind}id:conformance>"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdf{kind}id="http://www.aiim.org/pdf{kind}/ns/id/">{claim}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>WeasyPrint {weasyprint.__version__}</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()


def print_one(request, html, resources, missing):
    document = weasyprint.HTML(string=html.decode(), base_url=HOME, url_fetcher=fetcher(resources, missing)).render(
        font_config=FontConfiguration())
    document.metadata.title = request["title"]
    document.metadata.lang = request["language"]
    # ISO 19005-2 6.1.3: the trailer has an ID. From the content, so that the same letter is the same file.
    # In letters: pydyf does not escape it.
    identifier = hashlib.sha256(html + request["title"].encode()).hexdigest()[:32].encode()

    def replace_metadata(_, pdf):
        for part in pdf.objects:
            if getattr(part, "extra", {}).get("Type") == "/Metadata":
                part.stream = [metadata_packet(request["variant"], request["title"])]

    return document.write_pdf(variant=request["variant"], identifier=identifier, finisher=replace_metadata)


while True:
    asked = json.loads(read_frame())
    text = read_frame()
    given = {name: read_frame() for name in asked["resources"]}
    not_given = []
    try:
        made = print_one(asked, text, given, not_given)
        write_frame(json.dumps({"ok": True, "missing": len(not_given)}).encode())
        write_frame(made)
    except Exception as problem:  # whatever a letter does to WeasyPrint, the next one is printed
        write_frame(json.dumps({"ok": False, "missing": len(not_given)}).encode())
        write_frame(type(problem).__name__.encode())
    answers.flush()
