// A place: pointed out on the town's map by hand, by keyboard or by where one is; typed, without scripts; seen by whoever reads the answers.
// And questions that depend on others, without scripts.
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

const service = "/e-tjanster/gravtillstand";
const square = { latitude: 60.02104, longitude: 15.35372 };
const stockholm = "59.3293, 18.0686";
const coordinates = /^60\.\d{5}, 15\.\d{5}$/;

async function describesTheWork(page) {
    await page.goto(service);
    await people.press(page.getByRole("button", { name: /^(Börja|Start)$/ }));
    await people.choose(page, "urgent", "no");
    await people.choose(page, "purpose", "water");
    await page.locator("#description").fill("Ny vattenledning till huset.");
    await people.choose(page, "cables_checked", "yes");
    await people.goOn(page);
    assert.equal(new URL(page.url()).pathname, `${service}/place`);
}

async function tellsTheRestOfThePlace(page) {
    await page.locator("#dig_address").fill("Storgatan vid nummer 14");
    await people.choose(page, "surfaces", "green");
    await page.locator("#length_m").fill("12");
    await page.locator("#width_m").fill("1,5");
    await people.chooseFile(page, "#drawing", people.pdf("ritning"));
}

async function tellsWhenAndWho(page) {
    await people.fillDate(page, "start", people.dayFromNow(30));
    await people.fillDate(page, "end", people.dayFromNow(35));
    await people.choose(page, "closing", "none");
    await people.choose(page, "storage", "no");
    await people.goOn(page);
    await page.locator("#contractor").fill("Exempelgräv AB");
    await page.locator("#contractor_number").fill("556016-0680");
    await page.locator("#foreman").fill("Kim Grävare");
    await page.locator("#foreman_phone").fill("070-174 06 05");
    await people.choose(page, "trained", "yes");
    await people.choose(page, "restores", "contractor");
    await page.locator("#truth").check();
    await people.goOn(page);
    await page.locator("#applicant_name").fill("Kim Grävare");
    await page.locator("#applicant_email").fill("kim@exempelby.example");
    await people.goOn(page);
}

const chosen = (page) => page.locator("#dig_point").inputValue();
const words = (page) => page.locator(".place__words").innerText();
const live = (page) => page.locator(".map__live");

/// Asks from outside: the pages allow no eval, which waiting inside them may need.
async function until(what, holds) {
    for (const deadline = Date.now() + 60_000; !(await holds());) if (Date.now() > deadline) throw new Error(`never: ${what}`);
}

/// Waits until the box holds another place than before, and the map has told what it is called.
async function placeAfter(page, before) {
    await until("another place", async () => (await chosen(page)) !== before);
    await until("the place in words", async () => (await page.locator(".place__words").textContent()) !== "");
    const now = await chosen(page);
    assert.match(now, coordinates);
    return now;
}

/// Before the map that moves has come, the drawn one is pressed: the place is chosen all the same.
async function pressesTheDrawnMap(page) {
    let letCome;
    const held = new Promise((resolve) => (letCome = resolve));
    await page.route("**/assets/live_place.*", async (route) => {
        await held;
        await route.continue();
    });
    await page.reload();
    const drawn = page.locator(".place__map .map-svg");
    await drawn.scrollIntoViewIfNeeded();
    const [latitude, longitude] = (await page.locator(".place__below").getAttribute("data-middle")).split(",").map(Number);
    const box = await drawn.boundingBox();
    await drawn.click({ position: { x: box.width * 0.75, y: box.height / 2 } });
    letCome();
    const [north, east] = (await placeAfter(page, "")).split(", ").map(Number);
    assert.ok(Math.abs(north - latitude) < 0.001, `${north} is as far north as ${latitude}`);
    assert.ok(east > longitude + 0.001, `${east} lies east of ${longitude}`);
}

async function pointsByHand(page) {
    const before = await chosen(page);
    await live(page).scrollIntoViewIfNeeded();
    await live(page).waitFor();
    const box = await live(page).boundingBox();
    const at = { x: box.width / 2 + 30, y: box.height / 2 }; // not where the pin stands
    if (page.viewportSize().width < 600) await live(page).tap({ position: at });
    else await live(page).click({ position: at });
    const first = await placeAfter(page, before);
    const pin = await page.locator(".place__pin").boundingBox();
    await page.mouse.move(pin.x + pin.width / 2, pin.y + 12);
    await page.mouse.down();
    await page.mouse.move(pin.x + pin.width / 2 + 40, pin.y + 30, { steps: 8 });
    await page.mouse.up();
    return placeAfter(page, first);
}

