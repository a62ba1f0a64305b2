// More than one takes part: both guardians sign a change of school, and a second person sees a decision before it leaves the house.
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import { mailedLink } from "./mail.mjs";
import * as people from "./people.mjs";

const other = { name: "Göran Östlund", number: "18930417-9816", email: "goran@exempelby.example" };

async function names(page, { name, number, email }) {
    await page.locator("[id='guardians.0.name']").fill(name);
    await page.locator("[id='guardians.0.number']").fill(number);
    await page.locator("[id='guardians.0.email']").fill(email);
    await people.goOn(page);
}

async function fillsIn(page) {
    await page.goto("/e-tjanster/skolbyte");
    await people.press(page.getByRole("button", { name: "Börja" }));
    await people.isAnotherChild(page);
    await page.locator("#child_name").fill("Nour Haddad");
    await page.locator("#child_number").fill("20180101-2392");
    await page.locator("#grade").selectOption("1");
    await people.choose(page, "present", "here");
    await page.locator("#present_name").fill("Strandskolan");
    await people.goOn(page);
    await people.choose(page, "why", "wish");
    await people.fillAddress(page, "present_home", "Björkvägen 3");
    await people.goOn(page);
    await people.choose(page, "new_school", "norrangsskolan");
    await people.fillDate(page, "start", people.dayFromNow(30));
    await people.choose(page, "queue", "no");
    await people.goOn(page);
    await people.choose(page, "custody", "joint");
}

journey("both guardians sign a change of school, each with e-identification", { on: small_phone }, async ({ page, town, another, checkPage }) => {
    await people.signInResident(page, "Fatima Haddad", "/e-tjanster/skolbyte");
    await fillsIn(page);
    await names(page, { ...other, number: "18920304-9813" });  // her own
    await page.locator("#applicant_email").fill("fatima@exempelby.example");
    await people.goOn(page);
    assert.match(await page.locator(".error-summary").innerText(), /Skriv någon annan än dig själv/);
    await checkPage("names herself");
    await names(page, other);
    const { number } = await people.sendIn(page);
    await page.goto(`/mina-sidor/${number}`);
    assert.match(await page.getByRole("main").innerText(), /Vi väntar på att alla ska skriva under/);
    await checkPage("waits for signatures");

    const link = await mailedLink(page, town, other.email, /\/underteckna\/[\w-]+/);
    const signer = await another();
    await signer.goto(link);
    await checkPage("door to what is signed", signer);
    await people.signInResident(signer, other.name, link);
    assert.match(await signer.getByRole("main").innerText(), /Fatima Haddad[^]*Norrängsskolan/);
    assert.doesNotMatch(await signer.getByRole("main").innerText(), /fatima@exempelby/);
    await checkPage("what is signed", signer);
    await people.press(signer.getByRole("button", { name: "Skriv under" }));
    assert.equal(new URL(signer.url()).pathname, `/mina-sidor/${number}`);
    assert.doesNotMatch(await signer.getByRole("main").textContent(), /fatima@exempelby|18920304|920304/);
    await checkPage("case of one who has signed", signer);
    await page.reload();
    assert.match(await page.getByRole("main").innerText(), /Vi har tagit emot din ansökan/);
});

journey("a second person approves what an officer has decided", { on: desktop }, async ({ page, checkPage }) => {
    await people.signInStaff(page, "approver", "/handlaggning/att-godkanna");
    await checkPage("decisions to approve");
    await people.press(page.getByRole("main").locator("a[href*='/handlaggning/arenden/']").first());
    await checkPage("decision to approve");
    const address = page.url();
    await people.press(page.getByRole("button", { name: "Godkänn beslutet" }));
    assert.equal(new URL(page.url()).pathname, "/handlaggning/att-godkanna");
    await page.goto(address);
    assert.match(await page.locator(".verdict").innerText(), /Godkänt av Lo Granskarsson/);
});
