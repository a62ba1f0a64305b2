// The program as whoever keeps it types it: what each command prints, what it leaves behind, and its exit code.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chownSync, cpSync, existsSync, readFileSync, readdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { does, free_port, in_folder, program, refuses, root, running, started } from "./program.mjs";

const skolskjuts = `${root}/catalogue/services/skolskjuts.yaml`;
const password = "ett långt lösenord";

/// A municipality with an administrator and a published service, in a folder of its own.
function installation(name) {
    const data = ["--data", in_folder(name)];
    does(["tenant", "add", "kommunen", "--name", "Kommunen", "--host", "kommunen.example", ...data]);
    does(["user", "add", "anna", "--name", "Anna Exempel", "--role", "administrator", ...data], `${password}\n`);
    return data;
}

test("a wrong call says what to do, ends with 2 and leaves nothing behind", () => {
    refuses(2, /--help/, []);
    refuses(2, /--help/, ["nonsense"]);
    refuses(2, /username is required/, ["user", "add"]);
    refuses(2, /cannot be read/, ["serve", "--config", in_folder("none.toml")]);
    refuses(2, /cannot be read/, ["service", "check", in_folder("none.yaml")]);
    refuses(2, /neither a finished backup/, ["restore", "--from", in_folder("none"), "--data", in_folder("new")]);
    for (const words of [["serve"], ["doctor"], ["user", "list"], ["backup", "--to", in_folder("nothing")]])
        refuses(2, /there is (no municipality|nothing to back up)/, [...words, "--data", in_folder("new")]);
    assert.ok(!existsSync(in_folder("new")) && !existsSync(in_folder("nothing")));
    refuses(2, /nonsense/, ["serve", "--config", config_with("nonsense = 1")]);
    const far = 'public_address = "https://kommunen.example"\n[database]\nkind = "postgresql"\nconnection = "host=10.0.0.1"';
    refuses(2, /database\.connection: .*sslmode=verify-full/, ["serve", "--config", config_with(far)]);
    refuses(2, /s3_endpoint must begin with https/, ["serve", "--config", config_with('public_address = "https://kommunen.example"\n[files]\ns3_endpoint = "http://10.0.0.1"')]);
});

function config_with(line) {
    const file = in_folder("wrong.toml");
    writeFileSync(file, `[server]\n${line}\n`);
    return file;
}

test("every definition of the catalogue is fine, and a broken one is named by line", () => {
    const files = readdirSync(`${root}/catalogue/services`).map((name) => `${root}/catalogue/services/${name}`);
    assert.equal(does(["service", "check", ...files]).match(/: fine$/gm).length, files.length);
    writeFileSync(in_folder("broken.yaml"), "id: x\nversion: hej\n");
    refuses(1, /broken\.yaml: Line 2, version: /, ["service", "check", skolskjuts, in_folder("broken.yaml")]);
    writeFileSync(in_folder("no.yaml"), "id: [x\n");
    refuses(1, /no\.yaml: Line 2: /, ["service", "check", in_folder("no.yaml")]);
});

test("doctor says which roles a provider's groups cannot give, since there is no such role or unit", () => {
    installation("rules");
    const file = in_folder("rules.toml");
    const provider = 'name = "kontoret"\nshown_name = "kontot"\nfor = "staff"\nissuer = "https://login.example"\nclient_id = "torg"\nclient_secret = "s"\nroles_claim = "groups"';
    const examine = (roles) => {
        writeFileSync(file, `[server]\npublic_address = "https://kommunen.example"\n[data]\nfolder = "${in_folder("rules")}"\n[[sign_in.oidc]]\n${provider}\nroles = ${JSON.stringify(roles)}\n`);
        return ["doctor", "--config", file];
    };
    assert.doesNotMatch(does(examine(["case-officer = Handläggare", "administrator @ kommunen = Drift"])), /WRONG/);
    refuses(1, /kommunen: WRONG sign-in by kontoret gives no role to "Drift" – there is no role "kung" here/, examine(["kung = Drift"]));
    refuses(1, /gives no role to "Skolan" – there is no unit "skola" here/, examine(["case-officer @ skola = Skolan"]));
    refuses(2, /roles: "kung" is to be written as/, [...examine(["kung"])]);
});

