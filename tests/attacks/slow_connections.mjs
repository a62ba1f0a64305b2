#!/usr/bin/env node
// Many connections that send their heads and bodies a byte at a time must not stop anybody else. By hand, against what runs:
//     node tests/attacks/slow_connections.mjs PORT [CONNECTIONS=1000] [SECONDS=20]
import http from "node:http";
import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const port = Number(process.argv[2]), connections = Number(process.argv[3] ?? 1000), seconds = Number(process.argv[4] ?? 20);
const heads = ["GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "POST /folj HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n", ""];
const open = new Set();
let closed_by_server = 0;
function connect(which) {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(heads[which % heads.length]));
    open.add(socket);
    socket.on("close", () => {
        if (open.delete(socket)) closed_by_server += 1;
    });
    socket.on("error", () => {});
}
function time_of_page() {
    const began = performance.now();
    return new Promise((resolve, reject) => {
        http.get({ host: "127.0.0.1", port, path: "/e-tjanster", headers: { host: "localhost" }, agent: false, timeout: 5000 }, (answer) => {
            answer.resume().on("end", () => (answer.statusCode === 200 ? resolve(performance.now() - began) : reject(new Error(`status ${answer.statusCode}`))));
        }).on("error", reject).on("timeout", () => reject(new Error("no answer within five seconds")));
    });
}

for (let i = 0; i < connections; ++i) connect(i);
const times = [];
const end = Date.now() + seconds * 1000;
for (let turn = 0; Date.now() < end; ++turn) {
    for (const socket of open) if (socket.writable) socket.write("a");
    while (open.size < connections) connect(turn++);  // those that the server shut out come back at once
    try {
        times.push(await time_of_page());
    } catch (problem) {
        console.log(`others are stopped by ${open.size} slow connections: ${problem.message}`);
        process.exit(1);
    }
    await pause(200);
}
times.sort((a, b) => a - b);
console.log(`${connections} slow connections, ${closed_by_server} shut out; pages of others took ${times[times.length >> 1].toFixed(0)} ms, the slowest ${times.at(-1).toFixed(0)} ms`);
process.exit(0);
