// What every page must keep: WCAG 2.2 AA in light and dark, no sideways scrolling at 320 pixels, no errors in the console, nothing fetched
// from elsewhere, valid HTML (html_validity.mjs, once at the end), and a picture of it in build/shots.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "./places.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const watched = new WeakMap();

/// Listens from now on; `checkPage` and `problemsOf` read what was heard.
export function watch(page) {
    const heard = { problems: [], html: Promise.resolve("") };
    watched.set(page, heard);
    page.on("pageerror", (error) => heard.problems.push(`script error: ${error.message}`));
    page.on("console", (message) => {
        // A refused form or a missing page is an answer, not a mistake; the responses below tell the rest.
        const isAnswer = message.text().startsWith("Failed to load resource");
        if (message.type() === "error" && !isAnswer) heard.problems.push(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
        const url = new URL(request.url());
        const isOurs = !url.protocol.startsWith("http") || url.hostname === "localhost" || url.hostname.endsWith(".localhost");
        if (!isOurs) heard.problems.push(`fetched from elsewhere: ${request.url()}`);
    });
    page.on("response", (response) => {
        const isPage = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
        if (response.status() >= 500 || (!isPage && response.status() >= 400))
            heard.problems.push(`${response.status()} from ${response.url()}`);
        const type = response.headers()["content-type"] ?? "";
        if (isPage && response.status() >= 300 && response.status() < 400) return;
        if (isPage) heard.html = type.startsWith("text/html") ? response.text().catch(() => "") : Promise.resolve("");
    });
}

/// What went wrong since the last time someone asked.
export function problemsOf(page) {
    return watched.get(page).problems.splice(0);
}

function isTooWide() {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return null;
    const wide = [...document.querySelectorAll("body *")].find((element) => element.getBoundingClientRect().right > page.clientWidth + 1);
    return wide ? wide.outerHTML.slice(0, 120) : "the page";
}

async function sidewaysScrolling(page) {
    const before = page.viewportSize();
    const found = [];
    for (const width of new Set([before.width, 320])) {
        if (width !== before.width) await page.setViewportSize({ width, height: before.height });
        const wide = await page.evaluate(isTooWide);
        if (wide) found.push(`scrolls sideways at ${width} pixels: ${wide}`);
    }
    await page.setViewportSize(before);
    return found;
}

async function violations(page, what) {
    await page.evaluate(axe);
    const found = await page.evaluate((options) => window.axe.run(document, options), { runOnly: what, resultTypes: ["violations"] });
    return found.violations.flatMap((violation) =>
        violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)} (${node.target.join(" ")})`),
    );
}

/// The same page in the other colours: only the contrast can have changed.
async function contrastInOtherColours(page) {
    const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
    await page.emulateMedia({ colorScheme: isDark ? "light" : "dark" });
    const found = await violations(page, { type: "rule", values: ["color-contrast"] });
    await page.emulateMedia({ colorScheme: isDark ? "dark" : "light" });
    return found.map((words) => `in ${isDark ? "light" : "dark"} colours: ${words}`);
}

/// Throws with every problem in one list. `name` becomes the file name of the picture and of the HTML: "e-service first step".
export async function checkPage(page, name) {
    const options = page.journey ?? {};
    const file = [name, page.viewportSize().width, options.colours ?? "light", options.language ?? "sv", options.scripts === false && "no-scripts"]
        .filter(Boolean).join("-").replace(/[^\p{L}\p{N}-]+/gu, "_");
    const html = await watched.get(page).html;
    mkdirSync(`${build}/journeys/html`, { recursive: true });
    mkdirSync(`${build}/shots`, { recursive: true });
    if (html) writeFileSync(`${build}/journeys/html/${file}.html`, html);

    const found = await sidewaysScrolling(page);
    // axe needs timers, which do not run in a page without scripts; the same page is checked with scripts on.
    if (options.scripts !== false) {
        await page.evaluate(() => document.fonts.ready.then(() => true));
        found.push(...(await violations(page, { type: "tag", values: rules })), ...(await contrastInOtherColours(page)));
    }
    await page.screenshot({ path: `${build}/shots/${file}.png`, fullPage: true, animations: "disabled" });
    found.push(...problemsOf(page));
    if (found.length) throw new Error(`${name} (${page.url()}):\n  ${found.join("\n  ")}`);
}
