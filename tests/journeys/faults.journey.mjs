// A fault is pointed out on a phone, with and without scripts and while there is no connection; others follow it; the crew mends it.
import assert from "node:assert/strict";
import { problemsOf } from "./check_page.mjs";
import { desktop, journey, small_phone } from "./harness.mjs";
import { mailedLink } from "./mail.mjs";
import * as people from "./people.mjs";

const numberOf = (page) => new URL(page.url()).pathname.split("/").at(-1);

async function fillsIn(page, words) {
    await page.goto("/felanmalan");
    await page.locator('input[name="plats"]').fill("Stora torget");
    await page.locator("#typ").check();
    await page.locator('textarea[name="text"]').fill(words);
}
const send = (page) => people.press(page.getByRole("button", { name: "Skicka felanmälan" }));

/// What the category asks, and what is near, come before it is sent.
async function reports(page, words, checkPage) {
    await fillsIn(page, words);
    await checkPage("fault report filled in");
    await send(page);
    await page.getByText("Nästan klart").waitFor();
    assert.equal(await page.locator('textarea[name="text"]').inputValue(), words);
    await checkPage("fault report asked once more");
    await send(page);
    await page.getByText("Tack, felanmälan är skickad").waitFor();
    await checkPage("fault report sent");
    return numberOf(page);
}

for (const on of [small_phone, desktop])
    journey(`a fault is reported, followed and mended, without scripts at ${on.width} pixels`, { on, scripts: false }, async ({ page, another, checkPage }) => {
        await page.goto("/felanmalan");
        await send(page);
        assert.match(await page.locator(".error-summary").innerText(), /Välj vad som är fel/);
        await checkPage("fault report with errors");
        const number = await reports(page, "Lampan är släckt", checkPage);

        const crew = await another({ on: desktop });
        await people.signInStaff(crew, "officer");
        await crew.goto(`/handlaggning/felanmalningar/${number}`);
        assert.match(await crew.getByRole("main").innerText(), /Lampan är släckt/);
        await crew.locator('textarea[name="svar"]').fill("Ny lampa sitter på plats");
        await people.press(crew.getByRole("button", { name: "Felet är lagat" }));
        await page.goto(`/felanmalan/${number}`);
        assert.match(await page.getByRole("main").innerText(), /Ny lampa sitter på plats/);
        await checkPage("mended fault");
    });

journey("what is reported without a connection is kept, and sent when there is one", { on: small_phone }, async ({ page }) => {
    await fillsIn(page, "Lampan blinkar");
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Skicka felanmälan" }).click();
    await page.getByText("Felanmälan är sparad").waitFor();
    await page.context().setOffline(false);
    await page.getByText("Felanmälan som var sparad är skickad").waitFor();
});

journey("what was kept and is refused stands in the form again, with the thing that was chosen", { on: small_phone }, async ({ page }) => {
    await fillsIn(page, "Lampan är släckt");
    await page.locator('input[name="typ"][value="fel-belysning"]').check();
    await page.locator('input[name="plats"]').fill("60.01978, 15.35201");
    const things = page.locator('input[name="sak"]');
    await things.nth(1).check();
    const chosen = await things.nth(1).getAttribute("value");
    await page.locator('input[name="epost"]').fill("robin");
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Skicka felanmälan" }).click();
    await page.getByText("Felanmälan är sparad").waitFor();
    // Opened another time, the page knows nothing of the place.
    await page.goto("about:blank");
    await page.context().setOffline(false);
    await page.goto("/felanmalan");
    await page.getByText("gick inte att skicka").waitFor();
    assert.equal(await page.locator('textarea[name="text"]').inputValue(), "Lampan är släckt");
    await page.locator(`input[name="sak"][value="${chosen}"]:checked`).waitFor();
    // The browser tells of an answer a moment after the page has shown what came of it.
    const heard = [];
    for (const deadline = Date.now() + 30_000; !heard.length && Date.now() < deadline; await page.waitForTimeout(50)) heard.push(...problemsOf(page));
    assert.match(heard.join(), /^422 from [^,]*\/felanmalan$/);
});

