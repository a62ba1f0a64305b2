// Something is missing: the officer asks, the resident answers, both write to each other, and a rejection is appealed.
process.env.TORG_UNDO_MINUTES = "0";  // decisions leave the house at once
import assert from "node:assert/strict";
import { desktop, journey, phone } from "./harness.mjs";
import * as people from "./people.mjs";

const case_title = "Skolskjuts för Nour Haddad";

async function applies(page) {
    await people.signInResident(page, "Fatima Haddad");
    return people.applyForSchoolTransport(page, "Nour Haddad", {
        kilometres: "1,2",
        alternating: true,
        async contact(form) {
            assert.equal(await form.locator("#applicant_name").inputValue(), "Fatima Haddad");
            await form.locator("#applicant_email").fill("fatima@exempelby.example");
            await people.goOn(form);
        },
    });
}

async function asksForWhatIsMissing(officer, checkPage, number) {
    await people.signInStaff(officer, "officer");
    await people.openAsOfficer(officer, number);
    await people.press(officer.getByRole("button", { name: "Ta ärendet" }));
    assert.match(await officer.locator(".verdict").innerText(), /Reglerna föreslår komplettering/);
    await officer.keyboard.press("3");
    await people.enter(officer);
    assert.equal(await officer.locator('input[name=items][value="alternating_certificate"]').isChecked(), true);
    await officer.locator("#words").fill("Skriv också vilka veckor barnet bor var.");
    await checkPage("ask for supplement", officer);
    await people.press(officer.getByRole("button", { name: "Skicka begäran" }));
    assert.match(await officer.locator(".desk__head").innerText(), /Väntar på sökanden, klockan står still/);
}

async function answersOnlyThat(page, checkPage, number) {
    await page.goto("/mina-sidor");
    await checkPage("my pages with something to do");
    await people.press(page.locator(".todo li").filter({ hasText: case_title }).getByRole("link", { name: "Svara" }));
    assert.equal(new URL(page.url()).pathname, `/mina-sidor/${number}/komplettera`);
    assert.match(await page.getByRole("main").innerText(), /Intyg om växelvis boende som båda vårdnadshavarna skrivit under[^]*vilka veckor/);
    assert.equal(await page.locator("#child_name, #distance_km").count(), 0);
    await people.press(page.getByRole("button", { name: "Skicka svaret" }));
    await page.locator(".error-summary").waitFor();
    await checkPage("supplement with an error");
    await page.locator("#alternating_certificate").setInputFiles(people.pdf("växelvis"));
    await page.getByLabel("Ditt svar med egna ord").fill("Jämna veckor hos mig, udda hos pappa.");
    await people.press(page.getByRole("button", { name: "Skicka svaret" }));
    assert.equal(new URL(page.url()).pathname, `/mina-sidor/${number}`);
    assert.match(await page.getByRole("main").innerText(), /Du svarade på frågorna[^]*Jämna veckor/);
}

async function writeToEachOther(page, officer, checkPage, number) {
    await page.getByText("Skriv meddelande", { exact: true }).click();
    await page.getByLabel("Skriv ett meddelande").fill("När får vi veta?");
    await people.press(page.getByRole("button", { name: "Skicka meddelande" }));
    await people.openAsOfficer(officer, number);
    const seen = await officer.getByRole("main").innerText();
    for (const expected of ["växelvis.pdf", "När får vi veta?"]) assert.ok(seen.includes(expected), `${expected} in ${seen}`);
    await officer.getByText("Skriv till sökanden").click();
    await officer.locator("#text").fill("Senast på fredag.");
    await people.press(officer.getByRole("button", { name: "Skicka meddelandet" }));
    await officer.getByText("Skriv en intern anteckning").click();
    await officer.locator("#note").fill("Ring skolan först.");
    await people.press(officer.getByRole("button", { name: "Spara anteckningen" }));
    await checkPage("case with messages", officer);
    await page.reload();
    const told = await page.getByRole("main").innerText();
    assert.match(told, /Senast på fredag\./);
    assert.doesNotMatch(told, /Ring skolan/);
    await checkPage("case with messages");
}

async function rejects(officer, checkPage) {
    await officer.keyboard.press("2");
    await people.enter(officer);
    assert.equal(await officer.locator('input[name=reason][value="too_near"]').isChecked(), true);
    const reasons = officer.locator("#text-reasons");
    await reasons.fill(`${await reasons.inputValue()}\n\nVi mätte vägen till 1,2 kilometer.`);
    await people.press(officer.getByRole("button", { name: "Visa brevet igen" }));
    assert.match(await officer.locator(".verdict__letter").innerText(), /Nour Haddad får inte skolskjuts[^]*kortare än den gräns[^]*1,2 kilometer/);
    await checkPage("reject", officer);
    await people.press(officer.getByRole("button", { name: "Besluta: Avslag" }));
}

async function readsAndAppeals(page, checkPage, number) {
    await page.goto(`/mina-sidor/${number}`);
    await people.reloadUntil(page, page.getByRole("link", { name: "Läs beslutet" }));
    await people.press(page.getByRole("link", { name: "Läs beslutet" }).first());
    assert.match(await page.locator("article.letter").innerText(), /Så här överklagar du[^]*inom tre veckor[^]*Förvaltningsrätten/);
    await checkPage("letter with appeal instructions");
    await page.goto(`/mina-sidor/${number}`);
    await people.press(page.getByRole("link", { name: "Överklaga", exact: true }));
    assert.match(await page.getByRole("main").innerText(), /ska ha kommit in till oss senast/);
    await checkPage("appeal");
    await page.getByLabel("Vad vill du ändra, och varför?").fill("Vägen saknar trottoar. Jag vill att beslutet ändras.");
    await people.press(page.getByRole("button", { name: "Skicka överklagandet" }));
    assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /Vi har tagit emot ditt överklagande/);
}

journey("an officer asks for a certificate, rejects, and the resident appeals", { on: phone }, async ({ page, another, checkPage }) => {
    const { number, code } = await applies(page);
    assert.equal(code, undefined);  // who signed in needs none
    const officer = await another({ on: desktop });
    await asksForWhatIsMissing(officer, checkPage, number);
    await answersOnlyThat(page, checkPage, number);
    await writeToEachOther(page, officer, checkPage, number);
    await rejects(officer, checkPage);
    await readsAndAppeals(page, checkPage, number);
    await people.openAsOfficer(officer, number);
    const panel = officer.locator(".verdict");
    assert.match(await panel.innerText(), /Överklagande[^]*45 §/);
    await checkPage("appeal to handle", officer);
    await people.press(panel.getByRole("button", { name: "Skicka vidare överklagandet" }));
    assert.match(await officer.locator(".desk__head").innerText(), /Avslutat/);
});
