// Keys (passkeys) in a browser that has an authenticator of its own: the Chrome DevTools Protocol's virtual one.
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

process.env.TORG_SESSION_ADMINISTRATORS_PROOF_MINUTES = "10";
process.env.TORG_SESSION_PROOF_MINUTES = "10";

const at = (page) => new URL(page.url()).pathname;

/// A finger that always fits, until it is told not to. A look by checkPage ends the browser's own: `again` makes it anew with what it held.
async function authenticatorOf(page, transport = "internal") {
    let of;
    async function begin() {
        const cdp = await page.context().newCDPSession(page);
        await cdp.send("WebAuthn.enable");
        const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
            options: { protocol: "ctap2", transport, hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
        });
        of = (name, more = {}) => cdp.send(`WebAuthn.${name}`, { authenticatorId, ...more });
    }
    await begin();
    const credentials = async () => (await of("getCredentials")).credentials;
    return {
        credentials,
        async during(look) {
            const held = await credentials();
            await look();
            await begin();
            for (const credential of held) await of("addCredential", { credential });
        },
        async goesBack() {
            const [credential] = await credentials();
            await of("removeCredential", { credentialId: credential.credentialId });
            await of("addCredential", { credential: { ...credential, signCount: 0 } });
        },
        knows: (isUserVerified) => of("setUserVerified", { isUserVerified }),
    };
}

async function typesPassword(page, username, to) {
    await page.goto(`/personal/logga-in?till=${to}`);
    await page.getByLabel("Användarnamn").fill(username);
    await page.getByLabel("Lösenord", { exact: true }).fill(people.password);
    await people.press(page.getByRole("button", { name: "Logga in", exact: true }));
}

async function addsKey(page, name) {
    await page.getByLabel("Vad nyckeln heter").fill(name);
    await page.getByRole("button", { name: "Lägg till en nyckel" }).click();
}

journey("an administrator adds a key, signs in with it, and loses it", { on: desktop }, async ({ page, another, checkPage }) => {
    await typesPassword(page, "administrator", "/administration/anvandare");
    assert.equal(at(page), "/personal/tva-steg");
    await checkPage("second step with keys");
    const authenticator = await authenticatorOf(page);
    // Without a name Torg says so, and no key is made.
    await page.getByLabel("Vad nyckeln heter").fill(" ");
    await people.press(page.getByRole("button", { name: "Lägg till en nyckel" }));
    assert.match(await page.locator(".error-summary").innerText(), /Skriv vad nyckeln ska heta/);
    assert.equal((await authenticator.credentials()).length, 0);
    await authenticator.during(() => checkPage("key without a name"));

    await addsKey(page, "Min dator");
    await page.getByRole("heading", { name: "Spara dina reservkoder" }).waitFor();
    const recovery = await page.locator("main li code").first().innerText();
    await people.press(page.getByRole("link", { name: "Jag har sparat koderna" }));
    assert.equal(at(page), "/administration/anvandare");
    await page.goto("/personal/tva-steg");
    assert.match(await page.getByRole("table", { name: "Nycklar" }).innerText(), /Min dator/);
    await authenticator.during(() => checkPage("one key"));
    // The same authenticator is not taken twice: the browser knows.
    await addsKey(page, "Samma igen");
    await page.getByRole("status").filter({ hasText: "redan tillagd" }).waitFor();

    await page.context().clearCookies();
    await typesPassword(page, "administrator", "/administration/anvandare");
    assert.equal(at(page), "/personal/kod");
    await authenticator.during(() => checkPage("asked for the key"));
    await page.getByRole("button", { name: "Använd din nyckel" }).click();
    await page.waitForURL(/\/administration\/anvandare/);

    // A finger that does not fit.
    await page.context().clearCookies();
    await typesPassword(page, "administrator", "/administration/anvandare");
    await authenticator.knows(false);
    await page.getByRole("button", { name: "Använd din nyckel" }).click();
    await page.getByRole("status").filter({ hasText: "Du avbröt" }).waitFor();
    await authenticator.knows(true);
    // A copy: its counter has gone back.
    await authenticator.goesBack();
    await page.getByRole("button", { name: "Använd din nyckel" }).click();
    await page.locator(".error-summary").filter({ hasText: "verkar vara kopierad" }).waitFor();
    await checkPage("a copied key");

    // The key is lost: a recovery code, and the key is removed.
    await page.getByLabel("Reservkod").fill(recovery);
    await people.press(page.getByRole("button", { name: "Logga in", exact: true }));
    assert.equal(at(page), "/administration/anvandare");
    await page.goto("/personal/tva-steg");
    await people.press(page.getByRole("table", { name: "Nycklar" }).getByRole("button", { name: "Ta bort" }));
    assert.match(await page.getByRole("main").innerText(), /Du har inga nycklar/);

    const without = await another({ scripts: false, on: small_phone });
    await typesPassword(without, "officer", "/personal/tva-steg");
    assert.match(await without.getByRole("main").innerText(), /En nyckel kräver JavaScript/);
    assert.equal(await without.getByRole("button", { name: "Lägg till en nyckel" }).isVisible(), false);
    await checkPage("keys without scripts", without);
});

journey("an officer shows a security key where something is secret", { on: small_phone, colours: "dark" }, async ({ page, checkPage }) => {
    const authenticator = await authenticatorOf(page, "usb");
    await typesPassword(page, "officer", "/personal/tva-steg");
    await addsKey(page, "Säkerhetsnyckel");
    await people.press(page.getByRole("link", { name: "Jag har sparat koderna" }));
    await page.goto("/personal/bekrafta?till=/handlaggning");
    await authenticator.during(() => checkPage("asked to prove it with a key"));
    await page.getByRole("button", { name: "Använd din nyckel" }).click();
    await page.waitForURL(/\/handlaggning$/);
});
