// packaging/examples/apache-mellon.conf as it stands: Debian's Apache with mod_auth_mellon before Torg, and SimpleSAMLphp as the provider that
// people sign in at. Runs where the three are installed (packaging/apt-long.txt); elsewhere it says that it was skipped.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Browser, form_in } from "./browser.mjs";
import { does, free_port, in_folder, root, running, started } from "./program.mjs";

const needed = ["/usr/sbin/apache2", "/usr/lib/apache2/modules/mod_auth_mellon.so", "/usr/bin/php", "/usr/share/simplesamlphp/www", "/usr/share/doc/php-xml"];
const missing = needed.filter((path) => !existsSync(path));
const only = { skip: missing.length > 0 ? `not installed: ${missing.join(", ")}` : false };

const secret = "a secret of thirty-two characters", loa3 = "http://id.elegnamnden.se/loa/1.0/loa3", loa2 = "http://id.elegnamnden.se/loa/1.0/loa2";
const other_secret = "another secret of thirty-two characters", mail = "urn:oid:0.9.2342.19200300.100.1.3";
const number = "urn:oid:1.2.752.29.4.13", name = "urn:oid:2.16.840.1.113730.3.1.241";
let front, idp, torg;

function run(program, words, options = {}) {
    const done = spawnSync(program, words, { encoding: "utf8", ...options });
    assert.equal(done.status, 0, `${program} ${words.join(" ")}: ${done.stderr}${done.stdout}`);
    return done.stdout;
}

function certificate(folder, file) {
    run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=kommunen.example",
        "-addext", "subjectAltName=DNS:kommunen.example", "-keyout", `${folder}/${file}.key`, "-out", `${folder}/${file}.crt`]);
}

const php = (value) => typeof value === "object" && value !== null
    ? `[${Object.entries(value).map(([key, one]) => `${Array.isArray(value) ? "" : `${php(key)} => `}${php(one)}`).join(", ")}]`
    : typeof value === "string" ? `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'` : String(value);

async function answers(base, child, log) {
    for (;; await pause(20)) {
        assert.equal(child.exitCode, null, existsSync(log) ? readFileSync(log, "utf8") : `${child.spawnfile} ended`);
        if (await new Browser().ask(base).then(() => true, () => false)) return;
    }
}

/// The provider reads its settings at each request: how it is wrong stands in a file.
const provider_is = (mode) => writeFileSync(`${idp.folder}/mode`, mode);

