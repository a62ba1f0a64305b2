// node rules_in_browser.mjs <file with the fields of a page>: how long one answer takes in Debian's Chromium, as JSON.
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const fields = readFileSync(process.argv[2], "utf8");
const made = await build({ entryPoints: ["ui/islands/answering.ts"], bundle: true, minify: true, write: false, format: "esm", target: "chrome88" });
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const page = await browser.newPage();
await page.setContent(`<!doctype html><html lang="sv"><body><form>${fields}</form></body></html>`);
await page.addScriptTag({ content: made.outputFiles[0].text, type: "module" });
const times = await page.evaluate(() => {
    const inputs = [...document.querySelectorAll('input[type="text"]')];
    const all = [], rules = [];
    for (let i = 0; i < 200; ++i) {
        const input = inputs[(i * 37) % inputs.length];
        input.value = String(i % 9);
        const begin = performance.now();
        input.dispatchEvent(new Event("input", { bubbles: true }));
        rules.push(performance.now() - begin);
        document.body.getBoundingClientRect();
        all.push(performance.now() - begin);
    }
    return { all, rules };
});
await browser.close();
const at = (list, part) => list.toSorted((a, b) => a - b)[Math.floor(list.length * part)];
const block = /data-block="page-rules">(.*?)<\/script>/s.exec(fields)[1];
console.log(JSON.stringify({ median: at(times.all, 0.5), p95: at(times.all, 0.95), rules: at(times.rules, 0.5), bytes: Buffer.byteLength(block) }));
