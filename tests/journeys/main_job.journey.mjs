// The town hall's main job: someone applies, an officer decides, the letter goes out, and everybody may follow it.
import assert from "node:assert/strict";
import { desktop, journey, phone } from "./harness.mjs";
import * as people from "./people.mjs";

async function findsTheService(page, checkPage) {
    await page.goto("/");
    await checkPage("home");
    await page.getByRole("search").locator("input").fill("skolbuss");
    await people.enter(page);
    assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /e-tjänst/);
    await checkPage("found services");
    await people.press(page.getByRole("main").getByRole("link", { name: "Ansök om skolskjuts" }));
    await checkPage("service page");
    await people.press(page.getByRole("button", { name: "Börja" }));
}

async function makesAMistakeAndCorrectsIt(page, checkPage) {
    await people.goOn(page);
    const summary = page.locator(".error-summary");
    await summary.waitFor();
    assert.match(await summary.innerText(), /Två svar behöver rättas/);
    assert.match(await page.title(), /^Fel: /);
    await page.locator("#child_name").fill("Alva Exempel");
    await page.locator("#child_number").fill("20180101-2393");
    await people.goOn(page);
    assert.match(await summary.innerText(), /Kontrollera siffrorna i personnumret/);
    assert.equal(await page.locator("#child_name").inputValue(), "Alva Exempel");
    assert.equal(await page.locator("#child_number").inputValue(), "20180101-2393");
    await checkPage("form step with an error");
    await summary.getByRole("link").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "child_number");
    await page.locator("#child_number").fill("20180101-2392");
    await people.goOn(page);
}

async function tellsWhyAndSendsACertificate(page, checkPage) {
    assert.equal(await page.locator("#disability_need").isVisible(), false);
    await people.choose(page, "reasons", "distance");
    await people.choose(page, "reasons", "disability");
    assert.equal(await page.locator("#disability_need").isVisible(), true);
    await page.locator("#disability_need").fill("Behöver hjälp att spänna fast bältet.");
    await people.chooseFile(page, "#certificate", people.pdf("intyg"));
    await checkPage("form step with a file");
    await people.goOn(page);
}

async function describesTheJourney(page, checkPage) {
    await people.fillAddress(page, "home", "Björkvägen 3");
    await page.locator("#distance_km").fill("4,5");
    await people.choose(page, "alternating", "no");
    await people.fillDate(page, "start", { ...people.dayFromNow(14), day: "31", month: "2" });
    await page.locator("#truth").check();
    await people.goOn(page);
    assert.match(await page.locator(".error-summary").innerText(), /Skriv en dag som finns. Månaden har 2[89] dagar, inte 31/);
    assert.equal(await page.locator("#start").inputValue(), "31");
    assert.equal(await page.locator("#start-month").inputValue(), "2");
    assert.equal(await page.locator("#home-street").inputValue(), "Björkvägen 3");
    assert.equal(await page.locator("#distance_km").inputValue(), "4,5");
    assert.equal(await page.locator("#truth").isChecked(), true);
    await checkPage("form step with 31 February");
    await people.fillDate(page, "start", people.dayFromNow(14));
    await people.goOn(page);
}

async function checksAndSends(page, checkPage) {
    const review = page.getByRole("main");
    await review.getByRole("heading", { level: 1, name: "Granska och skicka" }).waitFor();
    assert.match(await review.innerText(), /Alva Exempel[^]*Strandskolan[^]*intyg\.pdf[^]*4,5/);
    await checkPage("check your answers");
    await people.press(review.getByRole("link", { name: "Ändra Skolan" }));
    await page.locator("#grade").selectOption("2");
    await people.goOn(page);
    assert.match(await review.innerText(), /Årskurs 2/);
    const sent = await people.sendIn(page);
    assert.match(sent.number, /^SKJ-\d{4}-\d+$/);
    await checkPage("receipt");
    return sent;
}

async function takesTheCase(officer, checkPage, number) {
    await people.signInStaff(officer, "officer", "/handlaggning/ofordelade");
    await checkPage("unassigned", officer);
    await people.press(officer.getByRole("main").getByRole("link", { name: "Skolskjuts för Alva Exempel" }).first());
    await people.press(officer.getByRole("button", { name: "Ta ärendet" }));
    await people.checksAreIn(officer);
    const text = await officer.getByRole("main").innerText();
    for (const expected of [number, "Villkor", "Ansökan", "Strandskolan", "intyg.pdf", "8 av 8 villkor är uppfyllda", "Folkbokförd i Exempelby", "Sökanden svarade: Björkvägen 3", "fågelvägen", "Reglerna föreslår: Bifall"])
        assert.ok(text.includes(expected), `${expected} in ${text}`);
    const drawn = officer.locator(".docs__page").first();
    await drawn.scrollIntoViewIfNeeded();
    await officer.waitForFunction((picture) => picture.complete && picture.naturalWidth > 0, await drawn.elementHandle());
    await checkPage("case", officer);
}

async function approves(officer, comment) {
    await officer.getByText("Lägg till egna ord i brevet").click();
    await officer.locator("#comment").fill(comment);
    await officer.keyboard.press("Tab");
    await officer.keyboard.press("1");
    assert.match(await officer.evaluate(() => document.activeElement.innerText), /Bifall/);
    await people.enter(officer);
}