/// Presses a key that moves the map, and waits until it has: one that is pressed while the map still glides is passed over, and its middle is not yet where it ends.
async function moves(page, key) {
    const stands = async () => !(await page.locator(".leaflet-pan-anim").count());
    await until("the map stands still", stands);
    await page.keyboard.press(key);
    await until("the map has moved", stands);
}

async function pointsByKeyboard(page) {
    const before = await chosen(page);
    await page.locator("#dig_point").focus();
    for (let i = 0; i < 5 && !(await live(page).evaluate((map) => map === document.activeElement)); ++i) await page.keyboard.press("Tab");
    assert.equal(await live(page).evaluate((map) => map === document.activeElement), true);
    for (let i = 0; i < 3; ++i) await moves(page, "ArrowRight");
    await page.locator(".map__cross").waitFor({ state: "visible" });
    await page.keyboard.press("Enter");
    const moved = await placeAfter(page, before);
    assert.ok(Number(moved.split(", ")[1]) > Number(before.split(", ")[1]), `${moved} lies east of ${before}`);
    // And by the button, for those who cannot reach the map.
    await moves(page, "ArrowDown");
    await page.getByRole("button", { name: "Välj kartans mitt" }).focus();
    await page.locator(".map__cross").waitFor({ state: "visible" });
    await page.keyboard.press("Enter");
    return placeAfter(page, moved);
}

async function isWhereOneStands(page) {
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation(square);
    const before = await chosen(page);
    await page.getByRole("button", { name: "Använd min position" }).click();
    assert.equal(await placeAfter(page, before), "60.02104, 15.35372");
    await page.locator(".place__words", { hasText: "Stora torget" }).waitFor();
}

async function typesAPlaceOutside(page, checkPage) {
    await page.locator("#dig_point").fill(stockholm);
    await page.keyboard.press("Tab");
    await page.locator(".place__words--wrong").waitFor();
    assert.match(await words(page), /Välj en plats i kommunen/);
    await people.goOn(page);
    assert.match(await page.locator(".error-summary").innerText(), /Välj en plats i kommunen/);
    assert.equal(await chosen(page), stockholm);
    await checkPage("map question with a place outside");
}

async function typesAnAddress(page) {
    await page.locator("#dig_point").fill("storgatan 14");
    await page.getByRole("button", { name: "Visa på kartan" }).click();
    await page.locator(".place__words", { hasText: "Kartan visar Storgatan." }).waitFor();
    assert.equal(await chosen(page), "storgatan 14");
}

async function seesItOnTheReview(page, checkPage, place) {
    const answer = page.locator(".place-answer");
    await answer.locator("svg .map-drop").waitFor();
    const [latitude, longitude] = place.split(", ");
    assert.ok((await answer.innerText()).includes(`${latitude}, ${longitude}`), await answer.innerText());
    await checkPage("check your answers with a place");
}

async function othersSeeIt(page, another, checkPage, sent) {
    const officer = await another({ on: desktop });
    await people.signInStaff(officer, "officer");
    await people.openAsOfficer(officer, sent.number);
    await officer.locator(".place-answer svg .map-drop").waitFor();
    assert.match(await officer.locator(".place-answer").innerText(), /60\.02104, 15\.35372[^]*Stora torget/);
    await checkPage("case with a place", officer);

    await people.followByCode(page, sent);
    await page.locator("details").filter({ has: page.locator(".place-answer") }).locator("summary").click();
    assert.match(await page.locator(".place-answer").innerText(), /Stora torget/);
    await checkPage("followed case with a place");
}

for (const on of [desktop, small_phone])
    journey(`a place is pointed out by hand, by keyboard and by where one is, at ${on.width} pixels`, { on }, async ({ page, another, checkPage }) => {
        await describesTheWork(page);
        await pressesTheDrawnMap(page);
        await live(page).scrollIntoViewIfNeeded();
        await live(page).waitFor();
        await checkPage("map question");
        const scripts = await page.locator("script[src]").evaluateAll((all) => all.map((one) => one.getAttribute("src")));
        assert.ok(scripts.some((one) => one.startsWith("/assets/place.")));
        await pointsByHand(page);
        await pointsByKeyboard(page);
        await typesAPlaceOutside(page, checkPage);
        await tellsTheRestOfThePlace(page);
        await typesAnAddress(page);
        await isWhereOneStands(page);
        await checkPage("map question answered");
        const place = await chosen(page);
        await people.goOn(page);
        assert.equal(await page.locator('script[src^="/assets/place."]').count(), 0);
        await tellsWhenAndWho(page);
        await seesItOnTheReview(page, checkPage, place);
        await othersSeeIt(page, another, checkPage, await people.sendIn(page));
    });

