// People sign in at a real provider of OpenID Connect: a resident, the staff with one sign-in for several, and out again from both sides.
import assert from "node:assert/strict";
import os from "node:os";
import path from "node:path";
import { rmSync } from "node:fs";
import { after } from "node:test";
import { journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";
import { startProvider, writeSettings } from "./real_provider.mjs";
import { freePort } from "./town.mjs";

const port = await freePort();
const settings = path.join(os.tmpdir(), `torg-providers-${port}.toml`);
writeSettings(settings, port);
process.env.TORG_SIGN_IN_OIDC_FILE = settings;
after(() => rmSync(settings));

const at = (page) => new URL(page.url()).pathname;

/// From the page with the button to the provider's own page.
async function leave(page, name) {
    await page.getByRole("button", { name: `Logga in med ${name}` }).click();
    await page.waitForURL(/127\.0\.0\.1/);
}

async function signIn(page, from, name, person) {
    await page.goto(from);
    await leave(page, name);
    await page.getByRole("button", { name: person }).click();
    await page.waitForURL(/localhost/);
}

async function signOut(page) {
    const menu = page.locator("header .site-menu:not(.site-menu--languages) summary").first();
    if (await menu.isVisible()) await menu.click();
    await page.locator("form[action='/logga-ut'] button:visible").first().click();
    await page.waitForURL(/127\.0\.0\.1/);
    await page.getByRole("button", { name: "Yes, sign me out" }).click();
    await page.waitForURL(/localhost/);
}

journey("a resident signs in with a real provider on a small phone without scripts, and out of both", { on: small_phone, scripts: false },
    async ({ page, address, checkPage }) => {
        const provider = await startProvider(port, address);
        try {
            await page.goto("/logga-in?till=/mina-sidor");
            await checkPage("choose a provider");
            await signIn(page, "/logga-in?till=/mina-sidor", "Prov-id", "Avbryt");
            assert.match(await page.getByRole("main").innerText(), /Du avbröt inloggningen/);
            await checkPage("sign-in cancelled");
            await signIn(page, "/logga-in?till=/mina-sidor", "Prov-id", "Fatima Haddad");
            assert.equal(at(page), "/mina-sidor");
            const came_back = await page.goto("/logga-in/svar/provid?code=x&state=y");
            assert.equal(came_back.status(), 403);
            await checkPage("sign-in refused");
            await page.goto("/mina-sidor");
            await signOut(page);
            assert.equal(at(page), "/");
            await page.goto("/mina-sidor");
            assert.equal(at(page), "/logga-in");
        } finally {
            provider.stop();
        }
    });

journey("staff sign in once for several browsers' tabs, and who has no account is told so", {}, async ({ page, address, another }) => {
    const provider = await startProvider(port, address);
    try {
        await signIn(page, "/personal/logga-in?till=/handlaggning", "kommunens konto", "Någon Annan");
        assert.match(await page.getByRole("main").innerText(), /inget konto för dig/);
        const officer = await another();
        await signIn(officer, "/personal/logga-in?till=/handlaggning", "kommunens konto", "Sam Testberg");
        assert.equal(at(officer), "/handlaggning");
        // The provider knows them still: one press, and no question.
        await officer.context().clearCookies({ name: "torg_session" });
        await officer.goto("/personal/logga-in?till=/handlaggning");
        await officer.getByRole("button", { name: "Logga in med kommunens konto" }).click();
        await officer.waitForURL(/handlaggning$/);
    } finally {
        provider.stop();
    }
});