journey("a net that answers nothing is none: what is reported is kept, and sent when something answers", { on: small_phone }, async ({ page }) => {
    await fillsIn(page, "Lampan flimrar");
    const held = [];
    await page.route(/./, (route) => void held.push(route));
    assert.equal(await page.evaluate(() => navigator.onLine), true);
    await page.getByRole("button", { name: "Skicka felanmälan" }).click();
    await page.getByText("Felanmälan är sparad").waitFor({ timeout: 30_000 });
    await page.unroute(/./);
    for (const route of held) await route.abort().catch(() => undefined);
    await page.goto("/felanmalan");
    await page.getByText("Felanmälan som var sparad är skickad").waitFor({ timeout: 30_000 });
});

for (const on of [small_phone, desktop])
    journey(`a report is handed over to a contractor, who answers by the link, without scripts at ${on.width} pixels`, { on, scripts: false }, async ({ page, another, checkPage, town }) => {
        const administrator = await another({ on: desktop });
        await people.signInStaff(administrator, "administrator");
        await administrator.goto("/handlaggning/mottagare/ny");
        const name = `Lampskruvarna ${on.width}`, box = `lag${on.width}@lampor.example`;
        await administrator.getByLabel("Namn", { exact: true }).fill(name);
        await administrator.locator('input[name="satt"][value="email"]').check();
        await administrator.locator('input[name="epost"]').fill(box);
        await administrator.locator('input[name="tar"][value="fel-belysning"]').check();
        await people.press(administrator.getByRole("button", { name: "Spara" }));
        await administrator.getByText("Sparat").waitFor();

        await fillsIn(page, "Lampan är släckt");
        await page.locator('input[name="typ"][value="fel-belysning"]').check();
        await send(page);
        await page.getByText("Nästan klart").waitFor();
        await send(page);
        await page.getByText("Tack, felanmälan är skickad").waitFor();
        const number = numberOf(page);

        const crew = await another({ on: desktop });
        await people.signInStaff(crew, "officer");
        await crew.goto(`/handlaggning/felanmalningar/${number}`);
        await crew.getByText("Lämna till någon utanför kommunen").click();
        await crew.getByLabel(name).check();
        await crew.locator('textarea[name="utsaga"]').fill("Lampan är släckt");
        await people.press(crew.getByRole("button", { name: "Lämna över" }));
        await crew.getByText("De har fått den").waitFor();

        await page.goto(await mailedLink(page, town, box, /\/utforare\/[\w-]+/));
        await checkPage("list of a receiver outside the house");
        await page.getByRole("link", { name: /belysning/i }).first().click();
        await checkPage("report of a receiver outside the house");
        await page.locator('textarea[name="svar"]').fill("Ny lampa sitter på plats");
        await people.press(page.getByRole("button", { name: "Felet är lagat" }));
        await page.getByText("Den som anmälde får veta").waitFor();
        await page.goto(`/felanmalan/${number}`);
        assert.match(await page.getByRole("main").innerText(), /Ny lampa sitter på plats/);
    });

