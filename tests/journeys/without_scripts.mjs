// What a page has with scripts it has without them too: the scripts only improve what is there.

/// In the page: the words of what can be pressed, filled in or read first.
function shownWords() {
    const words = [];
    for (const element of document.querySelectorAll("h1,h2,h3,h4,legend,label,a[href],button,summary,th,dt,input:not([type=hidden]),select,textarea")) {
        // Keys are scripts; a page is printed from the browser's own menu; a map that moves lies above the drawn one, with buttons of its own.
        if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("[data-shortcuts], [data-print], .map__live, [data-do], [data-passkey]")) continue;
        const said = element.matches("input,select,textarea") ? element.name : element.innerText.replace(/\s+/g, " ").trim();
        // Clocks and counts move between two readings.
        if (said) words.push(`${element.localName} ${said.replace(/\d+/g, "0")}`);
    }
    return words;
}

/// In the page: forms that need a script to be sent.
function deadForms() {
    const name = (element) => element.outerHTML.slice(0, 120);
    return [...document.forms].filter((form) => !form.getAttribute("action") || ![...form.elements].some((element) => element.type === "submit"))
        .map((form) => `cannot be sent without scripts: ${name(form)}`);
}

export const wordsOf = (page) => page.evaluate(shownWords);

/// `with_scripts` are the words that the same page had with scripts.
export async function withoutScripts(page, with_scripts) {
    const here = new Set(await wordsOf(page));
    const missing = with_scripts.filter((words) => !here.has(words)).map((words) => `is not there without scripts: ${words}`);
    return [...missing, ...(await page.evaluate(deadForms))];
}
