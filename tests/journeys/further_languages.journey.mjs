// Who reads neither Swedish nor English: an application in Arabic, from right to left, by the keyboard alone and without scripts; the
// pages of residents in Arabic and Finnish; and a municipality that offers neither.
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import { dayFromNow, enter } from "./people.mjs";

const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

/// Presses Tab until the focus is there, as someone does who has no mouse.
async function tabTo(page, selector) {
    const wanted = page.locator(selector).first();
    for (let presses = 0; presses < 150; ++presses) {
        if (await isFocused(wanted)) return;
        await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never came to ${selector} on ${page.url()}`);
}
async function type(page, id, words) {
    await tabTo(page, `#${id}`);
    await page.keyboard.type(words);
}
/// Of radio buttons the first has the focus; arrows choose among them.
async function choose(page, name, value) {
    await tabTo(page, `input[name="${name}"]`);
    await page.keyboard.press("Space");
    for (let presses = 0; !(await page.locator(`input[name="${name}"][value="${value}"]`).isChecked()); ++presses) {
        assert.ok(presses < 20, `${name} has no ${value}`);
        await page.keyboard.press("ArrowDown");
    }
}
async function tick(page, id) {
    await tabTo(page, `#${id}`);
    await page.keyboard.press("Space");
}
/// Enter on the button, whatever it says.
async function send(page) {
    await tabTo(page, "main .form-foot button");
    await enter(page);
}
/// Without scripts a question that an answer has shown comes on the page anew, so a page may be sent twice.
async function sendUntil(page, isThere) {
    for (let times = 0; times < 3; ++times) {
        await send(page);
        if (isThere(new URL(page.url()).pathname)) return;
    }
    assert.fail(`${page.url()} stays: ${await page.getByRole("main").innerText()}`);
}
const goesFromRight = async (page) =>
    assert.deepEqual(await page.locator("html").evaluate((html) => [html.lang, getComputedStyle(html).direction]), ["ar", "rtl"]);

journey("applying in Arabic with the keyboard alone and without scripts", { on: small_phone, scripts: false }, async ({ page, checkPage }) => {
    await page.goto("/e-tjanster/boendeparkering");
    const menu = ".site-menu:not(.site-menu--languages)";
    await tabTo(page, `${menu} summary`);
    await page.keyboard.press("Enter");
    await tabTo(page, `${menu} a[hreflang="ar"]`);
    await enter(page);
    await goesFromRight(page);
    await checkPage("service");
    await tabTo(page, "main form button");
    await enter(page);
    await send(page);
    assert.equal(await page.locator(".error-summary").count(), 1);
    // The Swedish name of a thing may stand in brackets after it.
    const errors = (await page.locator(".error-summary").innerText()).replace(/\([^)]*\)/g, "");
    assert.ok(!/[åäö]/.test(errors), `Swedish among the errors: ${errors}`);
    await checkPage("errors");
    await choose(page, "errand", "new");
    await type(page, "home-street", "Björkvägen 3");
    await type(page, "home-postcode", "12345");
    await type(page, "home-town", "Exempelby");
    await choose(page, "zone", "A");
    await choose(page, "own_space", "no");
    await send(page);
    await type(page, "car_number", "ABC 12D");
    assert.equal(await page.locator("#car_number").evaluate((input) => input.dir), "auto");
    await choose(page, "car_kind", "car");
    await choose(page, "holder", "me");
    await type(page, "other_permits", "0");
    await sendUntil(page, (path) => !path.endsWith("/car"));
    const { day, month, year } = dayFromNow(14);
    await type(page, "start", day);
    await type(page, "start-month", month);
    await type(page, "start-year", year);
    await choose(page, "months", "3");
    await tick(page, "truth");
    await sendUntil(page, (path) => path.endsWith("/contact"));
    await type(page, "applicant_name", "Kim Exempel");
    await type(page, "applicant_email", "kim@exempelby.example");
    assert.equal(await page.locator("#applicant_email").evaluate((input) => input.dir), "ltr");
    await sendUntil(page, (path) => path.endsWith("/granska"));
    await checkPage("review");
    await send(page);
    assert.match(await page.locator("main").innerText(), /BOP-\d{4}-\d+/);
    await goesFromRight(page);
    await checkPage("receipt");
});

for (const language of ["ar", "fi"])
    journey(`pages that everybody meets, in ${language}`, { on: small_phone, colours: "dark", language }, async ({ page, checkPage }) => {
        for (const address of ["/", "/e-tjanster", "/e-tjanster/forskola", "/folj", "/arendestatus", "/felanmalan", "/felanmalan/karta", "/kontakt", "/fragor",
            "/diarium", "/logga-in", "/sagt-och-gjort"]) {
            const answer = await page.goto(address);
            assert.ok(answer.status() < 400, `${address}: ${answer.status()}`);
            assert.equal(await page.locator("html").getAttribute("lang"), language, address);
            await checkPage(`${language} ${address.replaceAll("/", " ")}`);
        }
    });

journey("what has no words in the language stands in Swedish and says so", { on: desktop, language: "fi" }, async ({ page, checkPage }) => {
    await page.goto("/e-tjanster/skolskjuts");
    assert.equal(await page.locator("h1 [lang=sv]").count(), 1);
    await page.locator("main form button").first().click();
    assert.ok((await page.locator("main [lang=sv] .field").count()) > 0);
    await checkPage("Swedish questions in a Finnish page");
    await page.goto("/personal/logga-in");
    assert.equal(await page.locator("html").getAttribute("lang"), "sv");
});

journey("a municipality that offers no further language", { in: "modellkoping", on: desktop, language: "ar" }, async ({ page }) => {
    await page.goto("/");
    assert.equal(await page.locator("html").getAttribute("lang"), "sv");
    assert.equal(await page.locator("[hreflang=ar]").count(), 0);
    await page.goto("/?sprak=ar");
    assert.equal(await page.locator("html").getAttribute("lang"), "sv");
});