journey("the crew works without a connection: the list is there, what is done is sent later, what came too late is shown", { on: small_phone }, async ({ page, another, checkPage }) => {
    const sent = async (words) => {
        const reporter = await another({ on: desktop, scripts: false });
        await fillsIn(reporter, words);
        await send(reporter);
        await reporter.getByText("Nästan klart").waitFor();
        await send(reporter);
        await reporter.getByText("Tack, felanmälan är skickad").waitFor();
        return numberOf(reporter);
    };
    const first = await sent("Lampan är släckt"), second = await sent("Lampan blinkar");
    const list = "/handlaggning/felanmalningar";
    await people.signInStaff(page, "officer");
    // Where these are nearest: they stand first, and go along.
    await page.goto(list);
    await page.getByRole("button", { name: "Ta med utan nät" }).click();
    await page.getByText(/finns på den här enheten/).waitFor({ timeout: 60_000 });
    await checkPage("crew's list taken along");
    const links = await page.locator(`main a[href^="${list}/FEL-"]`).evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.ok(links.length > 0, `nothing to mend, not even ${first} and ${second}`);
    const [mended, late] = [links[0], links[1]];
    await page.context().setOffline(true);
    await page.goto(list);
    await page.getByText("Du ser det som du tog med").waitFor();
    for (const [address, words] of [[mended, "Lagat utan nät"], [late, "Lagat för sent"]]) {
        await page.goto(address);
        await page.locator('textarea[name="svar"]').fill(words);
        await page.getByRole("button", { name: "Felet är lagat" }).click();
        await page.getByText("sparat på den här enheten").waitFor();
    }
    const colleague = await another({ on: desktop });
    await people.signInStaff(colleague, "officer");
    await colleague.goto(late);
    await people.press(colleague.getByRole("button", { name: "Felet är lagat" }));
    // The device is passed on: another who signs in there sends nothing of it, and keeps nothing of what was taken along.
    await page.goto("about:blank");
    await page.context().setOffline(false);
    await page.context().clearCookies();
    await people.signInStaff(page, "approver");
    await page.goto(list);
    await page.waitForFunction(async () => !(await caches.has("torg-felarbete")));
    await page.goto(mended);
    assert.doesNotMatch(await page.getByRole("main").innerText(), /Lagat utan nät/);
    await page.context().clearCookies();
    await people.signInStaff(page, "officer");
    await page.goto(list);
    await page.getByText("Lagat för sent").waitFor({ timeout: 30_000 });
    // The browser tells of an answer a moment after the page has shown what came of it, and of one that went by the service worker not always.
    const heard = [];
    for (const deadline = Date.now() + 20_000; !heard.length && Date.now() < deadline; await page.waitForTimeout(50)) heard.push(...problemsOf(page));
    for (const one of heard) assert.match(one, /^409 from .*\/lagat$/);
    await checkPage("crew's list with what came too late");
    await page.goto(mended);
    assert.match(await page.getByRole("main").innerText(), /Lagat/);
    await page.goto(list);
    await page.getByRole("button", { name: "Ta bort" }).click();
    await page.getByText("Lagat för sent").waitFor({ state: "detached" });
});

journey("a net that answers nothing is none: what the crew does is kept with its picture, sent later, and signing out anywhere clears the device", { on: small_phone }, async ({ page, another }) => {
    const reporter = await another({ on: desktop, scripts: false });
    await fillsIn(reporter, "Lampan är släckt");
    await send(reporter);
    await reporter.getByText("Nästan klart").waitFor();
    await send(reporter);
    const number = numberOf(reporter), list = "/handlaggning/felanmalningar";
    await people.signInStaff(page, "officer");
    await page.goto(list);
    await page.getByRole("button", { name: "Ta med utan nät" }).click();
    await page.getByText(/finns på den här enheten/).waitFor({ timeout: 60_000 });
    await page.goto(`${list}/${number}`);
    // The browser says that it is online; nothing is answered.
    const held = [];
    await page.route(/./, (route) => void held.push(route));
    assert.equal(await page.evaluate(() => navigator.onLine), true);
    await page.locator('textarea[name="svar"]').fill("Lagat där nätet tiger");
    const picture = Buffer.from("/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z", "base64");
    await page.locator('input[name="efter"]').setInputFiles({ name: "efter.jpg", mimeType: "image/jpeg", buffer: picture });
    await page.getByRole("button", { name: "Felet är lagat" }).click();
    await page.getByText("sparat på den här enheten").waitFor({ timeout: 30_000 });
    await page.unroute(/./);
    for (const route of held) await route.abort().catch(() => undefined);
    await page.goto(list);
    await page.getByText(`${number} är skickad`).waitFor({ timeout: 30_000 });
    await page.goto(`${list}/${number}`);
    assert.match(await page.getByRole("main").innerText(), /Lagat/);
    assert.equal(await page.locator(".fault__picture img").count(), 1);
    await page.goto("/handlaggning");
    assert.ok(await page.evaluate(() => caches.has("torg-felarbete")));
    await page.getByRole("button", { name: "Logga ut" }).first().click();
    await page.waitForFunction(async () => !(await caches.has("torg-felarbete")));
});
