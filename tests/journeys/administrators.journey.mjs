// Where administrators must show more than a password: the second step is set up before anything else, and a new colleague chooses a password.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

process.env.TORG_SESSION_ADMINISTRATORS_PROOF_MINUTES = "10";

const at = (page) => new URL(page.url()).pathname;

/// What the authenticator app shows now (RFC 6238), for the secret in base32.
function codeOf(secret) {
    const bits = [...secret.replace(/\s/g, "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
    const mac = createHmac("sha1", key).update(step).digest();
    const begin = mac.at(-1) & 0x0f;
    return String((mac.readUInt32BE(begin) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function signsInWithPasswordAlone(page) {
    await page.goto("/personal/logga-in?till=/administration/anvandare");
    await page.getByLabel("Användarnamn").fill("administrator");
    await page.getByLabel("Lösenord", { exact: true }).fill(people.password);
    await page.getByRole("button", { name: "Visa lösenordet: Lösenord" }).click();
    assert.equal(await page.getByLabel("Lösenord", { exact: true }).getAttribute("type"), "text");
    await people.press(page.getByRole("button", { name: "Logga in", exact: true }));
    assert.equal(at(page), "/personal/tva-steg");
    assert.match(await page.getByRole("main").innerText(), /kräver mer än ett lösenord/);
    await page.goto("/administration/kommunen");
    assert.equal(at(page), "/personal/tva-steg");
}

async function setsUpTheSecondStep(page, checkPage) {
    await page.goto("/administration/anvandare");
    await checkPage("second step is needed");
    await people.press(page.getByRole("button", { name: "Kom igång" }));
    await checkPage("second step begun");
    await page.locator("#kod").fill(codeOf(await page.locator("main code").innerText()));
    await people.press(page.getByRole("button", { name: "Bekräfta" }));
    await checkPage("recovery codes");
    await people.press(page.getByRole("link", { name: "Jag har sparat koderna" }));
    assert.equal(at(page), "/administration/anvandare");
}

async function addsEva(page, checkPage) {
    await page.goto("/administration/anvandare/ny");
    await page.locator("#username").fill("eva");
    await page.locator("#name").fill("Eva Exempel");
    await people.press(page.getByRole("button", { name: "Lägg till" }).last());
    await page.getByRole("heading", { level: 1, name: "Länk för att välja lösenord" }).waitFor();
    await checkPage("link for a new user");
    return page.locator("main code").first().innerText();
}

async function choosesAPassword(eva, checkPage, link) {
    const address = new URL(link);
    await eva.goto(address.pathname + address.search);
    await eva.locator("#password").fill("password1234");
    await eva.locator("#again").fill("password1234");
    await people.press(eva.getByRole("button", { name: "Spara och logga in" }));
    assert.match(await eva.locator(".error-summary").innerText(), /ett av dem som gissas först/);
    await eva.locator("#password").fill("ett långt lösenord");
    assert.match(await eva.getByRole("status").innerText(), /Styrka: bra/);
    await checkPage("password with its strength", eva);
    await eva.locator("#again").fill("ett långt lösenord");
    await people.press(eva.getByRole("button", { name: "Spara och logga in" }));
    assert.equal(at(eva), "/");
    await eva.goto("/personal/sessioner");
    assert.match(await eva.getByRole("main").innerText(), /Den här enheten/);
}

journey("an administrator sets up a second step before anything else, and a new colleague chooses a password", { on: desktop },
    async ({ page, another, checkPage }) => {
        await signsInWithPasswordAlone(page);
        await setsUpTheSecondStep(page, checkPage);
        const link = await addsEva(page, checkPage);
        await choosesAPassword(await another({ on: small_phone }), checkPage, link);
    });
