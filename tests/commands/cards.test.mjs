// Service cards through a real nginx, as packaging/examples/nginx.conf has it: it asks the browser for a certificate and hands it on, and Torg looks at
// it. The authority is made here with openssl.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Browser, form_in } from "./browser.mjs";
import { does, free_port, in_folder, logged, root, running, started } from "./program.mjs";

const only = { skip: existsSync("/usr/sbin/nginx") ? false : "nginx is not installed" };
const new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
let site, card_port, torg;

function openssl(...words) {
    const done = spawnSync("openssl", words, { encoding: "utf8", cwd: in_folder("ca") });
    assert.equal(done.status, 0, `openssl ${words.join(" ")}: ${done.stderr}`);
}

/// An authority with a list of the cards that it has revoked.
function make_authority() {
    mkdirSync(in_folder("ca/new"), { recursive: true });
    writeFileSync(in_folder("ca/index.txt"), "");
    writeFileSync(in_folder("ca/serial"), "1000\n");
    writeFileSync(in_folder("ca/crlnumber"), "01\n");
    writeFileSync(in_folder("ca/ca.cnf"), `[ca]
default_ca = cards
[cards]
database = index.txt
new_certs_dir = new
serial = serial
crlnumber = crlnumber
certificate = ca.crt
private_key = ca.key
default_md = sha256
default_days = 2
default_crl_days = 2
unique_subject = no
policy = any
x509_extensions = card
crl_extensions = list
[any]
commonName = supplied
serialNumber = optional
[card]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[list]
authorityKeyIdentifier = keyid
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
`);
    openssl("req", "-x509", "-config", "ca.cnf", "-extensions", "authority", ...new_key, "-nodes", "-days", "2", "-subj", "/CN=Kortutgivaren", "-keyout", "ca.key", "-out", "ca.crt");
    publish_list();
}
const publish_list = () => openssl("ca", "-config", "ca.cnf", "-gencrl", "-out", "crl.pem");
function issue(name, serial_number, use = "card") {
    openssl("req", "-new", "-config", "ca.cnf", ...new_key, "-nodes", "-subj", `/CN=${name}/serialNumber=${serial_number}`, "-keyout", `${name}.key`, "-out", `${name}.csr`);
    openssl("ca", "-batch", "-config", "ca.cnf", "-extensions", use, "-notext", "-in", `${name}.csr`, "-out", `${name}.crt`);
    return card_of(name);
}
const card_of = (name) => ({ cert: readFileSync(in_folder(`ca/${name}.crt`)), key: readFileSync(in_folder(`ca/${name}.key`)) });
function revoke(name) {
    openssl("ca", "-config", "ca.cnf", "-revoke", `${name}.crt`);
    publish_list();
}