async function seesTheDecision(page, checkPage, sent) {
    await people.followByCode(page, sent);
    await people.reloadUntil(page, page.getByRole("heading", { level: 1, name: "Vi har fattat beslut" }));
    await checkPage("followed case");
    await people.press(page.getByRole("link", { name: "Läs beslutet" }).first());
    const letter = await page.locator("article.letter").innerText();
    for (const expected of ["Alva Exempel får skolskjuts", "Välkommen på bussen!", "Skollagen (2010:800) 10 kap. 32 §", "på delegation enligt punkt BUN 4.2", sent.number])
        assert.ok(letter.includes(expected), `${expected} in ${letter}`);
    await checkPage("letter");
    const address = await page.getByRole("link", { name: "Ladda ner pdf" }).getAttribute("href");
    const printed = await (await page.request.get(address)).body();
    assert.equal(printed.subarray(0, 4).toString(), "%PDF");
    await page.goto(`/mina-sidor/${sent.number}/vem-har-last`);
    assert.ok((await page.locator("main table tbody tr").count()) >= 2);
    assert.match(await page.locator("main table").innerText(), /Frågade ett register[^]*var personen är folkbokförd/);
    await checkPage("who has read");
}

async function isInTheRegister(stranger, checkPage, number) {
    await stranger.goto(`/diarium/${number}`);
    const entry = await stranger.getByRole("main").innerText();
    assert.match(entry, /Ansökan om skolskjuts/);
    assert.match(entry, /OSL 23 kap\. 2 §/);
    assert.doesNotMatch(entry, /Alva|Kim Sökande/);
    await checkPage("register entry", stranger);
}

async function isInTheLog(administrator, checkPage) {
    await people.signInStaff(administrator, "administrator", "/administration/logg");
    await administrator.locator("#syfte").selectOption("access_control");
    await administrator.locator("#handelse").selectOption({ label: "Beslutade" });
    await administrator.locator("#fran").fill("25/11");
    await administrator.locator("#till").fill("31 februari");
    await people.press(administrator.getByRole("main").locator("form button").first());
    assert.match(await administrator.locator(".error-summary").innerText(), /Skriv en dag som finns/);
    assert.equal(await administrator.locator("#till").inputValue(), "31 februari");
    await administrator.locator("#fran").fill("");
    const { day, month } = people.dayFromNow(1);
    await administrator.locator("#till").fill(`${day}/${month}`);
    await people.press(administrator.getByRole("main").locator("form button").first());
    await administrator.getByRole("cell", { name: "Beslutade cases.decided" }).first().waitFor();
    await checkPage("audit log", administrator);
}

journey("a resident without e-identification applies by telephone, and gets a decision", { on: phone }, async ({ page, town, another, checkPage }) => {
    await findsTheService(page, checkPage);
    await makesAMistakeAndCorrectsIt(page, checkPage);
    await people.fillSchool(page);
    await tellsWhyAndSendsACertificate(page, checkPage);
    await describesTheJourney(page, checkPage);
    await people.fillContact(page);
    const sent = await checksAndSends(page, checkPage);

    const officer = await another({ on: desktop });
    await takesTheCase(officer, checkPage, sent.number);
    await approves(officer, "Välkommen på bussen!");
    const undo = officer.locator(".undo");
    assert.match(await undo.innerText(), new RegExp(`Bifall skickas[^]*${sent.number}`));
    await checkPage("undo bar", officer);
    await people.followByCode(page, sent);
    assert.equal(await page.getByRole("link", { name: "Läs beslutet" }).count(), 0);
    await officer.keyboard.press("z");
    await people.enter(officer);
    assert.match(await officer.getByRole("main").innerText(), /8 av 8 villkor/);

    await town.restart({ TORG_UNDO_MINUTES: "0" });
    await people.openAsOfficer(officer, sent.number);
    await approves(officer, "Välkommen på bussen!");
    await seesTheDecision(page, checkPage, sent);
    await isInTheRegister(await another({ on: desktop }), checkPage, sent.number);
    await isInTheLog(await another({ on: desktop }), checkPage);
});

journey("the same is done without scripts", { on: phone, scripts: false }, async ({ page, another, checkPage }) => {
    await page.goto("/");
    await page.getByRole("search").locator("input").fill("skolbuss");
    await people.press(page.getByRole("search").first().getByRole("button"));
    await people.press(page.getByRole("main").getByRole("link", { name: "Ansök om skolskjuts" }));
    const sent = await people.applyForSchoolTransport(page, "Bo Utanskript");
    await checkPage("receipt");

    const officer = await another({ on: desktop });
    await people.signInStaff(officer, "officer", "/handlaggning/ofordelade");
    await people.openAsOfficer(officer, sent.number);
    await people.press(officer.getByRole("button", { name: "Ta ärendet" }));
    await people.checksAreIn(officer);
    await people.press(officer.getByRole("button", { name: /^Bifall/ }));
    await people.openAsOfficer(officer, sent.number);
    await checkPage("decided case", officer);

    await people.followByCode(page, sent);
    await people.reloadUntil(page, page.getByRole("link", { name: "Läs beslutet" }));
    await people.press(page.getByRole("link", { name: "Läs beslutet" }).first());
    assert.match(await page.locator("article.letter").innerText(), /Bo Utanskript får skolskjuts/);
});
