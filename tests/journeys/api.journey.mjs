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
    for (const path of ["/api/v1/services", "/api/v1/services/{service}/cases", "/api/v1/files", "/api/v1/cases/{number}", "/api/v1/cases/{number}/decision", "/api/v1/register"])
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

const certificate = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
const big = Buffer.concat([certificate, Buffer.alloc(3 << 20, "%")]);  // more than a JSON body may have

async function sendFile(body, headers = {}, who = token) {
    const answer = await fetch(`${base}/api/v1/files`, { method: "POST", body, headers: { ...(who && { Authorization: `Bearer ${who}` }), ...headers } });
    return { status: answer.status, type: answer.headers.get("content-type"), body: await answer.json() };
}
const withCertificate = (name, ...ids) =>
    application(name, { reasons: ["disability"], disability_need: "Rullstol", certificate: ids.map((file) => ({ file })) });

test("a file is sent as the body or as a form, and named once by an application", async () => {
    const { body: api } = await ask("/api/openapi.json", { who: "" });
    const described = api.paths["/api/v1/files"].post.requestBody.content;
    assert.ok(described["*/*"] && described["multipart/form-data"]);
    const { body: schema } = await ask("/api/v1/services/skolskjuts/schema", { who: "" });
    assert.deepEqual(schema.properties.certificate.items.required, ["file"]);

    const named = { "Content-Type": "application/pdf", "Content-Disposition": "attachment; filename*=UTF-8''l%C3%A4karintyg.pdf" };
    const whole = await sendFile(big, { ...named, "Idempotency-Key": "file-1" });
    assert.equal(whole.status, 201, JSON.stringify(whole.body));
    assert.deepEqual([whole.body.name, whole.body.size, whole.body.type], ["läkarintyg.pdf", big.length, "application/pdf"]);
    assert.deepEqual((await sendFile(big, { ...named, "Idempotency-Key": "file-1" })).body, whole.body);
    const form = new FormData();
    form.append("file", new Blob([certificate], { type: "application/pdf" }), "remiss.pdf");
    const part = await sendFile(form);
    assert.equal(part.status, 201, JSON.stringify(part.body));

    const sent = await send(withCertificate("Api Fil", whole.body.id, part.body.id), "with-files");
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    assert.deepEqual((await send(withCertificate("Api Fil", whole.body.id, part.body.id), "with-files")).body, sent.body);
    const { body: read } = await ask(`/api/v1/cases/${sent.body.number}`);
    assert.deepEqual(read.documents.filter((one) => one.direction === "received").map((one) => one.name).sort(), ["läkarintyg.pdf", "remiss.pdf"]);
    const again = await send(withCertificate("Api Igen", whole.body.id));
    assert.equal(again.status, 422);
    assert.deepEqual(again.body.errors.map((error) => error.field), ["certificate.0"]);
});

test("a file that will not do is refused by what it holds, in a problem that names the field", async () => {
    const script = await sendFile(Buffer.from("<html><script>alert(1)</script></html>"), { "Content-Type": "application/pdf" });
    assert.deepEqual([script.status, script.body.errors?.[0].field], [422, "file"]);
    assert.match(script.type, /application\/problem\+json/);
    const large = await sendFile(Buffer.alloc(26 << 20, "%"), { "Content-Type": "application/pdf" });
    assert.deepEqual([large.status, large.body.errors?.[0].field], [413, "file"]);
    assert.equal((await sendFile(certificate, { "Content-Type": "application/pdf" }, "")).status, 401);
    const other = town.command("token", "create", "--tenant", "exempelby", "--user", "officer", "--name", "another");
    const mine = await sendFile(certificate, { "Content-Type": "application/pdf" });
    assert.equal(mine.body.name, "fil.pdf");
    const theirs = await send(withCertificate("Api Annan", mine.body.id), undefined, other);
    assert.equal(theirs.status, 422);
    assert.deepEqual(theirs.body.errors.map((error) => error.field), ["certificate.0"]);
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
