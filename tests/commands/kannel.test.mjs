// packaging/examples/kannel_gateway.py between what Torg sends and Kannel: before something that answers as Kannel's smsbox does, and a whole way
// through Debian's Kannel and its pretended centre (SMSC). The latter runs where Kannel is installed (KANNEL=folder of its programs); elsewhere it
// says that it was skipped.
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
    for (let i = 0; i < 200; ++i) {
        const socket = net.connect(port, "127.0.0.1");
        if (await once(socket, "connect").then(() => true, () => false)) return socket;
        await pause(50);
    }
    throw new Error(`nobody listens on ${port}`);
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

async function begin_gateway(port, sendsms, folder) {
    begin("python3", [`${root}/packaging/examples/kannel_gateway.py`, "--port", port, "--user", "torg", "--password", "b", "--token", "c",
        "--kannel", `http://127.0.0.1:${sendsms}/cgi-bin/sendsms`, "--memory", `${folder}/memory.db`].map(String));
    (await connected(port)).destroy();
}

async function answering(t, answer) {
    const server = http.createServer(answer).listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => server.close());
    return server.address().port;
}

const post = (gateway, body, token = "c") =>
    fetch(`http://127.0.0.1:${gateway}/`, { method: "POST", headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" }, body });

const message = (id, text, town_hall) =>
    JSON.stringify({ id, to: "+46701740605", from: "Kommunen", text, receipt_address: `http://127.0.0.1:${town_hall}/${id}` });

/// Kannel with a telephone that shows what comes, the gateway before it, and a town hall that hears what became of it.
async function through_kannel(t) {
    const port = {};
    for (const name of ["admin", "smsbox", "centre", "sendsms", "gateway"]) port[name] = await free_port();
    const folder = in_folder("kannel");
    mkdirSync(folder);
    writeFileSync(`${folder}/kannel.conf`, configuration(port, folder));
    begin(`${kannel}/bearerbox`, [`${folder}/kannel.conf`]);
    const telephone = await connected(port.centre);
    t.after(() => telephone.destroy());
    const shown = [];
    telephone.on("data", (bytes) => shown.push(...bytes.toString("utf8").split("\n").filter(Boolean)));
    begin(`${kannel}/smsbox`, [`${folder}/kannel.conf`]);
    (await connected(port.sendsms)).destroy();
    await begin_gateway(port.gateway, port.sendsms, folder);

    const receipts = [];
    const town_hall = await answering(t, async (request, response) => {
        let body = "";
        for await (const piece of request) body += piece;
        receipts.push({ address: request.url, ...JSON.parse(body) });
        response.end("{}");
    });
    const send = (id, text, token) => post(port.gateway, message(id, text, town_hall), token);
    return { shown, receipts, send };
}

async function until(is_so, what) {
    for (let i = 0; i < 200 && !is_so(); ++i) await pause(50);
    assert.ok(is_so(), what());
}

test("a text message goes through Kannel once, in Swedish, and its receipt comes back", { skip: is_there ? false : "Kannel is not installed" }, async (t) => {
    const town = await through_kannel(t);
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
});

test("a receipt that Torg does not hear is to be told again, and what is no message is refused", async (t) => {
    const folder = in_folder("gateway");
    mkdirSync(folder);
    const asked = [], told = [];
    let is_restarting = true;
    const smsbox = await answering(t, (request, response) => {
        asked.push(new URL(request.url, "http://kannel/").searchParams);
        response.writeHead(202).end();
    });
    const town_hall = await answering(t, (request, response) => {
        if (is_restarting) return request.socket.destroy();
        told.push(request.url);
        response.end("{}");
    });
    const gateway = await free_port();
    await begin_gateway(gateway, smsbox, folder);
    for (const body of ["Hej", "[]", "{}", '{"id":1}', ""]) assert.equal((await post(gateway, body)).status, 400, body);
    assert.equal((await post(gateway, message("7-1", "Hej", town_hall))).status, 200);
    assert.equal(asked.length, 1);
    const receipt = asked[0].get("dlr-url").replace("%d", "1");
    assert.equal((await fetch(receipt)).status, 503);
    is_restarting = false;
    assert.equal((await fetch(receipt)).status, 200);
    assert.equal((await fetch(receipt.replace("status=1", "status=x"))).status, 200);
    assert.deepEqual(told, ["/7-1"]);
});
