// A resident asks, the contact centre answers with one of its answers, begins a service for somebody who calls, and hands a question over.
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

const main = (page) => page.getByRole("main");

journey("a question is asked on a phone, answered in the console and counted", { on: small_phone, scripts: false }, async ({ page, another, checkPage }) => {
    await page.goto("/fragor?q=laddstolpar");
    await checkPage("a search without a hit");
    await page.goto("/kontakt");
    await people.press(page.getByRole("button", { name: "Skicka" }));
    assert.match(await page.locator(".error-summary").innerText(), /Skriv din fråga/);
    await checkPage("asked wrongly");
    await page.getByLabel("Vad gäller det?").selectOption({ label: "Avfall och vatten" });
    await page.getByLabel("Din fråga").fill("När töms min tunna?");
    await people.press(page.getByRole("button", { name: "Skicka" }));
    assert.match(await main(page).innerText(), /vi har tagit emot din fråga/);
    await checkPage("asked");

    const agent = await another();
    await people.signInStaff(agent, "agent", "/kontaktcenter");
    await people.press(agent.locator(".queue a", { hasText: "Okänd" }).last());
    await people.press(agent.getByRole("button", { name: "Ta kontakten" }));
    await agent.getByRole("search").getByLabel("Vad gäller det?").fill("töms soporna");
    await agent.getByRole("search").getByLabel("Vad gäller det?").press("Enter");
    await people.press(agent.getByRole("link", { name: "När töms soporna?" }));
    assert.match(await agent.locator(".answer").innerText(), /varannan vecka/);
    assert.match(await main(agent).innerText(), /Svar som du har läst: När töms soporna\?/);
    await checkPage("an answer beside a contact", agent);
    await people.press(agent.getByRole("button", { name: "Löst" }));
    await agent.goto("/kontaktcenter/statistik");
    assert.match(await main(agent).innerText(), /Besvarade i dag|besvarade i dag/);
});

journey("who calls is found by name, begins a service in the same form, and a question is handed over", { on: desktop }, async ({ page, checkPage }) => {
    await people.signInStaff(page, "agent", "/kontaktcenter");
    await checkPage("the console");
    await page.getByLabel("Vem är det?").fill("Fatima Hadd");
    await people.press(page.getByRole("button", { name: "Börja" }));
    await people.press(page.getByRole("button", { name: "Ja, det är det" }).first());
    assert.match(await main(page).innerText(), /Fatima Haddad/);
    await checkPage("a contact with its person");
    const contact = page.url();
    await people.press(page.locator(".quick button").first());
    assert.match(await main(page).innerText(), /Du fyller i vid disken för Fatima Haddad/);
    await page.goto(contact);
    await people.press(page.getByRole("button", { name: "Lämna över" }));
    assert.match(await page.locator(".error-summary").innerText(), /Välj vem som ska ta över/);
    await checkPage("handed over wrongly");
    await page.getByLabel("Anteckning").fill("Vill veta när gatan asfalteras.");
    await page.getByLabel("Enhet").selectOption({ label: "Gata, park och trafik" });
    await people.press(page.getByRole("button", { name: "Lämna över" }));
    assert.match(page.url(), /\/kontaktcenter$/);
});

journey("an address is found while it is typed, put on the contact with one press, and fills in a form", { on: desktop }, async ({ page, checkPage }) => {
    await people.signInStaff(page, "agent", "/kontaktcenter");
    await page.getByLabel("Vem är det?").fill("Noa Okänd");
    await people.press(page.getByRole("button", { name: "Börja" }));
    const box = page.getByRole("combobox", { name: "Vad gäller det?" });
    await box.pressSequentially("björkv 3");
    const option = page.getByRole("option", { name: /^Björkvägen 3, 99/ });
    await option.waitFor();
    await people.press(option);
    assert.match(await main(page).innerText(), /Platsen det gäller/);
    assert.match(await main(page).innerText(), /Exempelby \S+ \d+:\d+/);
    await checkPage("a contact with its place");
    await people.press(page.getByRole("button", { name: "Det gäller inte den platsen" }));
    assert.doesNotMatch(await main(page).innerText(), /Platsen det gäller/);
    await box.fill("björkv 3");
    await people.enter(page);
    await checkPage("addresses found");
    await people.press(page.getByRole("button", { name: /^Gäller här Björkvägen 3,/ }).first());
    assert.match(await main(page).innerText(), /Platsen det gäller/);

    await page.context().clearCookies();
    await people.beginSchoolTransport(page);
    await people.fillChild(page, "Adressprov");
    await people.fillSchool(page);
    await people.fillReason(page);
    await page.locator("#home-street").pressSequentially("björkv 3");
    await page.getByRole("option", { name: /^Björkvägen 3, 99/ }).click();
    assert.equal(await page.locator("#home-street").inputValue(), "Björkvägen 3");
    assert.match(await page.locator("#home-postcode").inputValue(), /^99\d \d0$/);
    assert.equal(await page.locator("#home-town").inputValue(), "Exempelby");
});
