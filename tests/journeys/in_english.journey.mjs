// What only comes after a form was sent, in English: errors, review, receipt, supplement, decision, appeal. In Swedish the stories show them.
process.env.TORG_UNDO_MINUTES = "0";  // decisions leave the house at once
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

const english = { on: small_phone, colours: "dark", language: "en" };
const lastButton = (page) => page.locator("main form .form-foot button").first();

journey("applying in English without e-identification", english, async ({ page, checkPage }) => {
    await people.beginSchoolTransport(page);
    await people.goOn(page);
    assert.match(await page.locator(".error-summary").innerText(), /Two answers need/);
    await checkPage("errors");
    await people.fillChild(page, "Alex Abroad");
    await people.fillSchool(page);
    await people.fillReason(page);
    await people.fillJourney(page, { alternating: true });
    await people.press(page.getByRole("button", { name: "Save and continue later" }));
    await checkPage("saved");
    await people.press(page.locator("main").getByRole("link").last());
    await people.fillContact(page);
    await checkPage("review");
    const sent = await people.sendIn(page);
    await checkPage("receipt");
    await people.followByCode(page, sent);
    await checkPage("followed case");
});

journey("being asked, refused and appealing in English", english, async ({ page, another, checkPage }) => {
    await people.signInResident(page, "Fatima Haddad");
    const { number } = await people.applyForSchoolTransport(page, "Nour Haddad", {
        kilometres: "1,2",
        async contact(form) {
            await form.locator("#applicant_email").fill("fatima@exempelby.example");
            await people.goOn(form);
        },
    });
    const at = `/mina-sidor/${number}`, desk = `/handlaggning/arenden/${number}`;
    const officer = await another({ on: desktop });
    await people.signInStaff(officer, "officer", desk);
    await people.press(officer.locator(".desk__head button[name=till]"));
    await officer.goto(`${desk}/komplettering`);
    await people.press(lastButton(officer));
    await checkPage("supplement without questions", officer);
    await people.choose(officer, "items", "alternating_certificate");
    await people.press(lastButton(officer));
    await checkPage("case that waits", officer);

    await page.goto("/mina-sidor");
    await checkPage("something to do");
    await page.goto(`${at}/komplettera`);
    await people.press(lastButton(page));
    await checkPage("supplement with errors");
    await page.locator("#alternating_certificate").setInputFiles(people.pdf("certificate"));
    await people.press(lastButton(page));
    await checkPage("answered");

    await officer.goto(`${desk}/beslut/reject`);
    await people.choose(officer, "reason", "too_near");
    await people.press(lastButton(officer));
    await page.goto(at);
    await people.reloadUntil(page, page.locator(`a[href="${at}/beslut"]`));
    await checkPage("decided");
    await page.goto(`${at}/beslut`);
    await checkPage("decision");
    await page.goto(`${at}/overklaga`);
    await people.press(lastButton(page));
    await checkPage("appeal with errors");
    await page.locator("#text").fill("The way has no pavement. I want the decision to be changed.");
    await people.press(lastButton(page));
    await checkPage("appealed");
    await officer.goto(desk);
    await checkPage("appeal to handle", officer);
});
