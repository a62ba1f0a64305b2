// WCAG 2.2 AA by axe-core, in both colours.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const everything = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const contrast = { type: "rule", values: ["color-contrast"] };

async function violations(page, runOnly) {
    if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
    const found = await page.evaluate((options) => window.axe.run(document, options), { runOnly, resultTypes: ["violations"], preload: false });
    return found.violations.flatMap((violation) =>
        violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)} (${node.target.join(" ")})`),
    );
}

/// All rules in the page's own colours, and in the others the contrast: nothing else can have changed.
export async function accessibility(page, inBothColours = true) {
    const colours = page.journey?.colours ?? "light";
    const other = colours === "dark" ? "light" : "dark";
    const found = await violations(page, everything);
    if (!inBothColours) return found;
    await page.emulateMedia({ colorScheme: other });
    const inOther = await violations(page, contrast);
    await page.emulateMedia({ colorScheme: colours });
    return [...found, ...inOther.map((words) => `in ${other} colours: ${words}`)];
}
