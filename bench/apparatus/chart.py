"""Lines over time as an SVG that needs nothing else: one panel a measure, each from zero."""
import html

WIDTH, PANEL, LEFT, RIGHT, TOP, GAP = 760, 120, 90, 20, 30, 46


def panel(at, title, unit, points, minutes):
    most = max([value for _, value in points] + [1e-9]) * 1.15
    x = lambda minute: LEFT + minute / minutes * (WIDTH - LEFT - RIGHT)
    y = lambda value: at + PANEL - value / most * PANEL
    line = " ".join(f"{x(minute):.1f},{y(value):.1f}" for minute, value in points)
    marks = "".join(
        f'<path class="grid" d="M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}"/><text class="small" text-anchor="end" x="{LEFT - 8}" y="{y(value) + 4:.1f}">{value:.3g}</text>'
        for value in (0, most / 2, most)
    )
    return f'<text x="{LEFT}" y="{at - 10}">{html.escape(title)}, {html.escape(unit)}</text>{marks}<polyline class="line" points="{line}"/>'


def svg(title, panels, minutes):
    """`panels`: (title, unit, [(minute, value)])."""
    height = TOP + len(panels) * (PANEL + GAP) + 24
    body = "".join(panel(TOP + GAP / 2 + i * (PANEL + GAP), *one, minutes) for i, one in enumerate(panels))
    ticks = "".join(
        f'<text class="small" text-anchor="middle" x="{LEFT + part * (WIDTH - LEFT - RIGHT):.0f}" y="{height - 22}">{minutes * part:.0f} min</text>'
        for part in (0, 0.5, 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{html.escape(title)}">'
        "<style>text{font:14px sans-serif;fill:#444}.small{font-size:12px}.grid{stroke:#bbb;stroke-width:.5}.line{fill:none;stroke:#0a6;stroke-width:1.5}"
        "@media(prefers-color-scheme:dark){text{fill:#ccc}.grid{stroke:#555}.line{stroke:#4c9}}</style>"
        f"{body}{ticks}</svg>\n"
    )
