"""What a page weighs on the wire, alone and with all that a first visit fetches."""
import pathlib
import re

from apparatus import report
from apparatus.town import Town, public_pages

FIRST_VISIT_KB = 60
# What a browser fetches by itself: styles, scripts, the font, the icons. Links that a person may press are not.
FETCHED = re.compile(r'<(?:link|script|img|use)\b[^>]*?\b(?:href|src)="(/(?:assets|tema)/[^"#]+)')

# The map that can be moved, which comes when somebody does something on the page (ui/islands/when_used.ts). Its geometry too, but not its houses,
# which come when it is near.
WHEN_USED = re.compile(r'\bdata-(?:live|styles|base|geometry)="(/[^"?]+)"')


def citizens_pages():
    return public_pages() + ["/e-tjanster/skolskjuts"]


def measure(folder):
    data = pathlib.Path(folder) / "town"
    rows, assets, heaviest = [], {}, (0, "")
    with Town(data, 1) as town:
        for path in citizens_pages():
            status, html = town.get(path)
            if status != 200 or b"<html" not in html:
                continue
            fetched, later = (set(which.findall(html.decode())) for which in (FETCHED, WHEN_USED))
            for asset in (fetched | later) - assets.keys():
                assets[asset] = len(town.get(asset, "gzip")[1])
            gzip, brotli = (len(town.get(path, way)[1]) for way in ("gzip", "br"))
            whole = gzip + sum(assets[asset] for asset in fetched)
            heaviest = max(heaviest, (whole, path))
            used = whole + sum(assets[asset] for asset in later)
            rows.append((f"`{path}`", *map(report.thousands, (len(html), gzip, brotli, whole)), report.thousands(used) if later else ""))
    each = report.table(
        ["fetched once by each browser", "gzip, bytes"], [(f"`{asset}`", report.thousands(size)) for asset, size in sorted(assets.items())]
    )
    return (
        report.table(["page", "HTML, bytes", "gzip", "brotli", "first visit, all files, gzip", "with the map that moves, when it is used"], rows)
        + "\n\n"
        + each
        + "\n\n"
        + report.aims([report.at_most(f"heaviest first visit of a citizen (`{heaviest[1]}`)", heaviest[0] / 1000, FIRST_VISIT_KB, "kB")])
    )
