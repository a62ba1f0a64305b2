// A service is built on: a question is changed, moved by dragging and by keyboard, undone, looked at and tried, and published.
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

const list = "/e-tjanstebyggaren";
const questions = ".builder-list[data-list='form.pages.child.fields'] .builder-row";

async function begins(page) {
    await page.goto(`${list}/tjanst/skolskjuts`);
    await people.press(page.locator(`main form[action="${list}/ny"] button`));
    return new URL(page.url()).pathname;
}
const order = (page) => page.locator(questions).evaluateAll((rows) => rows.map((row) => row.dataset.part.split(".").pop()));
const save = (page) => people.press(page.locator("main form[action$='/del'] .form-foot button:not([formaction])"));

journey("a question is changed, moved, tried and published by another", { on: desktop, language: "sv" }, async ({ page, another, checkPage }) => {
    await people.signInStaff(page, "builder", list);
    await checkPage("builder");
    const draft = await begins(page);
    await checkPage("draft");

    await page.goto(`${draft}/del?del=form.pages.child`);
    await checkPage("page of the form");
    const before = await order(page);
    await page.locator(questions).first().locator("button").last().focus();
    await people.press(page.locator(questions).first().locator("button").last());
    assert.deepEqual(await order(page), [before[1], before[0], ...before.slice(2)]);
    const dragged = (await order(page)).at(-1);
    const top = page.locator(questions).first();
    await Promise.all([page.waitForNavigation(), page.locator(questions).last().dragTo(top, { targetPosition: { x: 5, y: 3 } })]);
    assert.equal((await order(page))[0], dragged);

    await page.goto(`${draft}/del?del=form.pages.child.fields.child_name`);
    await page.locator("[id='label.sv']").fill("Vad heter eleven?");
    await save(page);
    await checkPage("question");
    await page.goto(`${draft}/del?del=decision.outcomes.reject`);
    await checkPage("outcome");

    await page.goto(`${draft}/skillnad`);
    assert.match(await page.getByRole("main").innerText(), /Frågan ”Vad heter eleven\?”: Rubrik på svenska är ändrad/);
    await checkPage("difference");
    await page.goto(`${draft}/forhandsvisning`);
    await page.frameLocator("iframe").getByText("Vad heter eleven?").waitFor();
    await checkPage("preview");

    await page.goto(`${draft}/skillnad`);
    await people.press(page.getByRole("button", { name: "Föreslå för publicering" }));
    await checkPage("proposed");
    assert.match(await page.getByRole("main").innerText(), /väntar på någon som får publicera/);
    const owner = await another();
    await people.signInStaff(owner, "administrator", list);
    await owner.goto(`${draft}/skillnad`);
    await checkPage("proposal to approve", owner);
    await people.press(owner.getByRole("button", { name: "Godkänn och publicera" }));
    await owner.goto(`${list}/tjanst/skolskjuts`);
    assert.match(await owner.getByRole("main").innerText(), /2[^]*Gäller nu/);
    await checkPage("versions", owner);
});

journey("without scripts and on a small phone a question is added, and two who change the same are both told", { on: small_phone, language: "sv" },
    async ({ page, another, checkPage }) => {
        await people.signInStaff(page, "administrator", list);
        const draft = await begins(page);
        const at = `${draft}/del?del=form.pages.child.fields.child_name`;
        const plain = await another({ scripts: false });
        await plain.context().addCookies(await page.context().cookies());
        await plain.goto(at);
        await page.goto(at);
        await page.locator("[id='label.sv']").fill("Den ena");
        await save(page);
        await plain.locator("[id='label.sv']").fill("Den andra");
        await save(plain);
        assert.match(await plain.getByRole("main").innerText(), /Den andra[^]*Den ena/);
        await checkPage("conflict", plain);
        await people.press(plain.getByRole("button", { name: "Spara det jag skrev" }));
        assert.equal(await plain.locator("[id='label.sv']").inputValue(), "Den andra");

        await plain.goto(`${draft}/del?del=form.pages.child`);
        await plain.locator("#type").selectOption("choice");
        await people.press(plain.getByRole("button", { name: "Lägg till fråga" }));
        await plain.locator("[name='options.0.value']").fill("a");
        await checkPage("new question", plain);
    });