for (const on of [desktop, small_phone])
    journey(`a place is typed, and dependent questions are asked in time, without scripts at ${on.width} pixels`, { on, scripts: false }, async ({ page, checkPage }) => {
        await describesTheWork(page);
        const map = page.locator(".place__map svg");
        assert.equal(await map.getAttribute("aria-label"), "Karta över kommunen");
        assert.equal(await page.locator("#trees_text").isVisible(), false);
        await checkPage("map question");

        const show = () => people.press(page.getByRole("button", { name: "Visa på kartan" }));
        await page.locator("#dig_point").fill(stockholm);
        await show();
        assert.match(await page.locator(".error-summary").innerText(), /Välj en plats i kommunen/);
        assert.equal(await chosen(page), stockholm);
        await checkPage("map question with a place outside");
        await page.locator("#dig_point").fill("Stora torget");
        await show();
        assert.equal(await words(page), "Kartan visar Stora torget.");
        await page.locator("#dig_point").fill("60,02104 15,35372");
        await show();
        assert.match(await words(page), /Stora torget/);
        assert.equal(await map.locator(".map-drop").count(), 1);
        assert.equal(new URL(page.url()).hash, "#dig_point-place");
        await checkPage("map question answered");

        // Trees: one more question, and nothing that was typed or sent is lost.
        await tellsTheRestOfThePlace(page);
        await people.choose(page, "surfaces", "trees");
        await people.goOn(page);
        const url = new URL(page.url());
        assert.equal(url.pathname + url.hash, `${service}/place#fler-fragor`);
        assert.equal(await page.locator(".error-summary").count(), 0);
        const notice = page.locator("#fler-fragor");
        assert.match(await notice.innerText(), /En fråga till om ”Var gräver du\?”/);
        assert.equal(await page.locator("#trees_text").isVisible(), true);
        assert.equal(await page.locator("#dig_address").inputValue(), "Storgatan vid nummer 14");
        assert.equal(await page.locator("#width_m").inputValue(), "1,5");
        assert.match(await page.getByRole("main").innerText(), /ritning\.pdf/);
        await checkPage("one question more");
        await people.goOn(page);
        assert.match(await page.locator(".error-summary").innerText(), /Hur skyddar du träden/);
        await page.locator("#trees_text").fill("Vi gräver för hand nära rötterna.");
        await people.goOn(page);
        assert.equal(new URL(page.url()).pathname, `${service}/traffic`);

        await tellsWhenAndWho(page);
        await seesItOnTheReview(page, checkPage, "60.02104, 15.35372");
        const { number } = await people.sendIn(page);
        assert.match(number, /^GRA-/);
    });

journey("what is typed before the map has come is shown on it when it comes", { on: desktop }, async ({ page }) => {
    let come;
    const held = new Promise((resolve) => (come = resolve));
    await page.route(/\/assets\/live_place\./, (route) => held.then(() => route.continue()));
    await describesTheWork(page);
    await page.locator("#dig_point").fill("60.02104, 15.35372");
    await page.locator("#dig_address").focus();
    come();
    await page.locator(".place .map").scrollIntoViewIfNeeded();
    await page.locator(".place__pin").waitFor();
    await page.locator(".place__words", { hasText: "Stora torget" }).waitFor();
});

journey("with scripts a dependent question is there at once, and there is no extra round", { on: desktop }, async ({ page }) => {
    await describesTheWork(page);
    await tellsTheRestOfThePlace(page);
    await page.locator("#dig_point").fill("60.02104, 15.35372");
    assert.equal(await page.locator("#trees_text").isVisible(), false);
    await people.choose(page, "surfaces", "trees");
    assert.equal(await page.locator("#trees_text").isVisible(), true);
    await page.locator("#trees_text").fill("Vi gräver för hand nära rötterna.");
    await people.goOn(page);
    assert.equal(new URL(page.url()).pathname, `${service}/traffic`);
});