test("staff are added, listed, given passwords and shut out, and the audit log knows", () => {
    const data = installation("staff");
    refuses(2, /already/, ["tenant", "add", "kommunen", "--name", "Kommunen", ...data]);
    refuses(2, /as in kommunen/, ["tenant", "add", "Kommunen", "--name", "Kommunen", ...data]);
    refuses(2, /12 characters/, ["user", "add", "bo", "--name", "Bo", "--password", "kort", ...data]);
    refuses(2, /take one of: administrator/, ["user", "add", "bo", "--name", "Bo", "--role", "king", "--password", password, ...data]);
    refuses(2, /taken/, ["user", "add", "anna", "--name", "Bo", "--password", password, ...data]);
    for (const email of ["bo", "bo@", "bo@kommunen", "bo b@kommunen.example", "@kommunen.example"])
        refuses(2, /is no e-mail address: write it as name@kommunen\.example/, ["user", "add", "bo", "--name", "Bo", "--email", email, "--password", password, ...data]);
    refuses(2, /no user 'ghost'/, ["user", "disable", "ghost", ...data]);
    does(["user", "password", "anna", "--password", `${password} igen`, ...data]);
    does(["user", "disable", "anna", ...data]);
    assert.equal(does(["user", "list", ...data]), "anna\tAnna Exempel\tshut out\tadministrator\n");
    assert.equal(does(["tenant", "list", ...data]), "kommunen\tKommunen\tkommunen.example\n");
    assert.equal(does(["audit", "verify", ...data]), "kommunen: 5 entries, unbroken\n");
});

test("root is turned away from the folder of another user, whose service could not write what root made", { skip: process.getuid() !== 0 }, () => {
    const data = installation("owned");
    chownSync(in_folder("owned"), 65534, 65534);
    for (const words of [["user", "list"], ["restore", "--from", in_folder("none")]]) refuses(2, /sudo -u torg/, [...words, ...data]);
});

test("with several municipalities a command asks which", () => {
    const data = installation("several");
    does(["tenant", "add", "annan", "--name", "Annan", ...data]);
    refuses(2, /say which municipality: --tenant with one of annan, kommunen/, ["user", "list", ...data]);
});

test("a new municipality opens no e-service but those that are asked for, and says what to do next", () => {
    const data = ["--data", in_folder("chosen")];
    refuses(2, /no e-service 'skolbuss'; take all, none, or some of: .*skolskjuts/, ["tenant", "add", "inget", "--name", "Inget", "--services", "skolbuss", ...data]);
    refuses(2, /'https:\/\/a\.example' is no host name/, ["tenant", "add", "inget", "--name", "Inget", "--host", "https://a.example", ...data]);
    assert.ok(!existsSync(in_folder("chosen")));
    assert.match(does(["tenant", "add", "inget", "--name", "Inget", ...data]), /torg user add[^]*No e-service is open/);
    refuses(2, /no published service/, ["service", "export", "skolskjuts", ...data]);
    assert.match(does(["tenant", "add", "en", "--name", "En", "--services", "skolskjuts, forskola", ...data]), /2 e-services are open[^]*inget is no longer alone/);
    does(["service", "export", "skolskjuts", "--tenant", "en", ...data]);
    refuses(2, /no published service/, ["service", "export", "attefall", "--tenant", "en", ...data]);
    does(["tenant", "add", "alla", "--name", "Alla", "--services", "all", ...data]);
    does(["service", "export", "attefall", "--tenant", "alla", ...data]);
});

