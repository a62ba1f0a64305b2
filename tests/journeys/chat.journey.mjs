// A resident chats with the contact centre, without scripts on a phone and with them at a desk; the agent answers, and both see it end.
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

const main = (page) => page.getByRole("main");

/** The agent takes the chat that was begun last and answers. */
async function answer(agent, words) {
    await people.signInStaff(agent, "agent", "/kontaktcenter");
    await people.press(agent.locator(".queue a", { hasText: "Okänd" }).last());
    await people.press(agent.getByRole("button", { name: "Ta kontakten" }));
    await agent.getByLabel("Svar", { exact: true }).fill(words);
    // With scripts the page stays and the line comes.
    await agent.getByRole("button", { name: "Skicka svar" }).click();
    await agent.locator(".chat__line", { hasText: words }).waitFor();
}

journey("a chat is asked and answered without scripts, and what was said can be kept", { on: small_phone, scripts: false }, async ({ page, another, checkPage }) => {
    await page.goto("/chatt");
    await checkPage("before the chat");
    await page.getByLabel("Din fråga").fill("Jag är 19900101-9802, när är badet öppet?");
    await people.press(page.getByRole("button", { name: "Börja chatta" }));
    assert.match(await page.locator(".error-summary").innerText(), /Ta bort personnumret/);
    await checkPage("a personal number is stopped");
    await page.getByLabel("Din fråga").fill("När är badet öppet?");
    await people.press(page.getByRole("button", { name: "Börja chatta" }));
    assert.match(await main(page).innerText(), /först i kön|väntar före dig/);
    await checkPage("waiting in the chat");

    const agent = await another();
    await answer(agent, "Till klockan 20 i dag.");
    await checkPage("the chat in the console", agent);
    await people.press(page.getByRole("link", { name: "Se om det har kommit svar" }));
    await page.reload();
    assert.match(await main(page).innerText(), /Till klockan 20 i dag/);
    await people.press(page.getByRole("button", { name: "Avsluta chatten" }));
    await checkPage("a chat that has ended");
    await page.getByLabel("Din e-post").fill("kim@exempel.example");
    await people.press(page.getByRole("button", { name: "Skicka till mig" }));
    assert.match(await main(page).innerText(), /på väg till din e-post/);
    await people.press(page.getByRole("button", { name: "Klar, glöm chatten på den här datorn" }));
    assert.doesNotMatch(await main(page).innerText(), /Till klockan 20/);
});

journey("with scripts the answer comes by itself, on both sides", { on: desktop }, async ({ page, another }) => {
    await page.goto("/chatt");
    await page.getByLabel("Din fråga").fill("Får jag ta med hunden?");
    await people.press(page.getByRole("button", { name: "Börja chatta" }));
    const agent = await another();
    await answer(agent, "Ja, i koppel.");
    await page.locator(".chat__line", { hasText: "Ja, i koppel." }).waitFor();
    await page.getByLabel("Skriv", { exact: true }).fill("Tack!");
    await page.getByRole("button", { name: "Skicka" }).click();
    await page.locator(".chat__line--own", { hasText: "Tack!" }).waitFor();
    await agent.locator(".chat__line", { hasText: "Tack!" }).waitFor();
    await people.press(agent.getByRole("button", { name: "Löst" }));
    await page.getByRole("heading", { name: "Spara det som sades" }).waitFor();
});
