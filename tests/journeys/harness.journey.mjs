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
import { withoutScripts, wordsOf } from "./without_scripts.mjs";

const frame = (main, head = "") => `<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title>
<meta name="viewport" content="width=device-width"><style>:focus-visible{outline:3px solid #06c}@media print{button{display:none}}</style>${head}</head><body><main><h1>Prov</h1>${main}</main></body></html>`;
const keys = '<p><a id="a" href="/good">Ett</a></p><p><button id="b">Två</button></p><p><a id="c" href="/good">Tre</a></p>';
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
    "/big": frame('<p class="big">Brett med stor text.</p>', "<style>.big{width:17rem}</style>"),
    "/tight": frame('<p class="tight">Femtioelva</p>', "<style>.tight{width:5.5em;white-space:nowrap;overflow:hidden}</style>"),
    "/cut": frame('<p class="cut">Kommunfullmäktigesammanträde</p>', "<style>.cut{width:6em;white-space:nowrap;overflow:hidden}</style>"),
    "/keys": frame(`${keys}<input type="date" aria-label="Dag">`),
    "/unseen": frame(keys, "<style>:focus-visible{outline:0}</style>"),
    "/faint": frame(keys, "<style>:focus-visible{outline:3px solid #ddd}</style>"),
    "/backwards": frame(`<div class="up">${keys}</div>`, "<style>.up{display:flex;flex-direction:column-reverse}</style>"),
    "/covered": frame(`${keys}<div class="lid">Lock</div>`, "<style>.lid{position:fixed;inset:0;background:#fff}</style>"),
    "/trap": frame(keys, "<script>addEventListener('keydown', (event) => { if (event.target.id === 'b') event.preventDefault() })</script>"),
    "/inky": frame("<p>Svart papper.</p>", "<style>@media print{body{background:#111;color:#eee}}</style>"),
    "/pressed": frame('<p><a class="btn" href="#">Tryck</a></p>'),
    "/broad": frame('<p class="broad">Brett på papper.</p>', "<style>@media print{.broad{width:1000px}}</style>"),
    "/filled": frame("<p id='p'></p>", `<script>addEventListener("DOMContentLoaded", () => { p.innerHTML = '<a href="/good">Mer</a>' })</script>`),
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
process.env.LOOKS = "1";  // the checks of the checks see everything
const refuses = async (where, words, options) => assert.rejects(checkPage(await on(where, options), `harness ${where}`), words);

test("a good page passes on a phone, in the dark, in English and without scripts", async () => {
    for (const options of [{ on: phone }, { on: small_phone, colours: "dark" }, { language: "en" }, { scripts: false }])
        await checkPage(await on("/good", options), "harness good");
});
test("a form that was refused with 422 is a page like any other", async () => {
    await checkPage(await on("/refused"), "harness refused");
});
test("sideways scrolling at 320 pixels is noticed from the desktop too", () => refuses("/wide", /at 320 pixels: scrolls sideways: <p class="wide"/));
test("what is too wide with text twice as big is noticed", () => refuses("/big", /at 320 pixels with text twice as big: scrolls sideways: <p class="big"/));
test("text that its box cuts off is noticed", () => refuses("/cut", /at 1280 pixels: cuts its text off: <p class="cut"/));
test("text that has no room for air is noticed", () => refuses("/tight", /at 1280 pixels with air between the letters: cuts its text off: <p class="tight"/));
test("Tab goes through links, buttons and fields", async () => {
    await checkPage(await on("/keys", { on: small_phone }), "harness keys");
});
test("a focus that is not seen is noticed", () => refuses("/unseen", /the focus is not seen: <a id="a"/));
test("a ring as pale as the ground is noticed", () => refuses("/faint", /the ring of the focus is pale: <a id="a"/));
test("Tab that goes back up is noticed", () => refuses("/backwards", /Tab goes back up: from <a id="a"/));
test("what lies over the focus is noticed", () => refuses("/covered", /something covers what has the focus: <a id="a"/));
test("a trap for the keyboard is noticed", () => refuses("/trap", /Tab does not come out[^]*Tab never reaches <a id="c"/));
test("ink over the whole paper, and what cannot be pressed there, is noticed", async () => {
    await refuses("/inky", /the ground is printed dark/);
    await refuses("/pressed", /is printed: <a class="btn"/);
    await refuses("/broad", /is wider than the paper: <p class="broad"/);
});
test("what only a script fills is noticed", async () => {
    const words = await wordsOf(await on("/filled"));
    assert.deepEqual(await withoutScripts(await on("/filled", { scripts: false }), words), ["is not there without scripts: a Mer"]);
    assert.deepEqual(await withoutScripts(await on("/keys", { scripts: false }), await wordsOf(await on("/keys"))), []);
});
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