test("the municipality that manages the others is named, and somebody there", () => {
    const data = installation("operator");
    does(["tenant", "add", "annan", "--name", "Annan", ...data]);
    refuses(2, /no municipality 'ghost'/, ["tenant", "operator", "ghost", ...data]);
    refuses(2, /annan has no user 'anna'/, ["tenant", "operator", "annan", "--user", "anna", ...data]);
    assert.doesNotMatch(does(["tenant", "list", ...data]), /operator/);
    assert.match(does(["tenant", "operator", "kommunen", "--user", "anna", ...data]), /kommunen manages the municipalities/);
    assert.equal(does(["tenant", "list", ...data]), "annan\tAnnan\nkommunen\tKommunen\tkommunen.example\toperator\n");
    assert.match(does(["user", "list", "--tenant", "kommunen", ...data]), /installation-manager/);
    does(["backup", "--to", in_folder("operator-backup"), ...data]);
    does(["restore", "--from", in_folder("operator-backup"), "--data", in_folder("operator-again")]);
    assert.match(does(["tenant", "list", "--data", in_folder("operator-again")]), /kommunen.*\toperator/);
});

test("a token is printed alone", () => {
    const data = installation("token");
    assert.match(does(["token", "create", "--user", "anna", ...data]), /^torg_[\w-]{43}\n$/);
    refuses(2, /not in range/, ["token", "create", "--user", "anna", "--days", "0", ...data]);
});

