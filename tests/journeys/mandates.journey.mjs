// One helps another: asks for a mandate, fills in, both follow the case, and the mandate is taken back. Earlier answers are offered. Staff
// type what came on paper.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

const helped = { name: "Göran Östlund", number: "18930417-9816" };
const main = (page) => page.getByRole("main");
const contact = {
    async contact(page) {
        await page.locator("#applicant_email").fill("goran@exempelby.example");
        await people.goOn(page);
    },
};

journey("a helper asks for a mandate, fills in, and loses the case when the mandate is taken back", { on: small_phone, scripts: false },
    async ({ page, another, checkPage }) => {
        await people.signInResident(page, "Fatima Haddad", "/e-tjanster/skolskjuts");
        await people.press(main(page).getByRole("link", { name: "Jag fyller i för någon annan" }));
        await checkPage("for whom");
        await people.press(main(page).getByRole("link", { name: "Be om en fullmakt" }));
        await checkPage("ask for a mandate");
        await people.press(main(page).getByRole("button", { name: "Be om en fullmakt" }));
        assert.match(await page.locator(".error-summary").innerText(), /Skriv personnumret/);
        await checkPage("asked wrongly");
        await page.locator("#name").fill("Göran");
        await page.locator("#number").fill(helped.number);
        await people.press(main(page).getByRole("button", { name: "Be om en fullmakt" }));
        assert.match(await main(page).innerText(), /Väntar på svar/);

        const giver = await another();
        await people.signInResident(giver, helped.name, "/mina-sidor/fullmakter");
        await checkPage("mandates to answer", giver);
        await people.press(main(giver).getByRole("link", { name: "Svara" }).first());
        await checkPage("answer about a mandate", giver);
        await people.press(giver.getByRole("button", { name: "Ja, ge fullmakt" }));

        await page.goto("/e-tjanster/skolskjuts/for-annan");
        await page.getByLabel(helped.name).check();
        await people.press(page.getByRole("button", { name: "Fortsätt" }));
        assert.match(await main(page).innerText(), /Du fyller i för Göran Östlund/);
        await checkPage("filling in for another");
        await people.fillChild(page, "Nils Östlund");
        await people.fillSchool(page);
        await people.fillReason(page);
        await people.fillJourney(page, {});
        await contact.contact(page);
        const { number } = await people.sendIn(page);

        await giver.goto(`/mina-sidor/${number}`);
        assert.match(await main(giver).innerText(), /Ombud\s+Fatima Haddad/);
        await checkPage("the case of the one who was helped", giver);
        await page.goto(`/mina-sidor/${number}`);
        assert.match(await main(page).innerText(), /Du skickade in ärendet/);
        await giver.goto("/mina-sidor/fullmakter");
        await people.press(main(giver).getByRole("link", { name: "Fatima Haddad" }).first());
        await people.press(giver.getByRole("button", { name: "Ta tillbaka fullmakten" }));
        assert.equal((await page.goto(`/mina-sidor/${number}`)).status(), 404);
        assert.equal((await giver.goto(`/mina-sidor/${number}`)).status(), 200);
    });

journey("what was answered before is offered, and used with one press", { on: small_phone, scripts: false }, async ({ page, checkPage }) => {
    await people.signInResident(page, helped.name, "/mina-sidor");
    await people.applyForSchoolTransport(page, "Nils Östlund", contact);
    await people.beginSchoolTransport(page);
    assert.equal(await page.locator("#child_name").inputValue(), "");
    await checkPage("earlier answers");
    await people.press(page.locator("button[name=_reuse][value=child_name]"));
    assert.equal(await page.locator("#child_name").inputValue(), "Nils Östlund");
});

journey("a form on paper is printed, scanned in any order, and typed beside its picture", { on: desktop }, async ({ page, checkPage }) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "torg-paper-"));
    try {
        const printed = await page.request.get("/e-tjanster/skolskjuts/papper");
        assert.equal(printed.status(), 200);
        writeFileSync(`${folder}/form.pdf`, await printed.body());
        // As it may come out of a scanner: the last sheet first.
        execFileSync("pdfseparate", [`${folder}/form.pdf`, `${folder}/sheet-%02d.pdf`]);
        const sheets = readdirSync(folder).filter((name) => name.startsWith("sheet-")).sort().reverse();
        execFileSync("pdfunite", [...sheets.map((name) => `${folder}/${name}`), `${folder}/scan.pdf`]);
        await people.signInStaff(page, "agent", "/skannat");
        await checkPage("scanned forms");
        await page.locator("#name").fill("Göran Östlund");
        await people.press(page.getByRole("button", { name: "Läs av och öppna" }));
        assert.match(await page.locator(".error-summary").innerText(), /Välj en pdf/);
        await page.locator("#scan").setInputFiles({ name: "scan.pdf", mimeType: "application/pdf", buffer: readFileSync(`${folder}/scan.pdf`) });
        await people.press(page.getByRole("button", { name: "Läs av och öppna" }));
        assert.match(await main(page).innerText(), /Du fyller i vid disken för Göran Östlund/);
        const first = page.locator("img[src^='/skannat/']").first();
        assert.equal((await page.request.get(await first.getAttribute("src"))).status(), 200);
        await checkPage("typing beside the scan");
    } finally {
        rmSync(folder, { recursive: true });
    }
});