async function begin_provider(port) {
    const folder = in_folder("idp");
    for (const name of ["", "cert", "metadata", "log", "data", "tmp", "sessions"]) mkdirSync(`${folder}/${name}`, { recursive: true });
    idp = { folder, base: `http://127.0.0.1:${port}`, metadata: `http://127.0.0.1:${port}/saml2/idp/metadata.php` };
    certificate(`${folder}/cert`, "idp");
    certificate(`${folder}/cert`, "other");
    provider_is("right");
    writeFileSync(`${folder}/config.php`, `<?php $config = ${php({
        baseurlpath: `${idp.base}/`, certdir: `${folder}/cert/`, loggingdir: `${folder}/log/`, datadir: `${folder}/data/`, tempdir: `${folder}/tmp`,
        metadatadir: `${folder}/metadata/`, "metadata.sources": [{ type: "flatfile", directory: `${folder}/metadata` }], technicalcontact_name: "Provet",
        technicalcontact_email: "na@kommunen.example", secretsalt: "salt of this test alone", "auth.adminpassword": "nobody signs in as it",
        timezone: "Europe/Stockholm", "logging.handler": "file", "logging.logfile": "idp.log", "enable.saml20-idp": true,
        "module.enable": { core: true, saml: true, exampleauth: true }, "session.cookie.secure": false, "store.type": "phpsession",
        "session.phpsession.savepath": `${folder}/sessions`, "session.phpsession.cookiename": "SimpleSAML", "language.available": ["en"], "language.default": "en",
        "theme.use": "default",
    })};\n`);
    writeFileSync(`${folder}/authsources.php`, `<?php $config = ${php({ people: {
        0: "exampleauth:UserPass",
        "asa:a": { [number]: ["189203049813"], [name]: ["Åsa Åkerlöv"] },
        "kim:k": { [number]: ["189708219804"], [name]: ["Kim Nordin"] },
        "olle:o": { [mail]: ["Olle@kommunen.example"], groups: ["Alla", "Handläggare"] },
        "eva:e": { [mail]: ["eva@kommunen.example"], groups: ["Alla"] },
        "two:t": { [mail]: ["olle@kommunen.example", "eva@kommunen.example"] },
        "unknown:u": { [mail]: ["ulla@kommunen.example"] },
        "numberless:n": { [name]: ["Utan Nummer"] },
    } })};\n`);
    writeFileSync(`${folder}/metadata/saml20-idp-hosted.php`, `<?php
$mode = file_get_contents(${php(`${folder}/mode`)});
$metadata[${php(idp.metadata)}] = [
    'host' => '__DEFAULT__', 'auth' => 'people', 'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    'privatekey' => $mode === 'other key' ? 'other.key' : 'idp.key', 'certificate' => $mode === 'other key' ? 'other.crt' : 'idp.crt',
    'assertion.lifetime' => $mode === 'expired' ? -600 : 300, 'sign.logout' => true,
    'saml20.sign.assertion' => $mode !== 'unsigned', 'saml20.sign.response' => $mode !== 'unsigned',
    'authproc' => [10 => ['class' => 'saml:AuthnContextClassRef', 'AuthnContextClassRef' => $mode === 'weaker' ? ${php(loa2)} : ${php(loa3)}]],
];\n`);
    const child = spawn("php", ["-S", `127.0.0.1:${port}`, "-t", "/usr/share/simplesamlphp/www"],
        { stdio: "ignore", env: { PATH: process.env.PATH, SIMPLESAMLPHP_CONFIG_DIR: folder } });
    started.push(child);
    await answers(idp.metadata, child, "");
}

/// Whom the provider knows: the front, and another one that has the front's address for its own.
function tell_provider(certificate, staff_certificate) {
    const places = (path, certData) => php({ AssertionConsumerService: `${front.base}/${path}/postResponse`, SingleLogoutService: `${front.base}/${path}/logout`, certData });
    const known = { [`${front.base}/`]: places("mellon", certificate), "https://annan.example/": places("mellon", certificate), [`${front.base}/personal`]: places("mellon-personal", staff_certificate) };
    writeFileSync(`${idp.folder}/metadata/saml20-sp-remote.php`, `<?php\n${Object.entries(known).map(([who, told]) => `$metadata[${php(who)}] = ${told};\n`).join("")}`);
}

/// As mellon_create_metadata makes them: name.key, name.cert, name.xml. The certificate, as the provider wants it.
function make_metadata(folder, name, entity, endpoint) {
    const made = in_folder(`made-${name}`);
    mkdirSync(made);
    run("mellon_create_metadata", [entity, endpoint], { cwd: made });
    for (const file of readdirSync(made)) {
        const kind = file.match(/^https_.*\.(key|cert|xml)$/)?.[1];
        if (kind) writeFileSync(`${folder}/${name}.${kind}`, readFileSync(`${made}/${file}`));
    }
    return readFileSync(`${folder}/${name}.cert`, "utf8").replaceAll(/-----.*-----|\s/g, "");
}

