// The W3C's checker (vnu) over many files at once: starting Java costs more than the checking.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { readdirSync } from "node:fs";
import path from "node:path";

// The roles of rows and cells are said outright: a table that is shown as cards loses them (display: block).
const said_outright = ".*“role” attribute must not be used on a “t[rhd]” element.*";
const vnu = createRequire(import.meta.url)("vnu-jar");

/// One line for each error; empty when all is valid.
export function htmlErrors(folder) {
    const files = readdirSync(folder).filter((name) => name.endsWith(".html")).map((name) => path.join(folder, name));
    if (!files.length) return [];
    const done = spawnSync("java", ["-Xss4m", "-jar", vnu, "--errors-only", "--exit-zero-always", "--filterpattern", said_outright, "--format", "json", ...files],
        { encoding: "utf8", maxBuffer: 64 << 20 });
    if (done.error) throw done.error;
    return JSON.parse(done.stderr).messages.filter((message) => message.type === "error" || message.type === "non-document-error")
        .map((message) => `${path.basename(message.url ?? "")}:${message.lastLine ?? ""}: ${message.message}`);
}
