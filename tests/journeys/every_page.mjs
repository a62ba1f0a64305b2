// Every page that the program has, as each kind of visitor sees it, in Swedish and English; checkPage looks at both widths and colours, at
// the keyboard and at paper. Then the same page without scripts. A page with a hole in its address needs an example below.
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";
import { printed } from "./town.mjs";
import { withoutScripts, wordsOf } from "./without_scripts.mjs";

// Who visits the pages of a permission.
export const visitors = {
    everyone: "nobody",
    resident: "resident",
    staff: "administrator",
    "cases.read": "officer",
    "cases.decide": "officer",
    "cases.approve": "approver",
    "public_records.keep": "registrar",
    "cases.dispose": "registrar",
    "e_services.serve": "agent",
    "contacts.serve": "agent",
    "contacts.answer": "officer",
    "knowledge.write": "agent",
    "decision_tables.read": "officer",
    "decision_tables.write": "officer",
    "decision_tables.approve": "approver",
    "mandates.register": "agent",
    "feedback.register": "agent",
    "administration.manage": "administrator",
    "administration.services": "administrator",
    "installation.manage": "administrator",
    "services.build": "administrator",
    "services.publish": "administrator",
    "fault_reports.receivers": "administrator",
    "fault_reports.prices": "administrator",
    "fault_reports.assets": "administrator",
    "feedback.manage": "administrator",
};
const not_pages = [
    /^\/api\//, /^\/tema\//, /^\/logga-in\/klar\//, /^\/logga-ut\/saml(-personal)?$/, /^\/e-tjanster\/forslag$/, /\/allt\.zip$/, /\/handlingar\/\{/, /\/hamta$/, /\/papper$/, /\/original\/\{/, /^\/skannat\/\{/, /\.csv$/, /\.geojson$/, /\/bild\/\{/, /\/bild$/, /\/utlamnad\/\{/, /\.js$/, /\/pdf$/, /^\/chatt\/(nytt|spara)$/, /\{contact\}\/chatt$/,
    /^\/e-tjanstebyggaren\/\{service_draft\}\/forhandsvisning\/sida$/,
    /\.yaml$/, /^\/delade-e-tjanster\/\{/,
    /^\/handlaggning\/utskick\/brev\/\{bundle\}$/,
];
// Reached with a form, by the link of an invitation (municipalities) or in a state that the other journeys show; a list of what is old in
// the log is there in a town that has had Torg for years (log_test.cpp).
const seen_elsewhere = new Set([
    "/gallring/loggen/{log_list}",
    "/e-tjanster/{service}/kvitto", "/e-tjanster/{service}/granska", "/mina-sidor/{number}/komplettera", "/mina-sidor/{number}/overklaga", "/mina-sidor/{number}/begaran/overklaga",
    "/mina-sidor/{number}/beslut", "/personal/valkommen", "/underteckna/{signature}", "/logga-in/svar/{name}", "/personal/kort",
    "/tyck-till/{invitation_to_answer}",
    "/mina-sidor/{number}/samtycke/{field}", "/mina-sidor/fullmakter/{mandate}", "/felanmalan/{placed}/svar/{asked}", "/felanmalan/{placed}/meddelanden/{asked}", "/utforare/{receiver_link}", "/utforare/{receiver_link}/{placed}", "/handlaggning/markerade/{batch}", "/handlaggning/arenden/{number}/namnd/beslut", "/handlaggning/arenden/{number}/begaran",
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
    async occasion() { return "decision"; },
    async language() { return "sv"; },
    "/mina-sidor/{number}": (page) => startsWith("/mina-sidor/SKJ-")(page, "/mina-sidor").then((rest) => `SKJ-${rest}`),
    "/diarium/{number}": (page) => startsWith("/diarium/")(page, "/diarium"),
    "/registrator/{number}": (page) => startsWith("/diarium/")(page, "/diarium"),
    "/handlaggning/arenden/{number}": (page) => startsWith("/handlaggning/arenden/")(page, "/handlaggning/ofordelade"),
    list: (page) => startsWith("/gallring/listor/")(page, "/gallring"),
    "/gallring/stopp/{number}": (page) => startsWith("/gallring/stopp/")(page, "/gallring/stopp"),
    "/felanmalan/{placed}": (page) => startsWith("/felanmalan/FEL-")(page, "/felanmalan/karta").then((rest) => `FEL-${rest}`),
    "/handlaggning/felanmalningar/statistik/anmalningar": async (page) => (await firstLink(page, "/handlaggning/felanmalningar/statistik", "/handlaggning/felanmalningar/statistik/anmalningar?"))[0],
    "/handlaggning/felanmalningar/{placed}": (page) => startsWith("/handlaggning/felanmalningar/")(page, "/handlaggning/felanmalningar"),
    "/personal/synpunkter/utforare/{feedback}": (page) => startsWith("/personal/synpunkter/utforare/")(page, "/personal/synpunkter/utforare"),
    feedback: (page) => startsWith("/personal/synpunkter/arende/")(page, "/personal/synpunkter?visa=alla"),
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
    async service_draft(page) {
        await page.goto("/e-tjanstebyggaren/tjanst/skolskjuts");
        await page.locator("main form[action='/e-tjanstebyggaren/ny'] button").click();
        return page.url().split("/")[4];
    },
    subscription: (page) => startsWith("/e-tjanstebyggaren/prenumerationer/")(page, "/e-tjanstebyggaren"),
    article: (page) => startsWith("/fragor/")(page, "/fragor"),
    article_id: (page) => startsWith("/svarsbank/svar/")(page, "/svarsbank"),
    async contact(page) {
        await page.goto("/kontaktcenter");
        return (await page.locator(".queue a[href^='/kontaktcenter/kontakter/']").first().getAttribute("href")).split("/")[3];
    },
    "/kontaktcenter/overlamnade/{contact}": (page) => startsWith("/kontaktcenter/overlamnade/")(page, "/kontaktcenter/overlamnade"),
    decision_table: (page) => startsWith("/beslutstabeller/")(page, "/beslutstabeller"),
    committee: (page) => startsWith("/handlaggning/namnd/")(page, "/handlaggning/namnd"),
    day: async (page) => (await firstLink(page, "/handlaggning/namnd", "/handlaggning/namnd/"))[0].split("/")[4],
    async report(page) {
        const [meeting] = await firstLink(page, "/handlaggning/namnd", "/handlaggning/namnd/");
        const list = `${meeting.split("/").slice(0, 4).join("/")}/delegationsbeslut`;
        return (await firstLink(page, list, `${list}/`))[0].split("/")[5];
    },
    search: (page) => startsWith("/handlaggning/sokningar/")(page, "/handlaggning/alla"),
    consultation: (page) => startsWith("/handlaggning/remisser/")(page, "/handlaggning/remisser"),
    async receiver(page) {
        const links = await firstLink(page, "/handlaggning/mottagare", "/handlaggning/mottagare/");
        return links.map((link) => link.split("/")[3]).find((part) => part !== "ny");
    },
    role: (page) => startsWith("/administration/roller/roll/")(page, "/administration/roller"),
};

/// The address with its holes filled. The example of an address wins over that of its beginning, and both over that of a bare name.
export async function filled(page, address) {
    if (!address.includes("{") && examples[address]) return examples[address](page);  // one that asks for something after its ?
    let at = address;
    for (const hole of address.match(/\{\w+\}/g) ?? []) {
        const before = address.slice(0, address.indexOf(hole)) + hole;
        const example = examples[address] ?? examples[before] ?? examples[hole.slice(1, -1)];
        assert.ok(example, `${address} needs an example in every_page.journey.mjs`);
        at = at.replace(hole, await example(page));
    }
    return at;
}

/// PAGES=/mina-sidor narrows them to some.
export const pages = printed("routes").split("\n").map((line) => line.trim().split(/\s+/)).filter(([, method]) => method === "GET")
    .map(([, , address, who]) => ({ address, who }))
    .filter(({ address }) => address.includes(process.env.PAGES ?? "") && !not_pages.some((pattern) => pattern.test(address)) && !seen_elsewhere.has(address));

export const arrive = {
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
    approver: (page) => people.signInStaff(page, "approver", "/handlaggning/att-godkanna"),
    registrar: (page) => people.signInStaff(page, "registrar", "/registrator"),
    agent: (page) => people.signInStaff(page, "agent", "/skannat"),
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
export const visitorOf = ({ address, who }) =>
    address.startsWith("/mina-sidor") ? "resident" : address.includes("/delegationsbeslut") ? "registrar" : visitors[who];


async function open(page, at) {
    const answer = await page.goto(at);
    assert.ok(answer.status() < 400, `${at}: ${answer.status()}`);
}

/// The words of a page with scripts, looked for in the same page without: by the same person, since the session is the same. What came or went
/// meanwhile, as a job does, is looked for once more.
async function isThereWithoutScripts(plain, page, at) {
    const look = async () => {
        const words = await wordsOf(page);
        await open(plain, at);
        return withoutScripts(plain, words);
    };
    let missing = await look();
    if (missing.length) {
        await open(page, at);
        missing = await look();
    }
    if (missing.length) throw new Error(`${at}:\n  ${missing.join("\n  ")}`);
}

const ways = [{ on: desktop, language: "sv" }, { on: small_phone, colours: "dark", language: "en" }];
// From right to left: residents alone have further languages. Who comes does so in Swedish, and then changes.
const from_right = { on: small_phone, language: "sv", reads: "ar" };

/// One journey in each language through all pages of the visitor.
export function seesEveryPage(visitor) {
    for (const way of ["nobody", "resident"].includes(visitor) ? [...ways, from_right] : ways)
        journey(`${visitor} sees every page in ${way.reads ?? way.language}`, way, async ({ page, another, checkPage }) => {
            await arrive[visitor](page);
            if (way.reads) await page.goto(`/sprak?till=${way.reads}&tillbaka=/`);
            const plain = await another({ scripts: false });
            await plain.context().addCookies(await page.context().cookies());
            const wrong = [];
            for (const one of pages.filter((each) => visitorOf(each) === visitor)) {
                try {
                    const at = await filled(page, one.address);
                    await open(page, at);
                    await checkPage(`${visitor} ${way.reads ?? ""}${one.address.replaceAll("/", " ")}`);
                    await isThereWithoutScripts(plain, page, at);
                } catch (error) {
                    wrong.push(error.message);
                }
            }
            assert.deepEqual(wrong, []);
        });
}