/// The example, with this machine's ports and folders.
function example(folder) {
    return readFileSync(`${root}/packaging/examples/apache-mellon.conf`, "utf8")
        .replaceAll("https%3A%2F%2Fkommunen.example%2F", encodeURIComponent(`${front.base}/`))
        .replace("<VirtualHost *:443>", `<VirtualHost 127.0.0.1:${front.port}>`)
        .replaceAll(/\/etc\/letsencrypt\/live\/kommunen\.example\/\w+\.pem/g, (path) => `${folder}/${path.includes("privkey") ? "tls.key" : "tls.crt"}`)
        .replaceAll("/etc/apache2/mellon/", `${folder}/`)
        .replaceAll("http://127.0.0.1:8080/", `${torg.base}/`)
        .replaceAll("at least thirty-two characters of your own", secret)
        .replaceAll("at least thirty-two other characters of your own", other_secret);
}

async function begin_front() {
    const folder = in_folder("apache");
    mkdirSync(folder);
    certificate(folder, "tls");
    tell_provider(make_metadata(folder, "kommunen", `${front.base}/`, `${front.base}/mellon`),
        make_metadata(folder, "personal", `${front.base}/personal`, `${front.base}/mellon-personal`));
    const metadata = await new Browser().ask(idp.metadata);
    assert.match(metadata.text, /EntityDescriptor/);
    for (const file of ["idp.xml", "idp-personal.xml"]) writeFileSync(`${folder}/${file}`, metadata.text);
    const modules = ["mpm_event", "authn_core", "authz_core", "authz_user", "alias", "headers", "proxy", "proxy_http", "ssl", "auth_mellon"];
    writeFileSync(`${folder}/apache.conf`, `ServerRoot ${folder}
DefaultRuntimeDir ${folder}
PidFile ${folder}/pid
Mutex file:${folder} default
Listen 127.0.0.1:${front.port}
ServerName kommunen.example
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
MellonLockFile ${folder}/mellon.lock
ErrorLog ${folder}/error.log
LogLevel info
${example(folder)}`);
    // Apache will not be root.
    const user = process.getuid() === 0 ? { uid: 33, gid: 33 } : {};
    if (user.uid) {
        chmodSync(in_folder("."), 0o711);
        for (const file of ["", ...readdirSync(folder)]) chownSync(`${folder}/${file}`, user.uid, user.gid);
    }
    const child = spawn("/usr/sbin/apache2", ["-X", "-f", `${folder}/apache.conf`], { stdio: "ignore", ...user });
    started.push(child);
    await answers(front.base, child, `${folder}/error.log`);
}

before(async () => {
    if (only.skip) return;
    const port = await free_port();
    front = { port, base: `https://kommunen.example:${port}`, log: () => readFileSync(in_folder("apache/error.log"), "utf8") };
    const inside = await free_port();
    writeFileSync(in_folder("torg.toml"), `[server]
port = ${inside}
public_address = "${front.base}"
trusted_proxies = ["127.0.0.1/32"]
[data]
folder = "${in_folder("data")}"
[saml_front]
secret = "${secret}"
shown_name = "Prov-id"
levels = ["${loa3}"]
[saml_staff]
secret = "${other_secret}"
shown_name = "Provkontot"
levels = ["${loa3}"]
strong_levels = ["${loa3}"]
roles = ["case-officer = Handläggare"]
`);
    does(["tenant", "add", "kommunen", "--name", "Kommunen", "--host", "kommunen.example", "--config", in_folder("torg.toml")]);
    for (const who of ["olle", "eva"]) does(["user", "add", `${who}@kommunen.example`, "--name", who, "--password", "a password of no use", "--config", in_folder("torg.toml")]);
    torg = await running(inside, ["serve", "--config", in_folder("torg.toml")]);
    await begin_provider(await free_port());
    await begin_front();
}, { timeout: 120_000 });

const pages = () => `${front.base}/mina-sidor`;
const is_at = (page, words) => page.address.startsWith(`${idp.base}/`) && page.text.includes(words);
const to_password = (page) => assert.ok(is_at(page, 'name="password"'), `${page.address} ${page.status}: ${page.text}`);