/// What the log of a municipality on SQLite has of that event.
function logged(folder, event) {
    const script = `import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.row_factory = sqlite3.Row
print(json.dumps([dict(row) for row in db.execute("SELECT actor_kind, actor_name, subject_kind, detail FROM audit_entry WHERE event = ? ORDER BY seq", [sys.argv[2]])]))`;
    const done = spawnSync("python3", ["-c", script, `${folder}/tenants/kommunen/torg.db`, event], { encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
    return JSON.parse(done.stdout);
}

test("a definition goes in and comes out the same, and a published one is never changed", () => {
    const data = installation("services");
    assert.match(does(["service", "import", skolskjuts, "--publish", ...data]), /skolskjuts version 1 is published/);
    assert.match(does(["service", "import", skolskjuts, "--publish", ...data]), /is published/);
    // Nobody else saw it, and the log says so: once, for what was published already is not published again.
    assert.deepEqual(logged(data[1], "administration.definition_published_alone"), [
        { actor_kind: "program", actor_name: "torg service import", subject_kind: "service", detail: "skolskjuts 1" }]);
    assert.match(does(["audit", "verify", ...data]), /unbroken/);
    const text = does(["service", "export", "skolskjuts", ...data]);
    writeFileSync(in_folder("changed.yaml"), `${text}# another text\n`);
    refuses(1, /raise its version/, ["service", "import", in_folder("changed.yaml"), ...data]);
    writeFileSync(in_folder("next.yaml"), text.replace(/^version: 1$/m, "version: 2"));
    assert.match(does(["service", "import", in_folder("next.yaml"), ...data]), /version 2 is a draft/);
    assert.equal(logged(data[1], "administration.definition_published_alone").length, 1);
    assert.equal(does(["service", "export", "skolskjuts", ...data]), text);
    refuses(2, /no published service/, ["service", "export", "none", ...data]);
});

test("a form from another program becomes a draft, with a report, and is never published by the import", () => {
    const data = installation("foreign");
    const form = in_folder("dog.json"), report = in_folder("report.txt");
    writeFileSync(form, JSON.stringify({ name: "Dog licence", startPage: "/a", pages: [
        { path: "/a", title: "Dog", components: [{ type: "HologramField", name: "website", title: "Website" }] }] }));
    assert.match(does(["service", "convert", form]), /^id: dog-licence\nversion: 1\n/);
    assert.match(does(["service", "import", form, "--publish", "--report", report, "--into", data[1]]), /dog-licence version 1 is a draft/);
    assert.match(readFileSync(report, "utf8"), /1 components were read, 0 of them without loss[^]*website[^]*Fill in series/);
    assert.match(does(["service", "import", form, ...data]), /dog-licence-2 version 1 is a draft[^]*Lost: pages\/a\/website/);
    writeFileSync(in_folder("none.json"), "{");
    refuses(1, /is not proper JSON/, ["service", "import", in_folder("none.json"), ...data]);
});

test("what stands in the street is taken in from a file; one that is wrong or cut off ends nothing unless it is meant", () => {
    const data = installation("street");
    const file = in_folder("street.csv");
    const words = (text, ...more) => {
        writeFileSync(file, text);
        return ["assets", "import", file, ...more, ...data];
    };
    const csv = (...lines) => ["\uFEFFid;lat;lon", ...lines, ""].join("\r\n");
    const posts = ["L1;60.0000;15.0", "L2;60.0002;15.0", "L3;60.0004;15.0", "L4;60.0006;15.0"];
    const lamps = ["--kind", "lyktstolpe"];
    refuses(2, /--kind rymdskepp: The kind is not known/, words(csv(...posts), "--kind", "rymdskepp"));
    refuses(2, /cannot be read/, words("", ...lamps));
    // Without a kind, in the heading or by --kind, nothing is taken in, and the log tells of nothing.
    refuses(1, /line 1: The first line must name the columns/, words(csv(...posts)));
    refuses(1, /no whole FeatureCollection/, words('{"type": "FeatureCollection"}', ...lamps));
    assert.deepEqual(logged(data[1], "assets.imported"), []);

    assert.match(does(words(csv(...posts), ...lamps)), /^4 things stand in the register; 0 of 4 in the file could not be read; 0 ended$/m);
    assert.equal(logged(data[1], "assets.imported").at(-1).detail, "4 -0");
    const stays = (message, text, ...more) => {
        refuses(1, message, words(text, ...lamps, ...more));
        assert.equal(logged(data[1], "assets.imported").at(-1).detail, "4 -0");
    };
    stays(/names less than half of what was there/, csv(posts[0]));
    stays(/line 5: The coordinates(.|\n)* may stand in the lines that could not be read/, csv(...posts.slice(0, 3), "L4;60,x;15.0"));
    const feature = (id) => `{"type": "Feature", "id": "${id}", "geometry": {"type": "Point", "coordinates": [15.0, 60.0]}}`;
    stays(/ends too early/, `{"type": "FeatureCollection", "features": [${["L1", "L2", "L3"].map(feature)}, {"type": "Fea`, "--smaller");
    assert.match(does(words(csv(posts[0]), ...lamps, "--smaller")), /^1 things stand in the register; .*; 3 ended$/m);

    // Addresses are read by the same hands.
    const addresses = (...lines) => {
        writeFileSync(file, ["adress;postnummer", ...lines].join("\n"));
        return ["addresses", "import", file, ...data];
    };
    does(addresses("Ekvägen 1;99010", "Ekvägen 2;99010", "Ekvägen 3;99010"));
    const wrong = addresses("Ekvägen 1;99010", "Ekvägen 2;99010", "Ekvägen 3;990");
    refuses(1, /line 4: A postcode has five figures(.|\n)* may stand in the lines that could not be read/, wrong);
    assert.match(does([...addresses("Ekvägen 1;99010"), "--smaller"]), /^1 addresses .*; 2 removed$/m);
});

test("a running installation answers, lets its administrator in, is backed up, and ends well when it is told to", async () => {
    const data = installation("real");
    const port = await free_port();
    writeFileSync(in_folder("torg.toml"), does(["config"]).replace(/^port = .*/m, `port = ${port}`).replace(/^folder = "torg-data"/m, `folder = "${in_folder("real")}"`));
    const town = await running(port, ["serve", "--config", in_folder("torg.toml")]);
    refuses(1, new RegExp(`cannot listen on 127.0.0.1 port ${port}`), ["serve", "--config", in_folder("torg.toml")]);
    assert.match(await (await fetch(`${town.base}/metrics`)).text(), /^# TYPE torg_requests_total counter$/m);

    const form = await fetch(`${town.base}/personal/logga-in`);
    const cookie = form.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
    const _csrf = (await form.text()).match(/name="_csrf" value="([^"]+)"/)[1];
    const sign_in = (typed) => fetch(`${town.base}/personal/logga-in`, { method: "POST", redirect: "manual", headers: { cookie }, body: new URLSearchParams({ _csrf, username: "anna", password: typed }) });
    assert.notEqual((await sign_in("fel lösenord här")).status, 303);
    assert.equal((await sign_in(password)).status, 303);

    does(["backup", "--to", in_folder("real-backup"), ...data]);
    does(["backup", "--to", in_folder("real-backup"), ...data]);
    assert.equal(await town.stop(), 0);
    does(["restore", "--from", in_folder("real-backup"), "--data", in_folder("real-again")]);
    assert.match(does(["doctor", "--data", in_folder("real-again")]), /kommunen: fine/);
    assert.match(does(["user", "list", "--data", in_folder("real-again")]), /^anna\t/);
    refuses(2, /is in use/, ["restore", "--from", in_folder("real-backup"), "--data", in_folder("real-again")]);
    unlinkSync(in_folder("real-again/secret"));
    refuses(2, /secret is missing: put back/, ["doctor", "--data", in_folder("real-again")]);
});

test("a demo in use is backed up and restored whole, its audit log tells a change, and nobody serves it as if it were real", async () => {
    const port = await free_port();
    const town = await running(port, ["demo", "--port", String(port), "--data", in_folder("demo"), "--scale", "0.01"]);
    does(["backup", "--to", in_folder("backup"), "--data", in_folder("demo")]);
    assert.equal(await town.stop(), 0);
    const again = ["--data", in_folder("again")];
    does(["restore", "--from", in_folder("backup"), ...again]);
    assert.doesNotMatch(does(["doctor", "--rebuild", ...again]), /WRONG/);
    refuses(2, /is a demo/, ["serve", ...again]);
    assert.match(does(["audit", "verify", ...again]), /^exempelby: [1-9]\d+ entries, unbroken$/m);
    for (const [change, said] of [
        ["UPDATE audit_entry SET actor_name = 'Someone' WHERE seq = 7", /exempelby: entry 7 was changed/],
        ["DELETE FROM audit_entry WHERE seq = 9", /exempelby: entry 9 was removed/],
        ["DELETE FROM audit_entry WHERE seq > 20", /exempelby: entry 21 and later ones were cut off/],
    ]) {
        cpSync(in_folder("again"), in_folder("changed"), { recursive: true });
        change_behind(in_folder("changed/tenants/exempelby/torg.db"), change);
        refuses(1, said, ["audit", "verify", "--data", in_folder("changed")]);
        refuses(1, /exempelby: WRONG the audit log/, ["doctor", "--data", in_folder("changed")]);
        rmSync(in_folder("changed"), { recursive: true });
    }
    refuses(2, /holds something else than a demo/, ["demo", "--port", String(port), "--data", in_folder("backup")]);
    // It goes on as the demo that it was, and the backup stays what it is.
    const restored = await running(port, ["demo", "--port", String(port), ...again]);
    assert.match(await (await fetch(`${restored.base}/personal/logga-in`)).text(), /demo-bar/);
    assert.equal(await restored.stop(), 0);
    installation("real-town");
    refuses(2, /holds something else than a demo/, ["demo", "--port", String(port), "--data", in_folder("real-town")]);
    appendFileSync(in_folder("backup/tenants/exempelby/torg.db"), "x");
    refuses(1, /damaged; nothing was restored/, ["restore", "--from", in_folder("backup"), "--data", in_folder("third")]);
    assert.ok(!existsSync(in_folder("third")));
});

const postgres = process.env.TORG_TEST_POSTGRES;

/// Settings whose databases lie in PostgreSQL.
function on_postgresql(data, name) {
    const file = in_folder(`${name}.toml`);
    writeFileSync(file, `[data]\nfolder = "${data}"\n[database]\nkind = "postgresql"\nconnection = "${postgres}"\n`);
    return ["--config", file];
}

/// Every row of a backup's database, without what a new start adds to it.
function rows_of(backup, slug) {
    const script = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for (table,) in db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").fetchall():
    for row in sorted(map(repr, db.execute("SELECT * FROM " + table))):
        print(table, row)`;
    const done = spawnSync("python3", ["-c", script, `${backup}/tenants/${slug}/torg.db`], { encoding: "utf8", maxBuffer: 1 << 30 });
    assert.equal(done.status, 0, done.stderr);
    return done.stdout;
}

test("a town moves from SQLite to PostgreSQL and back by backup and restore, and every row and file comes along", { skip: !postgres }, () => {
    does(["backup", "--to", in_folder("whole"), "--data", in_folder("again")]);
    const data = in_folder("moving");
    does(["restore", "--from", in_folder("whole"), "--data", data]);
    const there = on_postgresql(in_folder("moved"), "moved");
    assert.match(does(["restore", "--from", data, ...there]), /Restored to .*: \d+ tables with [1-9]\d+ rows and [1-9]\d* files, each compared/);
    assert.doesNotMatch(does(["doctor", ...there]), /WRONG/);
    assert.match(does(["audit", "verify", ...there]), /^exempelby: [1-9]\d+ entries, unbroken$/m);
    refuses(2, /database of exempelby is in use/, ["restore", "--from", data, ...on_postgresql(in_folder("again-there"), "again-there")]);
    does(["backup", "--to", in_folder("back/1"), ...there]);
    does(["restore", "--from", in_folder("back/1"), "--data", in_folder("home")]);
    assert.doesNotMatch(does(["doctor", ...["--data", in_folder("home")]]), /WRONG/);
    does(["backup", "--to", in_folder("back/2"), "--data", in_folder("home")]);
    assert.equal(rows_of(in_folder("back/2"), "exempelby"), rows_of(in_folder("back/1"), "exempelby"));
    assert.equal(rows_of(in_folder("back/1"), "modellkoping"), rows_of(in_folder("whole"), "modellkoping"));
});

test("a backup holds no key and no readable name, and one without its keys is not restored", () => {
    const names = spawnSync("python3", ["-c", `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(db.execute("SELECT COUNT(*) FROM privacy_key").fetchone()[0], db.execute("SELECT COUNT(*) FROM fulltext_blind_entry").fetchone()[0])`,
        in_folder("whole/tenants/exempelby/torg.db")], { encoding: "utf8" });
    assert.equal(names.stdout, "0 0\n");
    refuses(2, /the keys of exempelby are missing at .*--keys/, ["restore", "--from", in_folder("whole"), "--keys", in_folder("none"), "--data", in_folder("keyless")]);
    assert.ok(!existsSync(in_folder("keyless")));
});

test("a key that is destroyed today is gone from yesterday's backup too, and with it the case's files", () => {
    const data = ["--data", in_folder("again")];
    does(["backup", "--to", in_folder("nights/yesterday"), ...data]);
    const erased = spawnSync("python3", ["-c", `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
(key, file) = db.execute("SELECT c.key, d.hash FROM cases_case c JOIN cases_document d ON d.case_id = c.id ORDER BY c.id LIMIT 1").fetchone()
db.execute("UPDATE privacy_key SET sealed_key = NULL, destroyed_at = 1 WHERE id = ?", (key,))
db.commit()
print(key, file)`, in_folder("again/tenants/exempelby/torg.db")], { encoding: "utf8" });
    does(["backup", "--to", in_folder("nights/today"), ...data]);
    does(["restore", "--from", in_folder("nights/yesterday"), "--data", in_folder("remembered")]);
    const [key, file] = erased.stdout.trim().split(" ");
    const left = spawnSync("python3", ["-c", `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(db.execute("SELECT sealed_key FROM privacy_key WHERE id = ?", (int(sys.argv[2]),)).fetchone()[0])`,
        in_folder("remembered/tenants/exempelby/torg.db"), key], { encoding: "utf8" });
    assert.equal(left.stdout, "None\n");
    // The bytes came along, but what opens them stood in the case.
    const bytes = readFileSync(in_folder(`remembered/files/exempelby/${file.slice(0, 2)}/${file.slice(2, 4)}/${file}`));
    assert.ok(bytes.toString("latin1").startsWith("torg sealed 1\n") && !bytes.includes("PDF"));
    assert.match(does(["doctor", "--rebuild", "--data", in_folder("remembered")]), /exempelby: \d+ cases made anew/);
});

test("a demo says at once that its port is taken, and of data that it cannot use what to do with it", async () => {
    const taken = net.createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    refuses(2, /port \d+ is taken, .*make demo PORT=/, ["demo", "--port", String(taken.address().port), "--data", in_folder("unmade")]);
    assert.ok(!existsSync(in_folder("unmade")) && !existsSync(in_folder("unmade.making")));
    taken.close();
    cpSync(in_folder("demo"), in_folder("other"), { recursive: true });
    const changed = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript("UPDATE schema_migration SET sha256 = 'another'")`;
    assert.equal(spawnSync("python3", ["-c", changed, in_folder("other/tenants/exempelby/torg.db")]).status, 0);
    refuses(2, /another version of Torg.*\n.*make demo FRESH=1/, ["demo", "--port", String(await free_port()), "--data", in_folder("other")]);
});

test("systemd hands the listening socket to the next program, which answers there", async () => {
    const data = in_folder("real-again-2");
    does(["tenant", "add", "kommunen", "--name", "Exempelby", "--data", data]);
    const kept = net.createServer().listen(0, "127.0.0.1");
    await once(kept, "listening");
    const { port } = kept.address();
    const settings = in_folder("kept.toml");
    writeFileSync(settings, `[server]\nport = ${port}\n[data]\nfolder = "${data}"\n`);
    // The port is taken, by the socket itself: only who is given that socket can answer.
    refuses(1, /cannot listen/, ["serve", "--config", settings]);
    const child = spawn("sh", ["-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" "$@"', program, "serve", "--config", settings], { stdio: ["ignore", "ignore", "inherit", kept._handle], env: { PATH: process.env.PATH, TORG_LOG_LEVEL: "warning" } });
    started.push(child);
    kept._handle.close();
    const ended = once(child, "exit");
    assert.equal((await fetch(`http://127.0.0.1:${port}/health/ready`)).status, 200);
    child.kill("SIGTERM");
    assert.deepEqual(await ended, [0, null]);
});

test("the program is built so that a mistake in memory ends it rather than opening it", () => {
    const told = (what) => spawnSync("readelf", ["-W", what, program], { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
    assert.match(told("-h"), /Type:\s+DYN/, "at another address each time");
    assert.match(told("-l"), /GNU_STACK.* RW /, "nothing runs on the stack");
    assert.match(told("-l"), /GNU_RELRO/, "its tables of addresses become read-only");
    assert.match(told("-d"), /BIND_NOW/, "all of them, before it begins");
    assert.match(told("--dyn-syms"), /__stack_chk_fail/, "a stack that was written over is seen");
    assert.match(told("--dyn-syms"), /__(?!stack)\w+_chk@/, "functions of the C library know how long their targets are");
});

/// As someone with the file and no respect for its triggers would.
function change_behind(database, statement) {
    const script = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript("DROP TRIGGER audit_entry_is_not_changed; DROP TRIGGER audit_entry_goes_by_approval; " + sys.argv[2])`;
    assert.equal(spawnSync("python3", ["-c", script, database, statement]).status, 0);
}
