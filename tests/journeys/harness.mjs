// A journey is one person's way through a town, in a browser:
//
//     import { journey, small_phone } from "./harness.mjs";
//     journey("a resident reports a broken lamp", { on: small_phone, scripts: false }, async ({ page, checkPage }) => {
//         await page.goto("/felanmalan");
//         await checkPage("fault report");
//     });
//
// All journeys of a file share one freshly made town (town.mjs); each has its own browser context, so nobody is signed in.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import path from "node:path";
import { chromium } from "playwright-core";
import { problemsOf, watch, wrongWith } from "./check_page.mjs";
import { startTown } from "./town.mjs";

export const small_phone = { width: 320, height: 640 };
export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };
export const hosts = { exempelby: "localhost", modellkoping: "modellkoping.localhost" };

let town, browser;
const file = path.basename(process.argv[1] ?? "journey", ".journey.mjs");

export function openBrowser() {
    browser ??= chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
    });
    return browser;
}

after(async () => {
    await (await browser)?.close();
    await (await town)?.stop();
});

/// A page as one kind of visitor has it: { on: phone, colours: "dark", scripts: false, language: "en", address: "http://…" }.
export async function openPage({ on = desktop, colours = "light", scripts = true, language = "sv", address } = {}) {
    const context = await (await openBrowser()).newContext({
        baseURL: address,
        viewport: on,
        hasTouch: on.width < 600,
        colorScheme: colours,
        reducedMotion: "reduce",
        javaScriptEnabled: scripts,
        locale: { sv: "sv-SE", en: "en-GB", fi: "fi-FI", ar: "ar" }[language],
        timezoneId: "Europe/Stockholm",
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    page.journey = { colours, scripts, language };
    watch(page);
    return page;
}

/// `in` is the municipality; the other options are openPage's. `walk` gets { page, town, address, checkPage, another }:
/// `another({…})` opens a second person's page in the same town. What checkPage finds is told at the end: one look shows all that is wrong.
export function journey(name, options, walk) {
    test(name, { timeout: 3_600_000 }, async () => {
        town ??= startTown(file);
        const { port } = await town;
        const address = `http://${hosts[options.in ?? "exempelby"]}:${port}`;
        const pages = [], wrong = [];
        const checkPage = async (pageName, of) => void wrong.push(...(await wrongWith(of, pageName)));
        const another = async (more = {}) => {
            const page = await openPage({ ...options, address, ...more });
            pages.push(page);
            return page;
        };
        try {
            const page = await another();
            await walk({ page, town: await town, address, another, checkPage: (pageName, of = page) => checkPage(pageName, of) });
            for (const used of pages) wrong.push(...problemsOf(used));
        } catch (error) {
            wrong.push(error.stack);
        } finally {
            for (const used of pages) await used.context().close();
        }
        if (wrong.length) throw new Error(wrong.join("\n"));
    });
}