/// The example with the server for cards in it, and this machine's ports and folders.
function example(ports) {
    return readFileSync(`${root}/packaging/examples/nginx.conf`, "utf8")
        .replace(/^#server \{[\s\S]*/m, (server) => server.replaceAll(/^#/gm, ""))
        .replaceAll(/^ *listen \[::\].*\n/gm, "")
        .replace(/listen 80;/, `listen 127.0.0.1:${ports.plain};`)
        .replace(/listen 443 /, `listen 127.0.0.1:${ports.site} `)
        .replace(/listen 8443 /, `listen 127.0.0.1:${ports.cards} `)
        .replaceAll(/\/etc\/letsencrypt\/live\/kommunen\.example\/\w+\.pem/g, (path) => in_folder(path.includes("privkey") ? "ca/tls.key" : "ca/tls.crt"))
        .replaceAll("/var/log/nginx/", in_folder("nginx/"))
        .replaceAll("http://127.0.0.1:8080", torg.base);
}

async function begin_nginx(ports) {
    mkdirSync(in_folder("nginx"));
    writeFileSync(in_folder("nginx/nginx.conf"), `daemon off; master_process off; pid ${in_folder("nginx/pid")}; error_log ${in_folder("nginx/error.log")};
events {}
http {
client_body_temp_path ${in_folder("nginx/body")}; proxy_temp_path ${in_folder("nginx/proxy")};
fastcgi_temp_path ${in_folder("nginx/f")}; uwsgi_temp_path ${in_folder("nginx/u")}; scgi_temp_path ${in_folder("nginx/s")};
${example(ports)}
}
`);
    const child = spawn("/usr/sbin/nginx", ["-c", in_folder("nginx/nginx.conf"), "-e", in_folder("nginx/error.log")], { stdio: "ignore" });
    started.push(child);
    while (!(await new Browser().ask(`${site}/health/ready`).then((answer) => answer.status === 200, () => false))) {
        if (child.exitCode !== null) assert.fail(readFileSync(in_folder("nginx/error.log"), "utf8"));
        await pause(20);
    }
}

before(async () => {
    if (only.skip) return;
    make_authority();
    openssl("req", "-x509", ...new_key, "-nodes", "-days", "2", "-subj", "/CN=kommunen.example", "-keyout", "tls.key", "-out", "tls.crt");
    const ports = { plain: await free_port(), site: await free_port(), cards: await free_port() }, inside = await free_port();
    site = `https://kommunen.example:${ports.site}`;
    card_port = `https://kommunen.example:${ports.cards}`;
    writeFileSync(in_folder("torg.toml"), `[server]
port = ${inside}
public_address = "${site}"
trusted_proxies = ["127.0.0.1/32"]
[data]
folder = "${in_folder("data")}"
[cards]
authorities = "${in_folder("ca/ca.crt")}"
revocations = "${in_folder("ca/crl.pem")}"
port = ${ports.cards}
`);
    const config = ["--config", in_folder("torg.toml")];
    does(["tenant", "add", "kommunen", "--name", "Kommunen", "--host", "kommunen.example", ...config]);
    does(["user", "add", "se2321000016-1a2b", "--name", "Olle Officer", "--role", "case-officer", ...config], "ett långt lösenord\n");
    torg = await running(inside, ["serve", ...config]);
    await begin_nginx(ports);
}, { timeout: 120_000 });

async function show(browser, at = card_port, headers = {}) {
    const form = form_in(await browser.ask(`${at}/personal/kort?till=/handlaggning`, { headers }), "/personal/kort");
    return browser.ask(form.address, { form: form.fields, headers });
}
async function is_nobody(browser) {
    const page = await browser.ask(`${site}/handlaggning`);
    assert.equal(page.status, 303);
    assert.match(page.onward, /\/personal\/logga-in/);
}
async function refused(browser, problem, words, at, headers) {
    const page = await show(browser, at, headers);
    assert.equal(page.status, 403);
    assert.match(page.text, words);
    await is_nobody(browser);
    assert.deepEqual(logged(in_folder("data"), 1), [["sign_in.card_refused", problem]]);
}

test("the holder of a card comes in by it, at the port where cards are asked for, and goes on at the usual one", only, async () => {
    const choice = await new Browser().ask(`${site}/personal/logga-in`);
    assert.ok(choice.text.includes(`${card_port}/personal/kort`), choice.text);
    const browser = new Browser({ card: issue("olle", "SE2321000016-1A2B") });
    const page = await show(browser);
    assert.equal(page.status, 200, page.text);
    assert.equal(page.onward, `${site}/handlaggning`);
    assert.equal(logged(in_folder("data"), 1)[0][0], "sign_in.staff_signed_in");
    const inside = await browser.go(page.onward);
    assert.equal(inside.status, 200);
    assert.match(inside.text, /Olle Officer/);
});

test("a card that is revoked while the server runs is refused from then on, and no other", only, async () => {
    const card = issue("lost", "SE2321000016-1A2B");
    assert.equal((await show(new Browser({ card }))).status, 200);
    revoke("lost");
    await refused(new Browser({ card }), "card_revoked", /Kortet är spärrat/);
    assert.equal((await show(new Browser({ card: issue("new", "SE2321000016-1A2B") }))).status, 200);
});

test("a card of another authority, of nobody here, of another use and none at all are refused by name", only, async () => {
    await refused(new Browser({ card: issue("unknown", "SE2321000016-9999") }), "card_unknown", /Det finns inget konto för kortet/);
    const own = ["-subj", "/CN=own/serialNumber=SE2321000016-1A2B", "-addext", "extendedKeyUsage=clientAuth"];
    openssl("req", "-x509", ...new_key, "-nodes", "-days", "2", ...own, "-keyout", "own.key", "-out", "own.crt");
    await refused(new Browser({ card: card_of("own") }), "card_untrusted", /inte utfärdat av någon som kommunen litar på/);
    await refused(new Browser({ card: issue("server", "SE2321000016-1A2B", "server") }), "card_wrong_use", /inte är till för inloggning/);
    await refused(new Browser(), "card_missing", /Webbläsaren skickade inget kort/);
});

test("a certificate that a visitor puts in a header counts for nothing: at neither port, nor past nginx", only, async () => {
    const claimed = { "X-Proxy-Client-Certificate": encodeURIComponent(issue("claimed", "SE2321000016-1A2B").cert.toString()) };
    await refused(new Browser(), "card_missing", /Webbläsaren skickade inget kort/, card_port, claimed);
    await refused(new Browser(), "card_missing", /Webbläsaren skickade inget kort/, site, claimed);
    const past = torg.base.replace("127.0.0.1", "kommunen.example");
    await refused(new Browser({ from: "127.0.0.2" }), "card_missing", /Webbläsaren skickade inget kort/, past, claimed);
});
