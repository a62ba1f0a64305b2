// A town of its own for one journey file: `torg demo` on a free port, with its data in a folder that goes away afterwards. Made anew takes a
// while, so run.mjs makes one and tells where (TOWN); each file begins with a copy of it.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "./places.mjs";

const program = process.env.TORG ?? `${build}/release/torg`;

export async function freePort() {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    await once(server, "close");
    return port;
}

function statusOf(address) {
    return new Promise((resolve) => {
        http.get(address, (answer) => resolve(answer.resume().statusCode)).on("error", () => resolve(0));
    });
}

/// One running program; `stop` ends it as the machine would when it is turned off.
async function run(port, data, log, environment) {
    const out = openSync(log, "a");
    const scale = process.env.DEMO_SCALE ?? "0.05";
    const child = spawn(program, ["demo", "--port", String(port), "--data", data, "--scale", scale],
        { stdio: ["ignore", out, out], env: { ...process.env, ...environment } });
    closeSync(out);
    const ended = once(child, "exit").catch((error) => [String(error)]);
    let gone = false;
    ended.then(() => (gone = true));
    const killWithUs = () => child.kill("SIGKILL");
    process.on("exit", killWithUs);

    const deadline = Date.now() + 600_000;
    while ((await statusOf(`http://127.0.0.1:${port}/health/ready`)) !== 200) {
        if (gone || Date.now() > deadline) {
            child.kill("SIGKILL");
            throw new Error(`${program} demo did not become ready:\n${readFileSync(log, "utf8").slice(-4000)}`);
        }
        await pause(50);
    }
    return async () => {
        child.kill("SIGTERM");
        const late = new AbortController();
        pause(60_000, undefined, { signal: late.signal }).then(killWithUs, () => {});
        const [code] = await ended;
        late.abort();
        process.off("exit", killWithUs);
        if (code !== 0) throw new Error(`${program} demo ended with ${code}:\n${readFileSync(log, "utf8").slice(-4000)}`);
    };
}

/// `name` is for the log: build/journeys/<name>.log. `restart` goes on with the same data: restart({ TORG_UNDO_MINUTES: "0" }).
export async function startTown(name) {
    mkdirSync(`${build}/journeys`, { recursive: true });
    const data = mkdtempSync(`${build}/journeys/data-`);
    const log = `${build}/journeys/${name}.log`;
    rmSync(log, { force: true });
    if (process.env.TOWN) cpSync(process.env.TOWN, data, { recursive: true });
    const port = await freePort();
    let end = await run(port, data, log);
    return {
        port,
        log,
        data,
        async restart(environment) {
            await end();
            end = await run(port, data, log, environment);
        },
        end: () => end(),
        discard: () => rmSync(data, { recursive: true, force: true }),
        async stop() {
            await end();
            this.discard();
        },
        /// What a command of the program prints, for this town: command("token", "create", "--user", "officer").
        command(...words) {
            const done = spawnSync(program, [...words, "--data", data], { encoding: "utf8" });
            if (done.status !== 0) throw new Error(`torg ${words.join(" ")}: ${done.stderr}`);
            return done.stdout.trim();
        },
    };
}

/// What a command that needs no town prints: printed("routes").
export function printed(...words) {
    const done = spawnSync(program, words, { encoding: "utf8", maxBuffer: 16 << 20 });
    if (done.status !== 0) throw new Error(`torg ${words.join(" ")}: ${done.stderr}`);
    return done.stdout;
}