/// From Torg's page with the button to the provider's own.
async function leave(browser) {
    const choice = await browser.go(`${front.base}/logga-in?till=/mina-sidor`);
    assert.match(choice.text, /Logga in med Prov-id/);
    return browser.send(form_in(choice, "/logga-in/borja"), { val: "saml" });
}
/// The provider's answer, on its way through the browser.
async function answer_for(browser, page, who) {
    to_password(page);
    return form_in(await browser.send(form_in(page), { username: who, password: who[0] }), "/mellon/postResponse");
}
async function sign_in(browser, who) {
    return browser.send(await answer_for(browser, await leave(browser), who));
}
async function is_nobody(browser) {
    const page = await browser.ask(pages());
    assert.equal(page.status, 303);
    assert.match(page.onward, /\/logga-in/);
}
async function is(browser, first_name) {
    const page = await browser.ask(pages());
    assert.equal(page.status, 200, page.onward);
    assert.ok(page.text.includes(`class="tool__name">${first_name}<`), page.text);
}
async function refused(browser, page, status) {
    assert.equal(page.status, status, `${page.address}: ${page.text}\n${front.log()}`);
    await is_nobody(browser);
}

test("who signs in at the provider is signed in here as that person, and comes back to the page that asked", only, async () => {
    const browser = new Browser();
    const page = await sign_in(browser, "asa");
    assert.equal(page.address, pages(), page.text);
    await is(browser, "Åsa");
    const other = new Browser();
    await sign_in(other, "kim");
    await is(other, "Kim");
    await is(browser, "Åsa");
});

test("an answer that was changed, is unsigned, from another key, too old, for somebody else or of a weaker sign-in is refused, and a right one is right once", only, async (t) => {
    t.after(() => provider_is("right"));
    const browser = new Browser();
    const real = await answer_for(browser, await leave(browser), "kim");
    const xml = Buffer.from(real.fields.SAMLResponse, "base64").toString("utf8");
    assert.ok(xml.includes("189708219804"));
    const forged = Buffer.from(xml.replaceAll("189708219804", "189203049813")).toString("base64");
    await refused(browser, await browser.send(real, { SAMLResponse: forged }), 400);
    for (const [mode, status] of [["unsigned", 400], ["other key", 400], ["expired", 400], ["weaker", 403]]) {
        provider_is(mode);
        const visitor = new Browser();
        await refused(visitor, await sign_in(visitor, "asa"), status);
    }
    provider_is("right");
    const stranger = new Browser();
    const login = await stranger.go(`${idp.base}/saml2/idp/SSOService.php?spentityid=${encodeURIComponent("https://annan.example/")}`);
    await refused(stranger, await stranger.send(await answer_for(stranger, login, "asa")), 400);
    assert.match(front.log(), /Invalid Audience/i);
    // The same answer untouched is right: what was refused was the change.
    assert.equal((await browser.send(real)).address, pages());
    const second = new Browser();
    await leave(second);
    await refused(second, await second.send(real), 400);
});

test("who has no personal number at the provider, or a number that is none, is told that nobody was signed in", only, async () => {
    const browser = new Browser();
    await refused(browser, await sign_in(browser, "numberless"), 403);
});

test("an answer that nobody asked for signs nobody in, and the next sign-in is not that person's", only, async () => {
    const victim = new Browser(), attacker = new Browser();
    const unasked = `${idp.base}/saml2/idp/SSOService.php?spentityid=${encodeURIComponent(`${front.base}/`)}`;
    const planted = await answer_for(attacker, await attacker.go(unasked), "kim");
    await victim.send(planted);
    await is_nobody(victim);
    const straight = await victim.go(`${front.base}/logga-in/klar/saml?state=made-up`);
    assert.equal(straight.status, 403);
    await is_nobody(victim);
    to_password(await leave(victim));
});

