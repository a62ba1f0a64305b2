// The operating municipality takes in another one: it answers at once, its own administrator opens it, and it can be paused.
import assert from "node:assert/strict";
import { problemsOf } from "./check_page.mjs";
import { desktop, journey, phone, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

const list = "/administration/kommuner";
const password = "ett långt lösenord";

async function addsNystad(page, checkPage) {
    await people.signInStaff(page, "administrator", "/administration");
    await people.press(page.getByRole("main").getByRole("link", { name: "Kommuner" }));
    assert.match(await page.getByRole("main").innerText(), /Exempelby[^]*Sköter installationen[^]*Modellköping[^]*Öppen/);
    await checkPage("municipalities");
    await people.press(page.getByRole("link", { name: "Lägg till en kommun" }));
    await checkPage("new municipality");

    await page.locator("#name").fill("Nystad");
    await page.locator("#hosts").fill("modellkoping.localhost");
    await page.locator("#brand").fill("#7a1f3d");
    await page.locator("#administrator_name").fill("Eva Exempel");
    await page.locator("#username").fill("eva");
    await page.locator('input[name="services"][value="begar-handling"]').check();
    await people.press(page.getByRole("button", { name: "Lägg till en kommun" }));
    assert.match(await page.locator(".error-summary").innerText(), /modellkoping\.localhost leder redan till Modellköping/);
    assert.equal(await page.locator("#administrator_name").inputValue(), "Eva Exempel");
    assert.ok(await page.locator('input[value="begar-handling"]').isChecked());
    await checkPage("new municipality with an error");

    await page.locator("#hosts").fill("nystad.localhost");
    await people.press(page.getByRole("button", { name: "Lägg till en kommun" }));
    await page.getByRole("heading", { level: 1, name: "Nystad finns nu" }).waitFor();
    await checkPage("municipality added");
    return page.locator("code").first().innerText();
}

async function opensNystad(eva, checkPage, link) {
    await eva.goto(link);
    await checkPage("first password", eva);
    await eva.locator("#password").fill(password);
    await eva.locator("#again").fill("ett annat lösenord");
    await people.press(eva.locator("main form button"));
    assert.match(await eva.locator(".error-summary").innerText(), /Skriv samma lösenord två gånger/);
    await eva.locator("#password").fill(password);
    await eva.locator("#again").fill(password);
    await people.press(eva.locator("main form button"));
    assert.equal(new URL(eva.url()).pathname, "/administration");
    assert.match(await eva.getByRole("main").innerText(), /Nystad[^]*1 utkast till e-tjänst väntar/);
    assert.equal(await eva.getByRole("link", { name: "Kommuner" }).count(), 0);
    assert.equal((await eva.goto(list)).status(), 403);
}

async function publishesTheService(eva) {
    await eva.goto("/administration/enheter");
    await eva.locator("#name_sv").fill("Kommunledning");
    await eva.locator("#name_en").fill("Municipal management");
    await people.press(eva.locator("main form button").last());
    await eva.goto("/administration/e-tjanster/begar-handling/1");
    await people.press(eva.getByRole("button", { name: "Publicera" }));
}

journey("a municipality is taken in, opened by its own administrator, paused and opened again", { on: desktop }, async ({ page, address, another, checkPage }) => {
    const link = await addsNystad(page, checkPage);
    const nystad = address.replace("//localhost", "//nystad.localhost");
    assert.ok(link.startsWith(`${nystad}/personal/valkommen?till=/administration&kod=`), link);

    // By telephone and without scripts.
    const eva = await another({ on: phone, scripts: false, address: nystad });
    await opensNystad(eva, checkPage, link);
    await publishesTheService(eva);

    const resident = await another({ on: small_phone, address: nystad });
    await resident.goto("/e-tjanster");
    await people.press(resident.getByRole("main").getByRole("link", { name: "Begär ut en allmän handling" }));
    await checkPage("service of the new municipality", resident);
    assert.equal((await resident.goto("/e-tjanster/skolskjuts")).status(), 404);
    await people.signInResident(resident);

    await page.goto(`${list}/kommun/nystad`);
    await checkPage("municipality");
    await people.press(page.getByRole("button", { name: "Pausa kommunen" }));
    assert.equal((await resident.goto("/mina-sidor")).status(), 503);
    assert.match(await resident.getByRole("main").innerText(), /Nystad kommuns e-tjänster är stängda just nu/);
    assert.deepEqual(problemsOf(resident), [`503 from ${nystad}/mina-sidor`]);
    await checkPage("paused municipality", resident);
    await page.goto(`${list}/kommun/nystad`);
    await checkPage("municipality that is paused");
    await people.press(page.getByRole("button", { name: "Öppna kommunen igen" }));
    assert.equal((await resident.goto("/mina-sidor")).status(), 200);

    await page.goto("/administration/logg?syfte=supervision&handelse=administration.municipality");
    assert.match(await page.getByRole("main").innerText(), /Öppnade en kommun igen[^]*Pausade en kommun[^]*Lade till en kommun/);
    await eva.goto("/administration/logg?syfte=supervision&handelse=administration.municipality");
    assert.match(await eva.getByRole("main").innerText(), /Kim Adminsson, Exempelby[^]*Lade till en kommun/);
});

journey("another municipality's administrator has no way to the municipalities", { in: "modellkoping", on: desktop }, async ({ page }) => {
    await people.signInStaff(page, "administrator", "/administration");
    assert.equal(await page.getByRole("link", { name: "Kommuner" }).count(), 0);
    for (const address of [list, `${list}/ny`, `${list}/kommun/exempelby`]) assert.equal((await page.goto(address)).status(), 403);
    await page.goto("/administration/roller/ny");
    assert.equal(await page.locator('input[value="installation.manage"]').count(), 0);
});
