// Two servers on one PostgreSQL and one S3 store behind nginx: who asks does not notice which one answers, nor that one dies.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startStore } from "../../tools/s3_store.mjs";
import { does, free_port, in_folder, running, started } from "./program.mjs";

const postgres = process.env.TORG_TEST_POSTGRES;
const slug = `kommunen-${process.pid}`, newer = `nystad-${process.pid}`;
const password = "ett långt lösenord";

let s3, s3_port, servers, front, token;

/// Each has a folder of its own for what it lately used; municipalities and the secret lie in the one that they share.
function settings(name, port) {
    const file = in_folder(`${name}.toml`);
    writeFileSync(file, `
[server]
port = ${port}
public_address = "http://kommunen.example"
[tls]
mode = "none"
[data]
folder = "${in_folder("shared")}"
[database]
kind = "postgresql"
connection = "${postgres}"
[files]
folder = "${in_folder(`${name}-files`)}"
s3_endpoint = "http://127.0.0.1:${s3_port}"
s3_bucket = "torg"
s3_key = "S3RVER"
s3_secret = "S3RVER"
[undo]
minutes = 0
`);
    return file;
}

async function nginx(ports) {
    const port = await free_port();
    mkdirSync(in_folder("nginx"), { recursive: true });
    writeFileSync(in_folder("nginx/nginx.conf"), `
daemon off; master_process off; pid ${in_folder("nginx/pid")}; error_log ${in_folder("nginx/error.log")};
events {}
http {
    access_log off;
    client_body_temp_path ${in_folder("nginx/body")}; proxy_temp_path ${in_folder("nginx/proxy")};
    fastcgi_temp_path ${in_folder("nginx/f")}; uwsgi_temp_path ${in_folder("nginx/u")}; scgi_temp_path ${in_folder("nginx/s")};
    client_max_body_size 26m;
    upstream torg { ${ports.map((each) => `server 127.0.0.1:${each} max_fails=1 fail_timeout=2s;`).join(" ")} }
    server {
        listen 127.0.0.1:${port};
        location / {
            proxy_pass http://torg;
            proxy_set_header Host kommunen.example;
            proxy_set_header X-Forwarded-For $remote_addr;
        }
    }
}`);
    const child = spawn("/usr/sbin/nginx", ["-c", in_folder("nginx/nginx.conf"), "-e", in_folder("nginx/error.log")], { stdio: "ignore" });
    started.push(child);
    const base = `http://127.0.0.1:${port}`;
    while (!(await fetch(`${base}/health/ready`).then((answer) => answer.ok, () => false))) {
        assert.equal(child.exitCode, null, existsSync(in_folder("nginx/error.log")) ? readFileSync(in_folder("nginx/error.log"), "utf8") : "nginx ended");
        await pause(20);
    }
    return base;
}

before(async () => {
    if (!postgres) return;
    s3_port = await free_port();
    s3 = await startStore(in_folder("s3"), s3_port);
    const ports = [await free_port(), await free_port()];
    const files = [settings("one", ports[0]), settings("other", ports[1])];
    const config = ["--config", files[0]];
    does(["tenant", "add", slug, "--name", "Kommunen", "--host", "kommunen.example", "--services", "skolskjuts", ...config]);
    does(["user", "add", "anna", "--name", "Anna Exempel", "--role", "case-officer", ...config], `${password}\n`);
    token = does(["token", "create", "--tenant", slug, "--user", "anna", ...config]).trim();
    servers = await Promise.all(files.map((file, i) => running(ports[i], ["serve", "--config", file])));
    front = await nginx(ports);
}, { timeout: 60_000 });
after(() => s3?.close());

const certificate = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
const authorized = () => ({ Authorization: `Bearer ${token}` });
const start = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

async function sendFile(base, bytes = certificate) {
    const answer = await fetch(`${base}/api/v1/files`, { method: "POST", body: bytes, headers: { ...authorized(), "Content-Type": "application/pdf" } });
    return { status: answer.status, body: await answer.json() };
}

async function apply(base, name, file) {
    const answers = {
        child_name: name, child_number: "201801012392", school_name: "strandskolan", chosen_school: false, grade: "1", reasons: ["disability"],
        disability_need: "Rullstol", certificate: [{ file }], home: { street: "Björkvägen 3", postcode: "12345", town: "Exempelby" }, distance_km: 4.5,
        alternating: false, start, truth: true, applicant_name: "Kim Sökande", applicant_email: `${name.replaceAll(" ", ".")}@exempelby.example`,
    };
    const answer = await fetch(`${base}/api/v1/services/skolskjuts/cases`, {
        method: "POST", headers: { ...authorized(), "Content-Type": "application/json", "Idempotency-Key": name }, body: JSON.stringify({ answers }),
    });
    return { status: answer.status, body: await answer.json() };
}

