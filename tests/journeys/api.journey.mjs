// The API as a program meets it: described by OpenAPI, sent again without harm, told which field is wrong.
process.env.TORG_UNDO_MINUTES = "0";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { startTown } from "./town.mjs";

let town, base, token;
before(async () => {
    town = await startTown("api");
    base = `http://localhost:${town.port}`;
    token = town.command("token", "create", "--tenant", "exempelby", "--user", "officer", "--name", "journey");
});
after(() => town?.stop());

async function ask(path, { body, headers = {}, who = token } = {}) {
    const answer = await fetch(base + path, {
        method: body ? "POST" : "GET",
        headers: { ...(who && { Authorization: `Bearer ${who}` }), ...(body && { "Content-Type": "application/json" }), ...headers },
        body: body && JSON.stringify(body),
    });
    return { status: answer.status, type: answer.headers.get("content-type"), headers: answer.headers, body: await answer.json() };
}

const start = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
const application = (name, more = {}) => ({
    answers: {
        child_name: name, child_number: "201801012392", school_name: "strandskolan", chosen_school: false, grade: "1", reasons: ["distance"],
        home: { street: "Björkvägen 3", postcode: "12345", town: "Exempelby" }, distance_km: 4.5, alternating: false, start, truth: true,
        applicant_name: "Kim Sökande", applicant_email: "kim@exempelby.example", ...more,
    },
});
const send = (body, key, who) => ask("/api/v1/services/skolskjuts/cases", { body, who, headers: key ? { "Idempotency-Key": key } : {} });

test("the description lists every address of the API, and each reference leads somewhere", async () => {
    const { body: api } = await ask("/api/openapi.json", { who: "" });
    assert.match(api.openapi, /^3\.1/);
    assert.ok(api.info.title && api.info.version);
    for (const path of ["/api/v1/services", "/api/v1/services/{service}/cases", "/api/v1/cases/{number}", "/api/v1/cases/{number}/decision", "/api/v1/register"])
        assert.ok(api.paths[path], path);
    const resolve = (reference) => reference.slice(2).split("/").reduce((at, part) => at?.[part.replaceAll("~1", "/")], api);
    JSON.stringify(api, (key, value) => {
        if (key === "$ref") assert.ok(resolve(value), value);
        return value;
    });
    const names = new Set();
    for (const [path, methods] of Object.entries(api.paths))
        for (const [method, operation] of Object.entries(methods)) {
            assert.ok(operation.summary && Object.keys(operation.responses).length, `${method} ${path}`);
            assert.ok(!names.has(operation.operationId), operation.operationId);
            names.add(operation.operationId);
            for (const part of path.match(/(?<={)\w+/g) ?? [])
                assert.ok(operation.parameters.some((one) => one.in === "path" && one.name === part && one.required), `${part} in ${path}`);
        }
});

test("services and their schemas are open to all", async () => {
    const { body } = await ask("/api/v1/services", { who: "" });
    assert.ok(body.services.some((service) => service.id === "skolskjuts"));
    const schema = await ask("/api/v1/services/skolskjuts/schema", { who: "" });
    assert.ok(schema.body.required.includes("child_name"));
    assert.equal(schema.headers.get("access-control-allow-origin"), "*");
});

test("the same application with the same key is one case", async () => {
    const first = await send(application("Api Ett"), "key-1");
    assert.equal(first.status, 201, JSON.stringify(first.body));
    const again = await send(application("Api Ett"), "key-1");
    assert.equal(again.status, 201);
    assert.deepEqual(again.body, first.body);
    assert.equal(first.headers.get("location"), first.body.links.self);
    const other = await send(application("Api Två"), "key-1");
    assert.equal(other.status, 422);
    const without_key = await send(application("Api Ett"));
    assert.notEqual(without_key.body.number, first.body.number);
});

test("a wrong field is named, and without a token nothing is taken", async () => {
    const wrong = await send(application("Api Fel", { start: "2027-02-31", grade: undefined }));
    assert.equal(wrong.status, 422);
    assert.match(wrong.type, /application\/problem\+json/);
    const fields = wrong.body.errors.map((error) => error.field);
    assert.ok(fields.some((field) => field.startsWith("start")) || fields.includes("grade"), JSON.stringify(wrong.body));
    const nobody = await send(application("Api Ingen"), undefined, "");
    assert.equal(nobody.status, 401);
    assert.match(nobody.type, /application\/problem\+json/);
});

test("a case is read, decided and found in the register", async () => {
    const { body: sent } = await send(application("Api Beslut"));
    const { body: read } = await ask(`/api/v1/cases/${sent.number}`);
    assert.equal(read.answers.child_name, "Api Beslut");
    assert.equal(read.state_kind, "open");
    const decided = await ask(`/api/v1/cases/${sent.number}/decision`, { body: { outcome: "approve", comment: "Från API:et." } });
    assert.equal(decided.status, 200, JSON.stringify(decided.body));
    assert.equal(decided.body.outcome, "approve");
    const wrong = await ask(`/api/v1/cases/${sent.number}/decision`, { body: { outcome: "maybe" } });
    assert.equal(wrong.status, 422);
    const { body: found } = await ask(`/api/v1/register?q=${sent.number}`, { who: "" });
    const entry = found.entries.find((one) => one.number === sent.number);
    assert.equal(entry.sender, null);
    assert.equal(entry.masked.ground, "OSL 23 kap. 2 §");
});
