// Runs every *.journey.mjs (or those named), two at a time, each in a process of its own; then checks all HTML they met.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { htmlErrors } from "./html_validity.mjs";
import { build, root } from "./places.mjs";
import { startTown } from "./town.mjs";

const here = `${root}/tests/journeys`;
const named = process.argv.slice(2).map((name) => path.basename(name, ".journey.mjs"));
const waiting = readdirSync(here).filter((name) => name.endsWith(".journey.mjs")).map((name) => path.basename(name, ".journey.mjs"))
    .filter((name) => !named.length || named.includes(name))
    .sort((one, other) => other.startsWith("every_page") - one.startsWith("every_page") || one.localeCompare(other));  // the longest first
const html = `${build}/journeys/html`;
for (const folder of [`${build}/journeys`, `${build}/shots`]) rmSync(folder, { recursive: true, force: true });
mkdirSync(html, { recursive: true });

/// The town that every file begins with.
async function makeTown() {
    if (process.env.TOWN) return;
    const town = await startTown("town");
    await town.end();
    process.env.TOWN = town.data;
    return town;
}

let passed = 0, failed = 0;
const longest = 15 * 60_000;  // ms that one file may take: what hangs is told by name, and the others still run

async function walk(name) {
    const child = spawn(process.execPath, ["--test-reporter=tap", `${here}/${name}.journey.mjs`], { stdio: ["ignore", "pipe", "pipe"] });
    let words = "";
    child.stdout.on("data", (piece) => (words += piece));
    child.stderr.on("data", (piece) => (words += piece));
    const late = setTimeout(() => child.kill("SIGKILL"), longest);
    const [code] = await once(child, "close");
    clearTimeout(late);
    const count = (what) => Number(words.match(new RegExp(`^# ${what} (\\d+)$`, "m"))?.[1] ?? 0);
    const wrong = count("fail") + count("cancelled") || (code === 0 ? 0 : 1);
    passed += count("pass");
    failed += wrong;
    if (wrong) console.log(words);
    if (child.signalCode) console.log(`${name} was stopped: it had not ended after ${longest / 60_000} minutes`);
    console.log(`${name}: ${count("pass")} passed, ${wrong} failed`);
}

async function walkTheRest() {
    for (let name = waiting.shift(); name; name = waiting.shift()) await walk(name);
}
const town = await makeTown();
await Promise.all([walkTheRest(), walkTheRest()]);
town?.discard();

const invalid = htmlErrors(html);
const pages = readdirSync(html).length;
console.log([...invalid, `valid HTML: ${pages} pages, ${invalid.length} errors`].join("\n"));
if (invalid.length) failed += 1;
else passed += 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
