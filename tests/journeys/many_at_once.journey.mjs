// An officer's work in bulk: cases are given out by ticking them, like cases are decided together, and another unit is asked.
import assert from "node:assert/strict";
import { desktop, journey, phone } from "./harness.mjs";
import * as people from "./people.mjs";

const ticks = (page) => page.locator("input[name=arende]");

async function assigns(page, checkPage) {
    await page.goto("/handlaggning/ofordelade");
    await people.press(page.getByRole("button", { name: "Fördela de markerade" }));
    assert.match(await page.locator(".error-summary").innerText(), /Markera minst ett ärende/);
    await checkPage("nothing ticked");
    await ticks(page).nth(0).check();
    await ticks(page).nth(1).check();
    await page.locator("#till").selectOption({ label: "Sam Testberg" });
    await people.press(page.getByRole("button", { name: "Fördela de markerade" }));
    await people.reloadUntil(page, page.getByText("2 ärenden är fördelade"));
    await checkPage("assigned");
}

/// The list of an e-service with many open cases; each journey takes one of its own, since the first may leave its cases with an approver.
async function listOfLikeCases(page, rank) {
    await page.goto("/handlaggning/alla?lage=open&antal=200");
    // Fault reports and comments are not settled by a decision.
    const decided = page.locator("tr", { hasNot: page.locator("a[href*='/FEL-'], a[href*='/SYN-']") });
    const services = await decided.locator("td[data-label='E-tjänst']").allInnerTexts();
    const count = (name) => services.filter((one) => one === name).length;
    const chosen = [...new Set(services)].sort((a, b) => count(b) - count(a))[rank];
    await page.locator("#tjanst").selectOption({ label: chosen.trim() });
    await people.press(page.getByRole("button", { name: "Visa", exact: true }));
}

async function decides(page, checkPage, rank) {
    await listOfLikeCases(page, rank);
    await people.press(page.getByRole("link", { name: "Markera alla på sidan" }));
    const ticked = await page.locator("input[name=arende]:checked").count();
    assert.ok(ticked >= 1, "nothing is ticked");
    await people.press(page.getByRole("button", { name: "Besluta de markerade" }));
    await checkPage("what will be decided");
    await people.press(page.getByRole("button", { name: /^Besluta/ }));
    assert.match(await page.locator(".error-summary").innerText(), /Välj vad ärendena ska få för beslut/);
    await checkPage("no outcome chosen");
    await page.locator("input[name=outcome]").first().check();
    await people.press(page.getByRole("button", { name: /^Besluta/ }));
    await people.reloadUntil(page, page.getByText(/är beslutat|är beslutade/));
    await checkPage("decided");
    const address = await page.locator("main details a").first().getAttribute("href");
    await page.goto(address);
    assert.match(await page.locator(".verdict").innerText(), /Skickas klockan|godkän/i);
}

async function takesBack(page, checkPage) {
    await page.goBack();
    await people.press(page.getByRole("button", { name: /^Ångra/ }));
    await people.reloadUntil(page, page.getByText(/är ångrat|är ångrade/));
    await checkPage("taken back");
}

journey("like cases are decided together, each with its own letter", { on: desktop }, async ({ page, checkPage }) => {
    await people.signInStaff(page, "officer");
    await assigns(page, checkPage);
    await decides(page, checkPage, 0);
});

journey("the same without scripts on a telephone", { on: phone, scripts: false }, async ({ page, checkPage }) => {
    await people.signInStaff(page, "officer");
    await decides(page, checkPage, 1);
    await takesBack(page, checkPage);
});

journey("another unit is asked and answers, and a list is saved", { on: desktop }, async ({ page, checkPage }) => {
    await people.signInStaff(page, "officer");
    await people.press(page.locator("main a[href^='/handlaggning/arenden/']").first());
    await people.press(page.getByRole("link", { name: "Uppgifter, remisser och kopplingar" }));
    await people.press(page.getByRole("button", { name: "Skicka remissen" }));
    assert.match(await page.locator(".error-summary").innerText(), /Välj en annan enhet/);
    await checkPage("a question without a unit");
    await page.locator("#unit").selectOption({ index: 1 });
    await page.locator("#question").fill("Har ni planer för platsen?");
    const { day, month, year } = people.dayFromNow(14);
    await page.locator("#answer_by").fill(`${year}-${month}-${day}`);
    await people.press(page.getByRole("button", { name: "Skicka remissen" }));
    await checkPage("a question to another unit");

    await page.goto("/handlaggning/remisser");
    await people.press(page.locator("main a[href^='/handlaggning/remisser/']").last());
    await page.locator("#answer").fill("Nej, inga planer.");
    await people.press(page.getByRole("button", { name: "Skicka svaret" }));

    await page.goto("/handlaggning/alla?tid=snart");
    await page.getByText("Spara som egen lista").click();
    await page.locator("#namn").fill("Min lista");
    await people.press(page.getByRole("button", { name: "Spara listan" }));
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Min lista");
});
