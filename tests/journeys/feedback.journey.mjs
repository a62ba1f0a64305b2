// Somebody says what they think on the telephone; it is written down, answered, and everybody is told what was changed. By keyboard, and
// without scripts.
import assert from "node:assert/strict";
import { desktop, journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

async function writesDown(page, words) {
    await page.goto("/personal/synpunkter/ny");
    await page.locator('input[name="slag"][value="idea"]').check();
    await page.locator('textarea[name="sagt"]').fill(words);
    await page.locator('select[name="enhet"]').selectOption("grundskola");
    await people.press(page.getByRole("button", { name: "Registrera" }));
    return page.url().split("klar=")[1];
}

for (const on of [small_phone, desktop])
    journey(`feedback is written down, answered and told everybody, at ${on.width} pixels`, { on, scripts: false }, async ({ page, another, checkPage }) => {
        await people.signInStaff(page, "agent");
        await page.goto("/personal/synpunkter/ny");
        await people.press(page.getByRole("button", { name: "Registrera" }));
        assert.match(await page.locator(".error-summary").innerText(), /Välj vad det är/);
        await checkPage("feedback with errors");
        const number = await writesDown(page, "barnen vill ha fler gungor");
        await page.getByText(`Registrerad: ${number}`).waitFor();
        await checkPage("feedback written down");

        const officer = await another({ on: desktop });
        await people.signInStaff(officer, "officer");
        await officer.goto(`/personal/synpunkter/arende/${number}`);
        await officer.locator('input[name="andring"][value="andrat"]').check();
        await officer.locator('textarea[name="vad"]').fill("Vi har satt upp tre gungor");
        await officer.locator('input[name="beratta"]').check();
        await people.press(officer.getByRole("button", { name: "Avsluta" }));
        await officer.goto(`/personal/synpunkter/arende/${number}/sagt`);
        await people.press(officer.getByRole("button", { name: "Publicera" }));
        await page.goto("/sagt-och-gjort");
        await page.getByText("Vi har satt upp tre gungor").first().waitFor();
        await checkPage("you said, we did");
    });
