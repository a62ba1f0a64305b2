// Staff sign in at Debian's Glewlwyd, a provider of OpenID Connect that asks for a client certificate, and have the roles that it tells of. Runs where it is
// installed (packaging/apt-long.txt); elsewhere it says that it was skipped.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Browser, form_in } from "./browser.mjs";
import { does, free_port, in_folder, logged, running, started } from "./program.mjs";

const only = { skip: existsSync("/usr/bin/glewlwyd") ? false : "Glewlwyd is not installed" };
const issuer_name = "torg", password = "ett långt lösenord", secret = "the-clients-own-secret";
const new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
const granted = new Set();
let provider, site, admin;

function run(program, words, options = {}) {
    const done = spawnSync(program, words, { encoding: "utf8", cwd: in_folder("keys"), ...options });
    assert.equal(done.status, 0, `${program} ${words.join(" ")}: ${done.stderr}${done.stdout}`);
    return done.stdout;
}
const read = (name) => readFileSync(in_folder(`keys/${name}`), "utf8");

function make_keys() {
    mkdirSync(in_folder("keys"));
    run("openssl", ["req", "-x509", ...new_key, "-nodes", "-days", "2", "-subj", "/CN=Kortutgivaren", "-keyout", "ca.key", "-out", "ca.crt"]);
    for (const name of ["tls", "olle", "eva"]) {
        run("openssl", ["req", "-new", ...new_key, "-nodes", "-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.csr`]);
        run("openssl", ["x509", "-req", "-in", `${name}.csr`, "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-out", `${name}.crt`]);
    }
    run("openssl", ["req", "-x509", ...new_key, "-nodes", "-days", "2", "-subj", "/CN=olle", "-keyout", "own.key", "-out", "own.crt"]);
    run("openssl", ["genrsa", "-traditional", "-out", "tokens.key", "2048"]);
    run("openssl", ["rsa", "-in", "tokens.key", "-pubout", "-out", "tokens.pub"]);
}

/// Torg asks it without TLS on this machine; browsers, which show their certificates, with. Two processes on one database.
async function begin_provider() {
    const plain = await free_port(), tls = await free_port();
    provider = { base: `http://127.0.0.1:${plain}`, tls: `https://127.0.0.1:${tls}`, issuer: `http://127.0.0.1:${plain}/api/${issuer_name}` };
    run("sqlite3", [in_folder("keys/glewlwyd.db")], { input: readFileSync("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3") });
    for (const port of [plain, tls]) {
        writeFileSync(in_folder(`keys/${port}.conf`), `port=${port}
bind_address="127.0.0.1"
external_url="${provider.base}"
login_url="login.html"
api_prefix="api"
static_files_path="/usr/share/glewlwyd/webapp/"
log_mode="file"
log_level="WARNING"
log_file="${in_folder(`keys/${port}.log`)}"
cookie_secure=0
session_expiration=3600
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
user_middleware_module_path="/usr/lib/glewlwyd/user_middleware"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
hash_algorithm="SHA512"
use_secure_connection=${port === tls}
secure_connection_key_file="${in_folder("keys/tls.key")}"
secure_connection_pem_file="${in_folder("keys/tls.crt")}"
secure_connection_ca_file="${in_folder("keys/ca.crt")}"
database = { type = "sqlite3"; path = "${in_folder("keys/glewlwyd.db")}"; };
`);
    }
    await begin_process(plain, provider.base);
    await set_up();
    // What was set up is read when it begins.
    await begin_process(tls, provider.tls);
}

async function begin_process(port, base) {
    const child = spawn("/usr/bin/glewlwyd", [`--config-file=${in_folder(`keys/${port}.conf`)}`], { stdio: "ignore" });
    started.push(child);
    while (!(await new Browser().ask(`${base}/config`).then((answer) => answer.status === 200, () => false))) {
        assert.equal(child.exitCode, null, existsSync(in_folder(`keys/${port}.log`)) ? read(`${port}.log`) : "glewlwyd ended");
        await pause(20);
    }
}

async function call(who, method, path, json) {
    const answer = await who.ask(`${provider.base}/api/${path}`, { method, json });
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.text ? JSON.parse(answer.text) : undefined;
}

async function set_up() {
    admin = new Browser();
    await call(admin, "POST", "auth/", { username: "admin", password: "password" });
    await call(admin, "POST", "mod/scheme/", { module: "certificate", name: "card", display_name: "Tjänstekort", expiration: 600, max_use: 0, allow_user_register: false,
        parameters: { "cert-source": "TLS", "use-scheme-storage": true } });
    await call(admin, "PUT", "scope/openid", { display_name: "Open ID", description: "Open ID", password_required: false, scheme: { card: [{ scheme_name: "card" }] }, scheme_required: { card: 1 } });
    const on = Object.fromEntries(["code", "token", "id-token", "none", "password", "client", "device", "refresh"].map((kind) => [`auth-type-${kind}-enabled`, kind === "code"]));
    await call(admin, "POST", "mod/plugin/", { module: "oidc", name: issuer_name, display_name: "Torg", enabled: true, parameters: { ...on,
        iss: provider.issuer, "jwt-type": "rsa", "jwt-key-size": "256", key: read("tokens.key"), cert: read("tokens.pub"), "jwks-show": true,
        "access-token-duration": 300, "refresh-token-duration": 300, "code-duration": 60, "refresh-token-rolling": false, "allow-non-oidc": false,
        "pkce-allowed": true, "pkce-method-plain-allowed": false, "subject-type": "public", "name-claim": "mandatory", "email-claim": "no", "scope-claim": "no",
        claims: [{ name: "preferred_username", type: "string", "user-property": "username", mandatory: true, "on-demand": false, scope: [] },
            { name: "groups", type: "string", "user-property": "groups", mandatory: true, "on-demand": false, scope: [] }] } });
    await call(admin, "PUT", "mod/user/database", { display_name: "Database", readonly: false, enabled: true, multiple_passwords: false,
        parameters: { "use-glewlwyd-connection": true, "data-format": { groups: { multiple: true, read: true, write: true } } } });
    await call(admin, "PUT", "mod/user/database/reset/");
    await call(admin, "POST", "client/?source=database", { client_id: "torg", name: "Torg", password: secret, client_secret: secret, confidential: true, enabled: true,
        authorization_type: ["code"], scope: [], redirect_uri: [`${site.base}/logga-in/svar/kontoret`], token_endpoint_auth_method: ["client_secret_basic"] });
    for (const username of ["olle", "eva"]) {
        await call(admin, "POST", "user/?source=database", { username, name: username, password, scope: ["openid", "g_profile"], enabled: true, groups: ["Handläggare"] });
        await call(admin, "POST", `delegate/${username}/profile/scheme/register/`, { username, scheme_type: "certificate", scheme_name: "card",
            value: { register: "upload-certificate", x509: read(`${username}.crt`) } });
    }
}

before(async () => {
    if (only.skip) return;
    const port = await free_port();
    site = { base: `http://kommunen.example:${port}` };
    make_keys();
    await begin_provider();
    writeFileSync(in_folder("torg.toml"), `[server]
port = ${port}
public_address = "${site.base}"
[tls]
mode = "none"
[data]
folder = "${in_folder("data")}"
[[sign_in.oidc]]
name = "kontoret"
shown_name = "kommunens konto"
for = "staff"
issuer = "${provider.issuer}"
client_id = "torg"
client_secret = "${secret}"
scopes = ["openid"]
account_claim = "preferred_username"
assurance_levels = []
roles_claim = "groups"
roles = ["case-officer = Handläggare"]
`);
    const config = ["--config", in_folder("torg.toml")];
    does(["tenant", "add", "kommunen", "--name", "Kommunen", "--host", "kommunen.example", ...config]);
    does(["user", "add", "olle", "--name", "Olle Officer", "--role", "case-reader", ...config], `${password}\n`);
    await running(port, ["serve", ...config]);
}, { timeout: 120_000 });

/// The card is shown at the provider as its sign-in page does it: what it answers, and the page that the browser ends at.
async function sign_in(username, card = username) {
    const browser = new Browser({ card: { cert: read(`${card}.crt`), key: read(`${card}.key`) } });
    const choice = await browser.ask(`${site.base}/personal/logga-in?till=/handlaggning`);
    const left = await browser.send(form_in(choice, "/logga-in/borja"), { val: "kontoret" }, (page) => page.address.includes("login.html"));
    assert.ok(left.address.startsWith(`${provider.base}/login.html`), `${left.address} ${left.status}: ${left.text}`);
    const shown = await browser.ask(`${provider.tls}/api/auth/`, { json: { username, scheme_type: "certificate", scheme_name: "card", value: {} } });
    // Asked once: may Torg know who you are?
    if (shown.status === 200 && !granted.has(username)) await call(browser, "PUT", "auth/grant/torg", { scope: "openid" });
    if (shown.status === 200) granted.add(username);
    const page = await browser.go(`${new URL(left.address).searchParams.get("callback_url")}&g_continue`);
    return { browser, shown, page };
}

test("staff sign in at Glewlwyd by their card, and have the roles that it tells of", only, async () => {
    const { shown, page } = await sign_in("olle");
    assert.equal(shown.status, 200, shown.text);
    assert.equal(page.address, `${site.base}/handlaggning`, `${page.status}: ${page.text}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /Olle Officer/);
});

test("who has a card there and no account here is told so, and neither another's card nor one of no authority signs anybody in", only, async () => {
    const { page } = await sign_in("eva");
    assert.equal(page.status, 403);
    assert.match(page.text, /inget konto för dig/);
    for (const card of ["own", "eva"]) {
        const refused = await sign_in("olle", card);
        assert.equal(refused.shown.status, 401);
        assert.notEqual(refused.page.address, `${site.base}/handlaggning`);
    }
});

test("a group that is taken away there is a role less here at the next sign-in", only, async () => {
    const names = () => logged(in_folder("data"), 2).map((entry) => entry.join(" ").trim());
    await sign_in("olle");
    const user = await call(admin, "GET", "user/olle");
    await call(admin, "PUT", "user/olle?source=database", { ...user, groups: [] });
    await sign_in("olle");
    assert.deepEqual(names(), ["sign_in.staff_signed_in", "sign_in.role_taken_by_provider kontoret: case-officer in kommunen"]);
    await call(admin, "PUT", "user/olle?source=database", { ...user, groups: ["Annat", "Handläggare"] });
    await sign_in("olle");
    assert.deepEqual(names(), ["sign_in.staff_signed_in", "sign_in.role_given_by_provider kontoret: case-officer in kommunen"]);
});
