import assert from "node:assert/strict";
import { test } from "node:test";
import { pages, seesEveryPage, visitors } from "./every_page.mjs";
import { journey, small_phone } from "./harness.mjs";
import * as people from "./people.mjs";

test("every permission has a visitor", () => {
    for (const { address, who } of pages) assert.ok(visitors[who], `${address} is for ${who}`);
});

for (const visitor of ["nobody", "resident"]) seesEveryPage(visitor);

journey("what is not there says so", { on: small_phone }, async ({ page, checkPage }) => {
    const answer = await page.goto("/finns-inte");
    assert.equal(answer.status(), 404);
    await checkPage("not found");
    await people.signInStaff(page, "officer");
    assert.equal((await page.goto("/administration/kommunen")).status(), 403);
    await checkPage("not allowed");
});
