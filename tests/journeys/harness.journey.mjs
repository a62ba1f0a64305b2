// Proves the harness itself on a tiny site: what it must notice, it notices.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkPage, problemsOf } from "./check_page.mjs";
import { desktop, openPage, phone, small_phone } from "./harness.mjs";
import { htmlErrors } from "./html_validity.mjs";

const frame = (main, head = "") => `<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title>
<meta name="viewport" content="width=device-width">${head}</head><body><main><h1>Prov</h1>${main}</main></body></html>`;
const pages = {
    "/good": frame("<p>Allt väl.</p>"),
    "/wide": frame('<p class="wide">Brett.</p>', "<style>.wide{width:400px}</style>"),
    "/unlabelled": frame('<input type="text" name="a">'),
    "/pale": frame("<p>Blekt.</p>", "<style>@media (prefers-color-scheme: dark){body{background:#111;color:#222}}</style>"),
    "/noisy": frame("<p>Fel.</p>", "<script>console.error('trasigt'); nowhere()</script>"),
    "/blocked": frame("<p>Stoppat.</p>", "<script>document.title = 'sprang'</script>"),
    "/missing": frame('<img src="/nothing.png" alt="Inget">'),
    "/far": frame('<img src="http://example.invalid/a.png" alt="Långt bort">'),
    "/refused": frame("<p>Rätta felen.</p>"),
};
const site = http.createServer((request, response) => {
    const headers = { "Content-Type": "text/html; charset=utf-8" };
    if (request.url === "/blocked") headers["Content-Security-Policy"] = "script-src 'none'";
    response.writeHead(request.url === "/refused" ? 422 : request.url in pages ? 200 : 404, headers).end(pages[request.url] ?? "");
});
let address;

before(async () => {
    site.listen(0, "127.0.0.1");
    await once(site, "listening");
    address = `http://localhost:${site.address().port}`;
});
after(() => {
    site.closeAllConnections();
    site.close();
});

async function on(where, options = {}) {
    const page = await openPage({ on: desktop, address, ...options });
    await page.goto(where);
    return page;
}
const refuses = async (where, words, options) => assert.rejects(checkPage(await on(where, options), `harness ${where}`), words);

test("a good page passes on a phone, in the dark, in English and without scripts", async () => {
    for (const options of [{ on: phone }, { on: small_phone, colours: "dark" }, { language: "en" }, { scripts: false }])
        await checkPage(await on("/good", options), "harness good");
});
test("a form that was refused with 422 is a page like any other", async () => {
    await checkPage(await on("/refused"), "harness refused");
});
test("sideways scrolling at 320 pixels is noticed from the desktop too", () => refuses("/wide", /scrolls sideways at 320 pixels: <p class="wide"/));
test("a field without a label is noticed", () => refuses("/unlabelled", /label: Form elements must have labels/));
test("poor contrast in the dark is noticed from the light", () => refuses("/pale", /in dark colours: color-contrast/));
test("script errors and console errors are noticed", () => refuses("/noisy", /console: trasigt[^]*script error|script error[^]*console: trasigt/));
test("what the content security policy stops is noticed", () => refuses("/blocked", /console: .*Content Security Policy/));
test("a missing picture is noticed", () => refuses("/missing", /404 from .*nothing\.png/));
test("anything fetched from elsewhere is noticed", () => refuses("/far", /fetched from elsewhere: http:\/\/example\.invalid/));
test("problems are told once", async () => {
    const page = await on("/noisy");
    assert.equal(problemsOf(page).length, 2);
    assert.deepEqual(problemsOf(page), []);
});
test("invalid HTML is named by its file", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "torg-html-"));
    writeFileSync(path.join(folder, "broken.html"), frame("<p><div></p>"));
    writeFileSync(path.join(folder, "good.html"), pages["/good"]);
    const errors = htmlErrors(folder);
    rmSync(folder, { recursive: true });
    assert.ok(errors.length > 0 && errors.every((line) => line.startsWith("broken.html:")), errors.join("\n"));
});
