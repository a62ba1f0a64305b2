// What the town has mailed: without a mail server each letter is a file in its outbox.
import { readdirSync, readFileSync, statSync } from "node:fs";

/// The newest link of that shape that was mailed to that address.
function newest(town, address, shape) {
    const outbox = `${town.data}/outbox`;
    const written = readdirSync(outbox).map((name) => ({ at: statSync(`${outbox}/${name}`).mtimeMs, letter: readFileSync(`${outbox}/${name}`, "utf8") }));
    const to_address = written.filter(({ letter }) => letter.includes(address)).sort((one, other) => one.at - other.at);
    return to_address.at(-1)?.letter.replace(/=\r?\n/g, "").replace(/=3D/g, "=").match(shape)?.[0];
}

/// Waits for it: a job sends it.
export async function mailedLink(page, town, address, shape) {
    const deadline = Date.now() + 60_000;
    for (;;) {
        const link = newest(town, address, shape);
        if (link) return link;
        if (Date.now() > deadline) throw new Error(`no link like ${shape} was mailed to ${address}`);
        await page.waitForTimeout(200);
    }
}
