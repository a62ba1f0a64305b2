// What every page must keep, at 1280 and at 320 pixels, in light and dark: WCAG 2.2 AA (accessibility.mjs), nothing cut off (reflow.mjs),
// Tab alone (keyboard.mjs), paper (paper.mjs), no errors in the console, nothing fetched from elsewhere, valid HTML (html_validity.mjs, once
// at the end). Pictures in build/shots: of all when LOOKS is set, otherwise of what is wrong; drawing them costs more than all the checks.
import { mkdirSync, writeFileSync } from "node:fs";
import { accessibility } from "./accessibility.mjs";
import { keyboard } from "./keyboard.mjs";
import { paper } from "./paper.mjs";
import { build } from "./places.mjs";
import { reflow } from "./reflow.mjs";

const narrowest = 320, widest = 1280;
const watched = new WeakMap();

function isOurs(address) {
    const url = new URL(address);
    return !url.protocol.startsWith("http") || url.hostname === "localhost" || url.hostname.endsWith(".localhost");
}

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
        // Somebody may go elsewhere, as to sign in; a page of ours fetches nothing there.
        const isGoing = request.isNavigationRequest() && request.frame() === page.mainFrame();
        if (!isOurs(request.url()) && !isGoing && isOurs(page.url())) heard.problems.push(`fetched from elsewhere: ${request.url()}`);
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

const fileName = (parts) => parts.filter(Boolean).join("-").replace(/[^\p{L}\p{N}-]+/gu, "_");

async function picture(page, parts) {
    const shoot = (colours) =>
        page.screenshot({ path: `${build}/shots/${fileName([...parts, page.viewportSize().width, colours])}.png`, fullPage: true, animations: "disabled" });
    const colours = page.journey?.colours ?? "light";
    await shoot(colours);
    if (!process.env.SHOOT_ALL) return;
    const other = colours === "dark" ? "light" : "dark";
    await page.emulateMedia({ colorScheme: other });
    await shoot(other);
    await page.emulateMedia({ colorScheme: colours });
}

/// `make looks` asks everything each time; otherwise larger letters, Tab alone and paper are asked the first time that a page is met.
const met = new Set();
function isThorough(key) {
    const isFirst = !met.has(key);
    met.add(key);
    return isFirst || Boolean(process.env.LOOKS);
}

/// Everything that is wrong with the page. `name` becomes the file name of the pictures and of the HTML: "e-service first step".
export async function wrongWith(page, name) {
    const { language = "sv", scripts = true } = page.journey ?? {};
    const parts = [name, language, !scripts && "no-scripts"];
    const html = await watched.get(page).html;
    mkdirSync(`${build}/journeys/html`, { recursive: true });
    mkdirSync(`${build}/shots`, { recursive: true });
    if (html) writeFileSync(`${build}/journeys/html/${fileName([...parts, page.viewportSize().width])}.html`, html);
    await page.evaluate(() => document.fonts.ready.then(() => true));

    const found = [];
    const thorough = isThorough(fileName(parts));
    const before = page.viewportSize();
    for (const width of new Set([before.width, before.width === narrowest ? widest : narrowest])) {
        if (width !== page.viewportSize().width) await page.setViewportSize({ width, height: before.height });
        const before_this = found.length;
        found.push(...(await reflow(page, thorough)));
        // axe needs timers and the keyboard listeners, which do not run in a page without scripts; the same page is checked with scripts on.
        if (scripts) found.push(...(await accessibility(page, width === before.width)).map((words) => `at ${width} pixels: ${words}`));
        if (process.env.LOOKS || found.length > before_this) await picture(page, parts);
    }
    await page.setViewportSize(before);
    if (scripts && thorough) found.push(...(await keyboard(page)));
    if (thorough) found.push(...(await paper(page)));
    found.push(...problemsOf(page));
    if (!found.length) return [];
    const words = `${name} (${page.url()}):\n  ${[...new Set(found)].join("\n  ")}`;
    console.log(words);  // at once: a story that breaks off later has told what it saw
    return [words];
}

/// Throws with every problem in one list.
export async function checkPage(page, name) {
    const [wrong] = await wrongWith(page, name);
    if (wrong) throw new Error(wrong);
}
