// The program as a child of the test: commands that end, servers that run, in a folder that is removed afterwards.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import assert from "node:assert/strict";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const program = process.env.TORG ?? `${root}/build/release/torg`;
const folder = mkdtempSync(`${tmpdir()}/torg-commands-`);
export const started = [];
after(() => {
    for (const child of started) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
});
export const in_folder = (name) => `${folder}/${name}`;

export function torg(words, input = "") {
    const done = spawnSync(program, words, { input, encoding: "utf8", env: { PATH: process.env.PATH } });
    return { code: done.status, out: done.stdout, err: done.stderr };
}
export function does(words, input) {
    const done = torg(words, input);
    assert.equal(done.code, 0, `torg ${words.join(" ")}: ${done.err}${done.out}`);
    return done.out;
}
export function refuses(code, message, words) {
    const done = torg(words);
    assert.equal(done.code, code, `torg ${words.join(" ")}: ${done.err}${done.out}`);
    assert.match(done.err + done.out, message);
}

/// Runs until the test stops it; `stop` gives the exit code.
export async function running(port, words) {
    const child = spawn(program, words, { stdio: "ignore", env: { PATH: process.env.PATH } });
    const ended = once(child, "exit");
    started.push(child);
    const base = `http://127.0.0.1:${port}`;
    while (!(await fetch(`${base}/health/ready`).then((answer) => answer.ok, () => false))) {
        assert.equal(child.exitCode, null, `torg ${words.join(" ")} ended`);
        await pause(20);
    }
    return {
        base,
        child,
        async stop() {
            child.kill("SIGTERM");
            const [code] = await ended;
            return code;
        },
    };
}

/// The newest entries of the municipality's audit log, newest first: event and detail.
export function logged(data, count) {
    const read = "import json, sqlite3, sys; print(json.dumps(sqlite3.connect(sys.argv[1]).execute('SELECT event, detail FROM audit_entry ORDER BY seq DESC LIMIT ?', [int(sys.argv[2])]).fetchall()))";
    const done = spawnSync("python3", ["-c", read, `${data}/tenants/kommunen/torg.db`, String(count)], { encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
    return JSON.parse(done.stdout);
}

export async function free_port() {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    return port;
}