test("what a visitor claims in headers counts for nothing, at the front and past it", only, async () => {
    const claims = { "X-Proxy-Saml-Secret": secret, "X-Proxy-Saml-Number": "189203049813", "X-Proxy-Saml-Name": "Asa", "X-Proxy-Saml-Level": loa3 };
    const browser = new Browser();
    const left = await browser.go(`${front.base}/logga-in`);
    const begun = await browser.ask(form_in(left, "/logga-in/borja").address, { form: { ...form_in(left, "/logga-in/borja").fields, val: "saml" } });
    const back = new URL(begun.onward);
    assert.equal(back.pathname, "/logga-in/klar/saml");
    for (const path of ["/logga-in/klar/saml", "/logga-in//klar/saml", "/logga-in/klar/s%61ml", "/x/../logga-in/klar/saml", "/logga-in/klar/saml;x", "/logga-in/klar/saml/"]) {
        const page = await browser.go(front.base + path + back.search, { headers: claims });
        if (!is_at(page, 'name="password"')) assert.ok(page.status >= 400, `${path}: ${page.status}`);
        await is_nobody(browser);
    }
    const past = new Browser({ from: "127.0.0.2" });
    past.cookies = browser.cookies;
    assert.equal((await past.ask(`${torg.base.replace("127.0.0.1", "kommunen.example")}/logga-in/klar/saml${back.search}`, { headers: claims })).status, 403);
    await is_nobody(browser);
});

test("who signs out is signed out at the provider too, and the next at the same computer is asked who it is", only, async () => {
    const browser = new Browser();
    const page = await sign_in(browser, "asa");
    const out = await browser.send(form_in(page, "/logga-ut"));
    assert.equal(out.address, `${front.base}/`, `${out.address} ${out.status}: ${out.text}`);
    await is_nobody(browser);
    to_password(await leave(browser));
});

/// From Torg's page for staff to the provider's own.
async function leave_as_staff(browser) {
    const choice = await browser.go(`${front.base}/personal/logga-in?till=/handlaggning`);
    assert.match(choice.text, /Logga in med Provkontot/);
    return browser.send(form_in(choice, "/logga-in/borja"), { val: "saml-personal" });
}
async function staff_answer_for(browser, page, who) {
    to_password(page);
    return form_in(await browser.send(form_in(page), { username: who, password: who[0] }), "/mellon-personal/postResponse");
}
async function sign_in_staff(browser, who) {
    return browser.send(await staff_answer_for(browser, await leave_as_staff(browser), who));
}
async function is_no_staff(browser) {
    const page = await browser.ask(`${front.base}/personal/sessioner`);
    assert.equal(page.status, 303);
    assert.match(page.onward, /logga-in/);
}
async function refused_staff(page, browser, status, words) {
    assert.equal(page.status, status, `${page.address}: ${page.text}\n${front.log()}`);
    if (words) assert.match(page.text, words);
    await is_no_staff(browser);
}

test("staff sign in at their provider to the account of that name, with the roles of their groups, and the two fronts are two", only, async () => {
    const browser = new Browser();
    const page = await sign_in_staff(browser, "olle");
    assert.equal(page.address, `${front.base}/handlaggning`, `${page.status} ${page.text}`);
    assert.equal((await browser.ask(`${front.base}/handlaggning`)).status, 200);
    const second = new Browser();
    assert.equal((await sign_in_staff(second, "eva")).status, 403);  // signed in, and without a role for that page
    assert.equal((await second.ask(`${front.base}/personal/sessioner`)).status, 200);
    // Who is signed in at the residents' front is nobody at the other: the provider is asked.
    const resident = new Browser();
    await sign_in(resident, "asa");
    const left = await leave_as_staff(resident);
    // Nor is the residents' cookie under the other's name a sign-in there.
    const crossed = new Browser();
    await sign_in(crossed, "olle");
    const choice = await crossed.go(`${front.base}/personal/logga-in`);
    const form = form_in(choice, "/logga-in/borja");
    const kept = crossed.cookies.find((one) => one.name === "mellon-cookie");
    const begun = await crossed.ask(form.address, { form: { ...form.fields, val: "saml-personal" } });
    crossed.cookies.push({ ...kept, name: "mellon-personal", pair: kept.pair.replace("mellon-cookie", "mellon-personal") });
    await crossed.go(begun.onward);
    await is_no_staff(crossed);
    assert.ok(!left.address.startsWith(`${front.base}/logga-in/svar`), left.address);
});

