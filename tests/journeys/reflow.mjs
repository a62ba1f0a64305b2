// Nothing is cut off or has to be scrolled to sideways: on a phone, with letters twice as big, with more air between them.

/// In the page: the first thing that reaches outside it, and every text that its box cuts off.
function cutOff(mayScroll) {
    const page = document.documentElement;
    const found = [];
    const name = (element) => element.outerHTML.slice(0, 120);
    if (page.scrollWidth > page.clientWidth && !mayScroll) {
        const isCutElsewhere = (element) => element.parentElement?.closest("body *") && (getComputedStyle(element.parentElement).overflowX !== "visible" || isCutElsewhere(element.parentElement));
        const wide = [...document.querySelectorAll("body *")].find((element) => element.getBoundingClientRect().right > page.clientWidth + 1 && !isCutElsewhere(element));
        found.push(`scrolls sideways: ${wide ? name(wide) : "the page"}`);
    }
    for (const element of document.querySelectorAll("body *")) {
        const style = getComputedStyle(element);
        const cuts = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
        const isText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (cuts && isText && element.clientWidth > 1 && element.checkVisibility()) found.push(`cuts its text off: ${name(element)}`);
    }
    return found;
}

const look = async (page, how, mayScroll = false) => (await page.evaluate(cutOff, mayScroll)).map((words) => `${how}: ${words}`);

/// As the setting of the browser does it: what is measured in rem and em grows, also in media queries.
async function withTextOf(page, size, then) {
    const browser = await page.context().newCDPSession(page);
    const set = (standard) => browser.send("Page.setFontSizes", { fontSizes: { standard, fixed: standard } });
    await set(16 * size);
    const found = await then();
    await set(16);
    await browser.detach();
    return found;
}

/// WCAG 1.4.12: no words may be lost. Scrolling is allowed.
function addAir() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }");
    document.adoptedStyleSheets = [sheet];
}
function removeAir() {
    document.adoptedStyleSheets = [];
}

/// At the width that the page has now.
export async function reflow(page, isThorough = true) {
    const { width } = page.viewportSize();
    const found = await look(page, `at ${width} pixels`);
    if (found.length || !isThorough) return found;
    await page.evaluate(addAir);
    found.push(...(await look(page, `at ${width} pixels with air between the letters`, true)));
    await page.evaluate(removeAir);
    found.push(...(await withTextOf(page, 2, () => look(page, `at ${width} pixels with text twice as big`))));
    return found;
}