const until = async (what, holds) => {
    for (const end = Date.now() + 60_000; !(await holds()); await pause(50)) assert.ok(Date.now() < end, what);
};

async function signedIn(base) {
    const form = await fetch(`${base}/personal/logga-in`);
    const cookie = form.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
    const _csrf = (await form.text()).match(/name="_csrf" value="([^"]+)"/)[1];
    const answer = await fetch(`${base}/personal/logga-in`, { method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams({ _csrf, username: "anna", password }) });
    assert.equal(answer.status, 303);
    return { cookie: answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ") };
}

const only = { skip: !postgres };

test("a file that one server took is on a case that the other took, and there for who signed in at the first", only, async () => {
    const file = await sendFile(servers[0].base);
    assert.equal(file.status, 201, JSON.stringify(file.body));
    const sent = await apply(servers[1].base, "Tva Servrar", file.body.id);
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    const headers = await signedIn(servers[0].base);
    const page = await (await fetch(`${servers[1].base}/handlaggning/arenden/${sent.body.number}`, { headers })).text();
    const link = page.match(new RegExp(`/handlaggning/arenden/${sent.body.number}/handlingar/\\d+`))[0];
    rmSync(in_folder("other-files"), { recursive: true });
    mkdirSync(in_folder(`other-files/${slug}/incoming`), { recursive: true });
    const document = await fetch(servers[1].base + link, { headers });
    assert.equal(document.status, 200);
    assert.deepEqual(Buffer.from(await document.arrayBuffer()), certificate);
});

test("a file store that is away says so and takes nothing; what comes after it is back is kept", only, async () => {
    await s3.close();
    const refused = await sendFile(front, Buffer.concat([certificate, Buffer.from("% borta\n")]));
    assert.equal(refused.status, 503, JSON.stringify(refused.body));
    s3 = await startStore(in_folder("s3"), s3_port);
    assert.equal((await sendFile(front, Buffer.concat([certificate, Buffer.from("% åter\n")]))).status, 201);
});

/// fetch() does not let the host be chosen.
async function page_of(host, { base }) {
    const asked = request(base, { headers: { Host: host } });
    asked.end();
    const [answer] = await once(asked, "response");
    let text = "";
    for await (const piece of answer) text += piece;
    return text;
}

test("a municipality that is added while they run is soon there at both", only, async () => {
    does(["tenant", "add", newer, "--name", "Nystad", "--host", "nystad.example", "--config", in_folder("one.toml")]);
    for (const server of servers) await until(`Nystad at ${server.base}`, async () => (await page_of("nystad.example", server)).includes("Nystad"));
});

test("one of them is killed at full load: nothing that was answered is gone, and each letter goes out once", only, async () => {
    const names = Array.from({ length: 40 }, (_, i) => `Last ${i}`);
    const numbers = new Map();
    const send = async (name) => {
        // As a program would: the same key again until it is answered.
        for (;; await pause(20)) {
            const file = await sendFile(front).catch(() => null);
            if (file?.status !== 201) continue;
            const sent = await apply(front, name, file.body.id).catch(() => null);
            if (sent?.status === 201) return numbers.set(name, sent.body.number);
            assert.ok(!sent || sent.status === 409 || sent.status >= 500, JSON.stringify(sent?.body));
        }
    };
    const all = Promise.all(names.map(send));
    await until("ten are answered", () => numbers.size >= 10);
    servers[0].child.kill("SIGKILL");
    await all;
    assert.equal(new Set(numbers.values()).size, names.length);
    for (const number of numbers.values()) assert.equal((await fetch(`${front}/api/v1/cases/${number}`, { headers: authorized() })).status, 200, number);

    // The receipts: those that the dead one had begun too.
    const outbox = in_folder("shared/outbox");
    const receipts = () => readdirSync(outbox).filter((name) => name.endsWith(".eml")).map((name) => readFileSync(`${outbox}/${name}`, "utf8"));
    const to = (name) => receipts().filter((mail) => mail.includes(`${name.replaceAll(" ", ".")}@exempelby.example`)).length;
    await until("every receipt is sent", () => names.every((name) => to(name) > 0));
    for (const name of names) assert.equal(to(name), 1, name);
});
