// Nothing that was typed is lost: another device, another language, two tabs, the back button, a lost session; and one application is one case.
import assert from "node:assert/strict";
import { desktop, journey, phone } from "./harness.mjs";
import * as people from "./people.mjs";

const path = (page) => new URL(page.url()).pathname;

async function anotherTab(page, address) {
    const tab = await page.context().newPage();
    await tab.goto(address);
    return tab;
}

journey("begun by telephone in Swedish, finished at a desk in English", { on: phone }, async ({ page, another, checkPage }) => {
    await people.beginSchoolTransport(page);
    await people.fillChild(page, "Lo Halvvägs");
    await people.choose(page, "school_name", "bjorkskolan");
    await people.press(page.getByRole("button", { name: "Spara och fortsätt senare" }));
    await checkPage("saved for later");
    const code = await page.locator(".receipt .lead b").innerText();

    const desk = await another({ on: desktop, language: "en" });
    await desk.goto("/e-tjanster/fortsatt");
    await checkPage("go on with code", desk);
    await desk.locator("#kod").fill("AAAA-AAAA-AAAA");
    await people.press(desk.locator("main form button"));
    await desk.locator(".error-summary").waitFor();
    await desk.locator("#kod").fill(code);
    await people.press(desk.locator("main form button"));
    assert.equal(path(desk), "/e-tjanster/skolskjuts/school");
    assert.equal(await desk.locator('input[name=school_name][value="bjorkskolan"]').isChecked(), true);
    assert.match(await desk.getByRole("heading", { level: 1 }).innerText(), /The school/);
    await checkPage("form step in English", desk);
    await people.fillSchool(desk);
    await desk.goBack();
    assert.equal(await desk.locator('input[name=school_name][value="strandskolan"]').isChecked(), true);
    await people.goOn(desk);
    await people.fillReason(desk);
    await people.fillJourney(desk);
    await people.fillContact(desk);
    assert.match(await desk.getByRole("main").innerText(), /Lo Halvvägs/);
    const { number } = await people.sendIn(desk);
    assert.match(number, /^SKJ-/);
});

journey("two tabs save different pages of the same application", { on: desktop }, async ({ page }) => {
    await people.beginSchoolTransport(page);
    await people.fillChild(page, "Ett Barn");
    const other = await anotherTab(page, "/e-tjanster/skolskjuts/school");
    await page.goto("/e-tjanster/skolskjuts/child");
    await page.locator("#child_name").fill("Annat Barn");
    await people.fillSchool(other);
    await people.goOn(page);
    await page.goto("/e-tjanster/skolskjuts/child");
    assert.equal(await page.locator("#child_name").inputValue(), "Annat Barn");
    await page.goto("/e-tjanster/skolskjuts/school");
    assert.equal(await page.locator("#grade").inputValue(), "1");
});

journey("sent from two tabs it is one case", { on: desktop }, async ({ page }) => {
    await people.beginSchoolTransport(page);
    await people.fillChild(page, "Du Bell");
    await people.fillSchool(page);
    await people.fillReason(page);
    await people.fillJourney(page);
    await people.fillContact(page);
    const other = await anotherTab(page, page.url());
    const first = await people.sendIn(page);
    assert.deepEqual(await people.sendIn(other), first);
    await page.goBack();
    await page.goForward();
    assert.deepEqual(await people.receiptOf(page), first);
});

journey("a session lost in the middle keeps what was typed", { on: phone }, async ({ page, checkPage }) => {
    await people.beginSchoolTransport(page);
    await people.fillChild(page, "Kaka Borta");
    await people.choose(page, "school_name", "norrangsskolan");
    await people.choose(page, "chosen_school", "yes");
    await page.locator("#grade").selectOption("7");
    await page.context().clearCookies();
    await people.goOn(page);
    assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /Tryck på Skicka igen/);
    await checkPage("send again");
    await people.press(page.getByRole("button", { name: "Skicka igen" }));
    assert.equal(path(page), "/e-tjanster/skolskjuts/reason");
    await page.goto("/e-tjanster/skolskjuts/school");
    assert.equal(await page.locator("#grade").inputValue(), "7");
    await page.goto("/e-tjanster/skolskjuts/child");
    assert.equal(await page.locator("#child_name").inputValue(), "Kaka Borta");
});
