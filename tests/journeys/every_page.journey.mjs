// Every page that the program has, as each kind of visitor sees it: at 320 pixels in the dark in English, at 1280 in the light in Swedish.
// checkPage also looks at 320 pixels and at the other colours of each. A page with a hole in its address needs an example below.
import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";
import { printed } from "./town.mjs";

// Who visits the pages of a permission.
const visitors = {
    everyone: "nobody",
    resident: "resident",
    staff: "administrator",
    "cases.read": "officer",
    "cases.decide": "officer",
    "public_records.keep": "registrar",
    "administration.manage": "administrator",
    "administration.services": "administrator",
    "installation.manage": "administrator",
};
const not_pages = [
    /^\/api\//, /^\/tema\//, /^\/logga-in\/klar\//, /^\/e-tjanster\/forslag$/, /\/allt\.zip$/, /\/handlingar\/\{/, /\/hamta$/,
];
// Reached with a form or in a state that the other journeys show.
const seen_elsewhere = new Set([
    "/e-tjanster/{service}/kvitto", "/e-tjanster/{service}/granska", "/mina-sidor/{number}/komplettera", "/mina-sidor/{number}/overklaga",
    "/mina-sidor/{number}/beslut", "/personal/valkommen",
]);

const firstLink = async (page, from, start) => {
    await page.goto(from);
    const found = await page.locator(`main a[href^="${start}"]`).evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(found.length, `no link to ${start}… on ${from}`);
    return found;
};
const startsWith = (prefix) => async (page, from) => (await firstLink(page, from, prefix))[0].slice(prefix.length).split(/[/?]/)[0];

/// What to put in the holes of an address, found on the pages themselves.
const examples = {
    async service() { return "skolskjuts"; },
    async outcome() { return "reject"; },
    async version() { return "1"; },
    async page() { return "child"; },
    "/mina-sidor/{number}": (page) => startsWith("/mina-sidor/SKJ-")(page, "/mina-sidor").then((rest) => `SKJ-${rest}`),
    "/diarium/{number}": (page) => startsWith("/diarium/")(page, "/diarium"),
    "/registrator/{number}": (page) => startsWith("/diarium/")(page, "/diarium"),
    "/handlaggning/arenden/{number}": (page) => startsWith("/handlaggning/arenden/")(page, "/handlaggning/ofordelade"),
    unit: (page) => startsWith("/administration/enheter/")(page, "/administration/enheter"),
    async account(page) {
        const links = await firstLink(page, "/administration/anvandare", "/administration/anvandare/");
        return links.map((link) => link.split("/")[3]).find((part) => part !== "ny");
    },
    async "/administration/anvandare/{account}/api-nycklar"(page) {
        await page.goto("/administration/anvandare");
        return (await page.getByRole("link", { name: "Elevregistret" }).getAttribute("href")).split("/")[3];
    },
    municipality: (page) => startsWith("/administration/kommuner/kommun/")(page, "/administration/kommuner"),
    role: (page) => startsWith("/administration/roller/roll/")(page, "/administration/roller"),
};

/// The address with its holes filled. The example of an address wins over that of its beginning, and both over that of a bare name.
async function filled(page, address) {
    let at = address;
    for (const hole of address.match(/\{\w+\}/g) ?? []) {
        const before = address.slice(0, address.indexOf(hole)) + hole;
        const example = examples[address] ?? examples[before] ?? examples[hole.slice(1, -1)];
        assert.ok(example, `${address} needs an example in every_page.journey.mjs`);
        at = at.replace(hole, await example(page));
    }
    return at;
}

const pages = printed("routes").split("\n").map((line) => line.trim().split(/\s+/)).filter(([, method]) => method === "GET")
    .map(([, , address, who]) => ({ address, who }))
    .filter(({ address }) => !not_pages.some((pattern) => pattern.test(address)) && !seen_elsewhere.has(address));

test("every permission has a visitor", () => {
    for (const { address, who } of pages) assert.ok(visitors[who], `${address} is for ${who}`);
});

const arrive = {
    async nobody(page) {
        await people.beginSchoolTransport(page);  // so that the steps of a form have a draft
    },
    async resident(page) {
        await people.signInResident(page);
        await people.applyForSchoolTransport(page, "Alla Sidor", {
            async contact(form) {
                await form.locator("#applicant_email").fill("alla@exempelby.example");
                await people.goOn(form);
            },
        });
    },
    officer: (page) => people.signInStaff(page, "officer"),
    registrar: (page) => people.signInStaff(page, "registrar", "/registrator"),
    async administrator(page) {
        await people.signInStaff(page, "administrator", "/administration/anvandare");
        if (await page.getByText("Elevregistret").count()) return;
        await page.goto("/administration/anvandare/ny");
        await page.locator("#username").fill("elevregistret");
        await page.locator("#name").fill("Elevregistret");
        await page.locator("#program").check();
        await people.press(page.locator("main form button").last());
    },
};
/// Some pages for everyone are only there for who has a case.
const visitorOf = ({ address, who }) => (address.startsWith("/mina-sidor") ? "resident" : visitors[who]);

const ways = [{ on: desktop }, { on: small_phone, colours: "dark", language: "en" }];
for (const visitor of new Set(Object.values(visitors)))
    for (const way of ways)
        journey(`${visitor} sees every page at ${way.on.width} pixels`, way, async ({ page, checkPage }) => {
            await arrive[visitor](page);
            const wrong = [];
            for (const one of pages.filter((each) => visitorOf(each) === visitor)) {
                try {
                    const answer = await page.goto(await filled(page, one.address));
                    assert.ok(answer.status() < 400, `${one.address}: ${answer.status()}`);
                    await checkPage(`${visitor} ${one.address.replaceAll("/", " ")}`);
                } catch (error) {
                    wrong.push(error.message);
                }
            }
            assert.deepEqual(wrong, []);
        });

journey("what is not there says so", { on: small_phone }, async ({ page, checkPage }) => {
    const answer = await page.goto("/finns-inte");
    assert.equal(answer.status(), 404);
    await checkPage("not found");
    await people.signInStaff(page, "officer");
    assert.equal((await page.goto("/administration/kommunen")).status(), 403);
    await checkPage("not allowed");
});
