// What people do in several journeys: signing in, applying for school transport, waiting for what the page shows.
import assert from "node:assert/strict";

export const password = "torg-demo-2026";

/// Presses what leads to another page, and waits until it is there.
export async function press(locator) {
    await Promise.all([locator.page().waitForNavigation(), locator.click()]);
}
/// The same with Enter on what has the focus.
export async function enter(page) {
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

export async function signInStaff(page, username, to = "/handlaggning") {
    await page.goto(`/personal/logga-in?till=${encodeURIComponent(to)}`);
    await page.getByLabel(/^(Användarnamn|Username)/).fill(username);
    await page.getByLabel(/^(Lösenord|Password)/).fill(password);
    await press(page.locator("main button:not([type=button])"));
    assert.equal(new URL(page.url()).pathname, new URL(to, page.url()).pathname);
}

export async function signInResident(page, name = "Fatima Haddad", to = "/mina-sidor") {
    await page.goto(`/logga-in?till=${encodeURIComponent(to)}`);
    await press(page.locator("button[value=simulated]"));
    await press(page.getByRole("button", { name }));
    assert.equal(new URL(page.url()).pathname, to);
}

/// With scripts a chosen file is kept at once, and the page comes anew with it.
export async function chooseFile(page, selector, file) {
    await Promise.all([page.locator(selector).setInputFiles(file), page.journey.scripts && page.waitForEvent("load")]);
}

/// Reads the page again until it shows what is made in the background: a letter, a message.
export async function reloadUntil(page, locator) {
    for (const deadline = Date.now() + 60_000; !(await locator.count()); await page.reload())
        if (Date.now() > deadline) throw new Error(`${page.url()} never showed ${locator}`);
}

export const pdf = (words) => ({
    name: `${words}.pdf`,
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n" +
        `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n% ${words}\ntrailer<</Root 1 0 R>>\n%%EOF\n`),
});

/// A day from today, as { day, month, year } to type.
export function dayFromNow(days) {
    const [year, month, day] = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).split("-");
    return { day, month, year };
}

export const goOn = (page) => press(page.getByRole("button", { name: /^(Fortsätt|Continue)$/ }).last());
export const choose = (page, name, value) => page.locator(`input[name="${name}"][value="${value}"]`).check();

export async function fillDate(page, name, { day, month, year }) {
    await page.locator(`#${name}`).fill(day);
    await page.locator(`#${name}-month`).fill(month);
    await page.locator(`#${name}-year`).fill(year);
}

export async function fillAddress(page, name, street) {
    await page.locator(`#${name}-street`).fill(street);
    await page.locator(`#${name}-postcode`).fill("123 45");
    await page.locator(`#${name}-town`).fill("Exempelby");
}

// The steps of the application for school transport; `child` is told apart in lists by name.
export async function beginSchoolTransport(page) {
    await page.goto("/e-tjanster/skolskjuts");
    await press(page.getByRole("button", { name: /^(Börja|Start)$/ }));
}
/// Who has children in the population register may be offered them, as soon as it has answered.
export async function isAnotherChild(page) {
    const another = page.locator(".own-children input[value=another]");
    if (await another.count()) await another.check();
}
export async function fillChild(page, child) {
    await isAnotherChild(page);
    await page.locator("#child_name").fill(child);
    await page.locator("#child_number").fill("20180101-2392");
    await goOn(page);
}
export async function fillSchool(page) {
    await choose(page, "school_name", "strandskolan");
    await choose(page, "chosen_school", "no");
    await page.locator("#grade").selectOption("1");
    await goOn(page);
}
export async function fillReason(page) {
    await choose(page, "reasons", "distance");
    await goOn(page);
}
export async function fillJourney(page, { kilometres = "4,5", alternating = false } = {}) {
    await fillAddress(page, "home", "Björkvägen 3");
    await page.locator("#distance_km").fill(kilometres);
    await choose(page, "alternating", alternating ? "yes" : "no");
    if (alternating) await fillAddress(page, "second_home", "Skolgatan 8");
    await fillDate(page, "start", dayFromNow(14));
    await page.locator("#truth").check();
    await goOn(page);
}
export async function fillContact(page) {
    await page.locator("#applicant_name").fill("Kim Sökande");
    await page.locator("#applicant_email").fill("kim@exempelby.example");
    await goOn(page);
}
export async function applyForSchoolTransport(page, child, more = {}) {
    await beginSchoolTransport(page);
    await fillChild(page, child);
    await fillSchool(page);
    await fillReason(page);
    await fillJourney(page, more);
    await (more.contact ?? fillContact)(page);
    return sendIn(page);
}
export async function sendIn(page) {
    await press(page.getByRole("button", { name: /^(Skicka in|Send)$/ }));
    return receiptOf(page);
}
/// The number of the new case, and the code when nobody was signed in.
export async function receiptOf(page) {
    assert.match(new URL(page.url()).pathname, /\/kvitto$/);
    const [number, code] = await page.locator(".receipt b").allTextContents();
    return { number, code };
}

export async function followByCode(page, { number, code }) {
    await page.goto("/folj");
    await page.locator("#number").fill(number);
    await page.locator("#kod").fill(code);
    await press(page.locator("main form button"));
    assert.equal(new URL(page.url()).pathname, `/mina-sidor/${number}`);
}

/// The registers have answered: a decision that is made before is told that the case has changed.
export const checksAreIn = (officer) => reloadUntil(officer, officer.locator(".rules").getByText(/hämtat/));

export async function openAsOfficer(page, number) {
    await page.goto(`/handlaggning/arenden/${number}`);
    assert.match(await page.locator(".desk__head").innerText(), new RegExp(number));
}
