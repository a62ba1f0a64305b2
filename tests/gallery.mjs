// Looks at the gallery of engines/pages in a browser: axe-core and the Nu HTML checker at 320 and 1280 pixels, light and dark, with the
// security policy of the real site. Usage:
//   TORG_GALLERY=<folder> build/…/engines_pages_test && node tests/gallery.mjs <folder> <build folder>
// Screenshots stay in <folder>/shots.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [folder, build] = process.argv.slice(2);
if (!folder || !build) throw new Error('usage: node tests/gallery.mjs <folder> <build folder>');
const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.png': 'image/png' };
const policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const places = [folder, 'catalogue/towns/exempelby'];
const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const file = path.startsWith('/assets/')
        ? join(build, 'ui/embedded', path.slice(8))
        : places.map(place => join(place, path)).find(existsSync);
    if (path === '/forslag') return response.setHeader('Content-Type', 'application/json').end('[{"words":"Bygglov"},{"words":"Bygga altan","href":"/home.html"}]');
    if (!file || !existsSync(file) || path === '/') return response.writeHead(404).end();
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/json');
    response.setHeader('Content-Security-Policy', policy);
    response.end(readFileSync(file));
});
await new Promise(listening => server.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${server.address().port}`;

const pages = readdirSync(folder).filter(name => name.endsWith('.html'));
const problems = [];
// The roles of rows and cells are said outright: a table that is shown as cards loses them (display: block).
try {
    execFileSync('java', ['-jar', require('vnu-jar'), '--errors-only', '--filterpattern', '.*“role” attribute must not be used on a “t[rhd]” element.*', ...pages.map(name => join(folder, name))], { stdio: 'pipe' });
} catch (failed) {
    problems.push(String(failed.stderr ?? failed));
}

mkdirSync(join(folder, 'shots'), { recursive: true });
const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
for (const name of pages)
    for (const [width, colorScheme] of [[320, 'light'], [1280, 'light'], [320, 'dark'], [1280, 'dark']]) {
        const where = `${name} ${width} ${colorScheme}`;
        // axe is put in by the checker itself; the policy is checked by what the console says.
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
        const page = await context.newPage();
        page.on('console', message => message.type() === 'error' && problems.push(`${where}: ${message.text()}`));
        page.on('pageerror', error => problems.push(`${where}: ${error}`));
        await page.goto(`${address}/${name}`, { waitUntil: 'networkidle' });
        await page.evaluate(() => document.fonts.ready);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) problems.push(`${where}: ${overflow} pixels wider than the screen`);
        await page.screenshot({ path: join(folder, 'shots', `${name.replace('.html', '')}-${width}-${colorScheme}.png`), fullPage: true });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
        for (const { id, help, nodes } of violations) problems.push(`${where}: ${id}: ${help}\n    ${nodes.map(node => node.html.slice(0, 160)).join('\n    ')}`);
        await context.close();
    }
for (const name of pages) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.on('console', message => message.type() === 'error' && problems.push(`${name} with its security policy: ${message.text()}`));
    await page.goto(`${address}/${name}`, { waitUntil: 'networkidle' });
    const icons = await page.evaluate(() => [...document.querySelectorAll('svg.icon')].filter(icon => icon.getBBox().width === 0 && icon.checkVisibility()).length);
    if (icons > 0) problems.push(`${name}: ${icons} icons are empty`);
    await context.close();
}
// The islands do what they promise.
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
const expect = (is, words) => is || problems.push(words);
await page.goto(`${address}/form-step.html`, { waitUntil: 'networkidle' });
expect(await page.evaluate(() => document.activeElement?.classList.contains('error-summary')), 'the error summary does not take the focus');
await page.fill('#other', 'x'.repeat(501));
expect((await page.textContent('#other-count')) === 'Tecken för mycket: 1', 'characters are not counted');
await page.goto(`${address}/home.html`, { waitUntil: 'networkidle' });
await page.locator('#q').pressSequentially('by');
await page.waitForSelector('[role=option]');
await page.keyboard.press('ArrowDown');
expect((await page.getAttribute('#q', 'aria-activedescendant')) === 'q-suggestions-0', 'the arrow does not move in the suggestions');
await page.keyboard.press('Enter');
expect((await page.inputValue('#q')) === 'Bygglov', 'Enter does not take the suggestion');
await page.goto(`${address}/decision.html`, { waitUntil: 'networkidle' });
const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
await page.keyboard.press('2');
expect((await focused()).startsWith('Avslag'), 'key 2 does not lead to the second decision');
await page.keyboard.press('/');
expect(await page.evaluate(() => document.activeElement?.id === 'appsok'), 'key / does not lead to the search');
await page.click('[data-shortcuts] button');
await page.keyboard.press('1');
expect(!(await focused()).startsWith('Bifall'), 'keys that are switched off still work');
await browser.close();
server.close();
console.log(problems.length === 0 ? `${pages.length} pages, nothing to remark` : problems.join('\n'));
process.exit(problems.length === 0 ? 0 : 1);