test("staff whom the provider names twice, or who have no account, are refused, and so is what was changed, weaker or used before", only, async (t) => {
    t.after(() => provider_is("right"));
    for (const who of ["two", "unknown"]) {
        const browser = new Browser();
        await refused_staff(await sign_in_staff(browser, who), browser, 403, /Det finns inget konto för dig här/);
    }
    const nameless = new Browser();
    await refused_staff(await sign_in_staff(nameless, "kim"), nameless, 403);
    const browser = new Browser();
    const real = await staff_answer_for(browser, await leave_as_staff(browser), "eva");
    const xml = Buffer.from(real.fields.SAMLResponse, "base64").toString("utf8");
    const forged = Buffer.from(xml.replaceAll("eva@kommunen.example", "olle@kommunen.example")).toString("base64");
    await refused_staff(await browser.send(real, { SAMLResponse: forged }), browser, 400);
    for (const [mode, status] of [["unsigned", 400], ["other key", 400], ["expired", 400], ["weaker", 403]]) {
        provider_is(mode);
        const visitor = new Browser();
        await refused_staff(await sign_in_staff(visitor, "olle"), visitor, status);
    }
    provider_is("right");
    await browser.send(real);
    assert.equal((await browser.ask(`${front.base}/personal/sessioner`)).status, 200);
    const second = new Browser();
    await leave_as_staff(second);
    await refused_staff(await second.send(real), second, 400);
    // A resident's answer is none for staff.
    const crossed = new Browser();
    const resident = await answer_for(crossed, await leave(crossed), "olle");
    await refused_staff(await crossed.send({ ...resident, address: resident.address.replace("/mellon/", "/mellon-personal/") }), crossed, 400);
});

test("what a visitor claims to be among staff counts for nothing, at the front and past it", only, async () => {
    const claims = { "X-Proxy-Saml-Secret": other_secret, "X-Proxy-Saml-Account": "olle@kommunen.example", "X-Proxy-Saml-Level": loa3, "X-Proxy-Saml-Groups": "Handlaggare" };
    const browser = new Browser();
    const choice = await browser.go(`${front.base}/personal/logga-in`);
    const form = form_in(choice, "/logga-in/borja");
    const back = new URL((await browser.ask(form.address, { form: { ...form.fields, val: "saml-personal" } })).onward);
    assert.equal(back.pathname, "/logga-in/svar/saml-personal");
    for (const path of ["/logga-in/svar/saml-personal", "/logga-in//svar/saml-personal", "/logga-in/svar/s%61ml-personal", "/x/../logga-in/svar/saml-personal", "/logga-in/svar/saml-personal;x", "/logga-in/svar/saml-personal/"]) {
        const page = await browser.go(front.base + path + back.search, { headers: claims });
        if (!is_at(page, 'name="password"')) assert.ok(page.status >= 400, `${path}: ${page.status}`);
        await is_no_staff(browser);
    }
    const past = new Browser({ from: "127.0.0.2" });
    past.cookies = browser.cookies;
    await past.ask(`${torg.base.replace("127.0.0.1", "kommunen.example")}/logga-in/svar/saml-personal${back.search}`, { headers: claims });
    await is_no_staff(browser);
});

test("staff who sign out are signed out at the provider too", only, async () => {
    const browser = new Browser();
    await sign_in_staff(browser, "olle");
    const page = await browser.ask(`${front.base}/personal/sessioner`);
    const out = await browser.send(form_in({ ...page, address: `${front.base}/personal/sessioner` }, "/logga-ut"));
    assert.equal(out.address, `${front.base}/`, `${out.address} ${out.status}: ${out.text}`);
    await is_no_staff(browser);
    to_password(await leave_as_staff(browser));
});
