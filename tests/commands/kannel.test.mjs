// A text message through Debian's Kannel and its pretended centre (SMSC): packaging/examples/kannel_gateway.py between what Torg sends and Kannel.
// Runs where Kannel is installed (KANNEL=folder of its programs); elsewhere it says that it was skipped.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { free_port, in_folder, root, started } from "./program.mjs";

const kannel = process.env.KANNEL ?? "/usr/sbin";
const is_there = existsSync(`${kannel}/bearerbox`) && existsSync(`${kannel}/smsbox`);

function begin(program, words) {
    started.push(spawn(program, words, { stdio: "ignore" }));
}

async function connected(port) {
    for (;;) {
        const socket = net.connect(port, "127.0.0.1");
        if (await once(socket, "connect").then(() => true, () => false)) return socket;
        await pause(50);
    }
}

function configuration(port, log) {
    return `group = core
admin-port = ${port.admin}
admin-password = a
smsbox-port = ${port.smsbox}
box-allow-ip = "127.0.0.1"
log-file = "${log}/bearerbox.log"

group = smsc
smsc = fake
smsc-id = pretended
port = ${port.centre}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${port.sendsms}
log-file = "${log}/smsbox.log"

group = sendsms-user
username = torg
password = b
max-messages = 10

group = sms-service
keyword = default
text = ""
omit-empty = true
`;
}

/// Kannel with a telephone that shows what comes, the gateway before it, and a town hall that hears what became of it.
async function through_kannel() {
    const port = {};
    for (const name of ["admin", "smsbox", "centre", "sendsms", "gateway"]) port[name] = await free_port();
    const folder = in_folder("kannel");
    mkdirSync(folder);
    writeFileSync(`${folder}/kannel.conf`, configuration(port, folder));
    begin(`${kannel}/bearerbox`, [`${folder}/kannel.conf`]);
    const telephone = await connected(port.centre);
    const shown = [];
    telephone.on("data", (bytes) => shown.push(...bytes.toString("utf8").split("\n").filter(Boolean)));
    begin(`${kannel}/smsbox`, [`${folder}/kannel.conf`]);
    (await connected(port.sendsms)).destroy();
    begin("python3", [`${root}/packaging/examples/kannel_gateway.py`, "--port", port.gateway, "--user", "torg", "--password", "b", "--token", "c",
        "--kannel", `http://127.0.0.1:${port.sendsms}/cgi-bin/sendsms`, "--memory", `${folder}/memory.db`].map(String));
    (await connected(port.gateway)).destroy();

    const receipts = [];
    const town_hall = http.createServer(async (request, response) => {
        let body = "";
        for await (const piece of request) body += piece;
        receipts.push({ address: request.url, ...JSON.parse(body) });
        response.end("{}");
    }).listen(0, "127.0.0.1");
    await once(town_hall, "listening");
    const send = (id, text, token = "c") =>
        fetch(`http://127.0.0.1:${port.gateway}/`, {
            method: "POST",
            headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": id },
            body: JSON.stringify({ id, to: "+46701740605", from: "Kommunen", text, receipt_address: `http://127.0.0.1:${town_hall.address().port}/${id}` }),
        });
    return { shown, receipts, send, close: () => (town_hall.close(), telephone.destroy()) };
}

async function until(is_so, what) {
    for (let i = 0; i < 200 && !is_so(); ++i) await pause(50);
    assert.ok(is_so(), what());
}

test("a text message goes through Kannel once, in Swedish, and its receipt comes back", { skip: is_there ? false : "Kannel is not installed" }, async () => {
    const town = await through_kannel();
    assert.equal((await town.send("1", "Beslut i ärende SKJ-2026-0001. Åäö", "wrong")).status, 401);
    assert.equal((await town.send("1", "Beslut i ärende SKJ-2026-0001. Åäö")).status, 200);
    await until(() => town.shown.length > 0, () => "the telephone shows nothing");
    assert.match(town.shown[0], /^Kommunen \S*46701740605 text Beslut i ärende SKJ-2026-0001\. Åäö$/);
    await until(() => town.receipts.length > 0, () => "no receipt came");
    assert.deepEqual(town.receipts[0], { address: "/1", state: "delivered" });
    assert.equal((await town.send("1", "Beslut i ärende SKJ-2026-0001. Åäö")).status, 200);
    assert.equal((await town.send("2", "Kort")).status, 200);
    await until(() => town.shown.length > 1, () => "the second text is not shown");
    assert.equal(town.shown.length, 2);
    town.close();
});
