// A case is split and brought together again, a committee decides, and the letter is written block by block.
import assert from "node:assert/strict";
import { desktop, journey, phone } from "./harness.mjs";
import * as people from "./people.mjs";

/// An application of this journey's own, in the officer's unit; its address at the desk.
async function newCase(page, child) {
    const { number } = await people.applyForSchoolTransport(page, child);
    return `/handlaggning/arenden/${number}`;
}

const day = (days) => {
    const { day, month, year } = people.dayFromNow(days);
    return `${year}-${month}-${day}`;
};

async function splitsAndMerges(page, address, checkPage) {
    await page.goto(address);
    await people.press(page.getByRole("link", { name: "För ihop eller dela" }));
    await people.press(page.getByRole("button", { name: "Skapa det nya ärendet" }));
    assert.match(await page.locator(".error-summary").innerText(), /Skriv vad det nya ärendet gäller/);
    await checkPage("split without words");
    await page.locator("#split_words").fill("Bara vinterhalvåret.");
    await people.press(page.getByRole("button", { name: "Skapa det nya ärendet" }));
    assert.match(await page.getByRole("main").innerText(), /Bara vinterhalvåret/);
    const part = new URL(page.url()).pathname.split("/").at(-1);
    await checkPage("a part of a case");

    await page.goto(`${address}/for-ihop`);
    await page.locator("#other").fill(part);
    await people.press(page.getByRole("button", { name: "För ihop", exact: true }));
    assert.match(await page.getByRole("main").innerText(), /Ärenden som fortsätter här/);
    await checkPage("merged");
    await people.press(page.getByRole("button", { name: `Skilj ut ${part}` }));
    assert.doesNotMatch(await page.getByRole("main").innerText(), /Ärenden som fortsätter här/);
}

async function proposes(page, address, checkPage) {
    await page.goto(address);
    await people.press(page.getByRole("link", { name: "Till nämnden" }));
    await people.press(page.getByRole("button", { name: "Lägg på listan" }));
    assert.match(await page.locator(".error-summary").innerText(), /Skriv vad nämnden ska besluta/);
    await checkPage("nothing proposed");
    await page.locator("#meeting_on").fill(day(0));
    await page.locator("input[name=outcome]").first().check();
    await page.locator("#proposal").fill("Nämnden beslutar att bevilja skolskjuts.");
    await page.locator("#reasons").fill("Vägen är lång.");
    await people.press(page.getByRole("button", { name: "Lägg på listan" }));
    await checkPage("waits for the committee");
    await people.press(page.getByRole("link", { name: "Underlag till sammanträdet" }));
    assert.match(await page.locator("article.letter").last().innerText(), /bevilja skolskjuts/);
    await checkPage("the paper for the meeting");
}

async function recordsMinutes(page, address, checkPage) {
    await page.goto(address);
    await people.checksAreIn(page);
    await people.press(page.getByRole("link", { name: "Nämnden har beslutat" }));
    await page.locator("#paragraph").fill("45");
    await page.locator("#took_part").fill("Bo Ek och Eva Al");
    await checkPage("the committee has decided");
    await people.press(page.getByRole("button", { name: "Skriv in beslutet" }));
    assert.match(await page.locator(".verdict").innerText(), /§ 45/);
}

async function writesLetter(page, address, checkPage) {
    await page.goto(address);
    await people.checksAreIn(page);
    await page.goto(`${address}/beslut/approve`);
    await page.locator("#text-own").fill("Välkommen till bussen.");
    await page.getByLabel("Om skjutsen inte kommer").check();
    await people.press(page.getByRole("button", { name: "Flytta upp: Om skjutsen inte kommer" }));
    const letter = await page.locator("article.letter").innerText();
    assert.ok(letter.indexOf("inom tio minuter") < letter.indexOf("Välkommen till bussen"), letter);
    assert.ok(letter.includes("inom tio minuter"), letter);
    await checkPage("the letter block by block");
    await people.press(page.getByRole("button", { name: "Besluta: Bifall" }));
}

journey("a case is split, merged and parted, and a committee decides", { on: desktop }, async ({ page, checkPage }) => {
    const address = await newCase(page, "Ebba Exempel");
    await people.signInStaff(page, "officer");
    await splitsAndMerges(page, address, checkPage);
    await proposes(page, address, checkPage);
    await recordsMinutes(page, address, checkPage);
});

journey("the letter is written block by block on a telephone without scripts", { on: phone, scripts: false }, async ({ page, checkPage }) => {
    const address = await newCase(page, "Maj Exempel");
    await people.signInStaff(page, "officer");
    await writesLetter(page, address, checkPage);
});
