// The page on paper: the words in black on white, nothing to press, nothing outside the sheet.

const a4_within_margins = 624;  // 165 mm in CSS pixels

/// In the page, as it is printed.
function onPaper() {
    const found = [];
    const name = (element) => element.outerHTML.slice(0, 120);
    const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    for (const element of document.querySelectorAll("nav, button, .btn, .skip, .back, .site-footer, .task-footer, .app-bar, [role=search]"))
        if (isShown(element)) found.push(`is printed: ${name(element)}`);
    const heading = document.querySelector("main h1, main h2, main label, main legend");
    if (!heading || !isShown(heading)) found.push("no heading is printed");
    const isDark = (colour) => Math.max(...colour.match(/[\d.]+/g).slice(0, 3).map(Number)) < 128;
    if (heading && !isDark(getComputedStyle(heading).color)) found.push(`is printed in ${getComputedStyle(heading).color}: ${name(heading)}`);
    if (isDark(getComputedStyle(document.body).backgroundColor.replace("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"))) found.push("the ground is printed dark");
    for (const details of document.querySelectorAll("main details"))
        if (details.matches(".prints") && !details.open) found.push(`is printed closed: ${name(details)}`);
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) {
        const wide = [...document.querySelectorAll("body *")].find((element) => element.getBoundingClientRect().right > page.clientWidth + 1);
        found.push(`is wider than the paper: ${wide ? name(wide) : "the page"}`);
    }
    return found;
}

export async function paper(page) {
    const before = page.viewportSize();
    await page.setViewportSize({ width: a4_within_margins, height: 900 });
    await page.emulateMedia({ media: "print" });
    const found = await page.evaluate(onPaper);
    await page.emulateMedia({ media: null });
    await page.setViewportSize(before);
    return found;
}
