// Begun on a telephone, gone on with at a computer: what was typed seconds ago is there, and two devices at once overwrite nothing unseen.
import assert from "node:assert/strict";
import { desktop, journey, phone } from "./harness.mjs";
import * as people from "./people.mjs";

const saved = (page) => page.waitForResponse((answer) => answer.request().method() === "POST" && answer.headers()["content-type"] === "application/json");

/** Types as a person does, and waits for the answer of what saves by itself: what the trouble is, if any. */
async function typeAndWait(page, id, words) {
    const answer = saved(page);
    await page.locator(id).fill(words);
    return (await (await answer).json()).trouble;
}

async function codeOf(page) {
    await people.press(page.getByRole("button", { name: "Spara och fortsätt senare" }));
    const code = await page.locator(".receipt .lead b").innerText();
    await people.press(page.getByRole("link", { name: "Fortsätt", exact: true }));
    return code;
}

async function openWith(desk, code) {
    await desk.goto("/e-tjanster/fortsatt");
    await desk.locator("#kod").fill(code);
    await people.press(desk.locator("main form button"));
}

journey("typed on the telephone seconds ago, there on the computer, also what is not right yet", { on: phone }, async ({ page, another, checkPage }) => {
    await people.beginSchoolTransport(page);
    const code = await codeOf(page);
    const desk = await another({ on: desktop });
    assert.equal(await typeAndWait(page, "#child_name", "Lo Halvvägs"), undefined);
    assert.equal(await typeAndWait(page, "#child_number", "2018"), undefined);
    await openWith(desk, code);
    assert.equal(await desk.locator("#child_name").inputValue(), "Lo Halvvägs");
    assert.equal(await desk.locator("#child_number").inputValue(), "2018");
    await checkPage("form as typed", desk);

    // The telephone lies in the pocket while the computer goes on; taken up again it loses nothing.
    assert.equal(await typeAndWait(desk, "#child_name", "Lo Hela Vägen"), undefined);
    assert.match(await typeAndWait(page, "#child_name", "Lo Hemma"), /ändrats på en annan enhet/);
    assert.match(await page.locator("[data-saving-trouble]").innerText(), /ändrats på en annan enhet/);
    await people.goOn(page);
    assert.match(await page.locator("main").innerText(), /Lo Hela Vägen/);
    assert.equal(await page.locator("#child_name").inputValue(), "Lo Hemma");
    await checkPage("changed on another device");
    await page.locator("#child_number").fill("20180101-2392");
    await people.goOn(page);
    assert.match(new URL(page.url()).pathname, /school$/);
});

journey("a file is kept when it has been chosen", { on: desktop }, async ({ page }) => {
    await people.beginSchoolTransport(page);
    await page.goto("/e-tjanster/skolskjuts/reason");
    await page.locator('input[name="reasons"][value="disability"]').check();
    await people.chooseFile(page, 'input[type="file"]', people.pdf("intyg"));
    assert.match(await page.locator(".docs").innerText(), /\.pdf/);
    assert.equal(await page.locator('input[name="reasons"][value="disability"]').isChecked(), true);
});

journey("questions come and go as they are answered, and it is said", { on: phone }, async ({ page, checkPage }) => {
    await people.beginSchoolTransport(page);
    await page.goto("/e-tjanster/skolskjuts/reason");
    const need = page.locator('[data-question="disability_need"]');
    assert.equal(await need.isVisible(), false);
    await page.locator('input[name="reasons"][value="disability"]').check();
    assert.equal(await need.isVisible(), true);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("value")), "disability");
    await page.getByRole("status").filter({ hasText: /nya frågor visas|Ny fråga/ }).waitFor({ state: "attached" });
    await checkPage("questions in time");
    await page.locator('input[name="reasons"][value="disability"]').uncheck();
    assert.equal(await need.isVisible(), false);
});
