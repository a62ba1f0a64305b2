// The page with Tab alone: everything can be reached, in the order that it stands, the focus is seen, and nothing keeps it.

/// In the page: remembers how everything looks that can have the focus, and writes down what gets it.
function beginToListen() {
    const can_have_focus = "a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]";
    const around = (element) => [element, ...(element.labels ?? []), element.parentElement, element.parentElement?.parentElement].filter(Boolean);
    const ring = (element) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
        return { drawn: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 ? `${outlineColor} ${outlineWidth}` : "", boxShadow };
    };
    const name = (element) => element.outerHTML.slice(0, 140);
    const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
    const group = (radio) => [...document.querySelectorAll("input[type=radio]")].filter((one) => one.name === radio.name && one.form === radio.form);
    // Of a group of radio buttons Tab reaches the chosen one, or one of them.
    const stands_for = (element) => (element.type === "radio" ? group(element)[0] : element);

    const all = [...document.querySelectorAll(can_have_focus)].filter((element) => element.tabIndex >= 0 && !element.disabled && isShown(element));
    document.activeElement?.blur();
    const before = new Map(all.map((element) => [element, around(element).map(ring)]));
    const state = { reached: [], problems: [], unreached: () => [] };

    const luminance = (colour) => {
        const [r, g, b] = colour.match(/[\d.]+/g).map((part) => { const v = part / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            const alpha = colour.match(/[\d.]+/g)?.[3];
            if (colour !== "transparent" && alpha === undefined) return colour;
            if (alpha !== undefined && Number(alpha) > 0) return null;
        }
        return "rgb(255, 255, 255)";
    };
    const isPale = (element) => {
        const { outlineColor, outlineOffset } = getComputedStyle(element);
        const behind = ground(parseFloat(outlineOffset) < 0 ? element : element.parentElement);
        if (!behind || outlineColor.match(/[\d.]+/g).length !== 3) return false;
        const [light, dark] = [luminance(outlineColor), luminance(behind)].sort((one, other) => other - one);
        return (light + 0.05) / (dark + 0.05) < 3;
    };
    const looksFocused = (element) => {
        const was = before.get(element) ?? [];
        return around(element).some((one, i) => {
            const is = ring(one);
            if (is.drawn && is.drawn !== was[i]?.drawn) {
                if (isPale(one)) state.problems.push(`the ring of the focus is pale: ${name(one)}`);
                return true;
            }
            return was[i] && is.boxShadow !== was[i].boxShadow;
        });
    };
    const isCovered = (element) => {
        element.scrollIntoView({ block: "nearest", inline: "nearest" });  // as the browser does a moment later
        const box = [...element.getClientRects()].find((one) => one.width > 0 && one.height > 0);
        if (!box) return true;
        const top = document.elementFromPoint(Math.min(box.left + box.width / 2, innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
        return !top || !(top === element || element.contains(top) || top.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(top)));
    };
    // Backwards is up in the same column; the next column may begin further up.
    const stepsBack = (from, to) => {
        const boxes = (element) => [...element.getClientRects()].find((one) => one.width > 0);
        const [one, other] = [boxes(from), boxes(to)];
        return one && other && other.bottom <= one.top && other.left < one.right && other.right > one.left;
    };

    addEventListener("focusin", ({ target }) => {
        const last = state.reached.at(-1);
        if (last === target) return;
        if (!looksFocused(target)) state.problems.push(`the focus is not seen: ${name(target)}`);
        if (isCovered(target)) state.problems.push(`something covers what has the focus: ${name(target)}`);
        if (last && !state.reached.includes(target) && stepsBack(last, target)) state.problems.push(`Tab goes back up: from ${name(last)} to ${name(target)}`);
        state.reached.push(target);
    });
    state.unreached = () => {
        const met = new Set(state.reached.map(stands_for));
        return all.filter((element) => !met.has(stands_for(element))).map((element) => `Tab never reaches ${name(element)}`);
    };
    window.torgKeyboard = state;
    getSelection()?.removeAllRanges();
    scrollTo(0, 0);
    // Tab goes on from where the page was last pressed; from its beginning when that is the body.
    document.body.setAttribute("tabindex", "-1");
    document.body.focus({ preventScroll: true });
    document.body.removeAttribute("tabindex");
    state.reached.length = 0;
    state.problems.length = 0;
    return all.length + 4 * document.querySelectorAll("input[type=date]").length;
}

/// Presses Tab through the whole page, at the width that it has now.
export async function keyboard(page) {
    const most = await page.evaluate(beginToListen);
    const came_round = () => {
        const { reached } = window.torgKeyboard;
        return document.activeElement === document.body || reached.indexOf(reached.at(-1)) < reached.length - 1;
    };
    let presses = 0;
    do {
        // Several at a time: each press waits for the browser, asking costs as much again.
        const some = Math.max(1, Math.min(20, most - presses));
        for (let i = 0; i < some; ++i) await page.keyboard.press("Tab");
        presses += some;
    } while (presses < most || (presses < 2 * most + 20 && !(await page.evaluate(came_round))));
    const found = await page.evaluate((isKept) => {
        const { problems, unreached } = window.torgKeyboard;
        document.activeElement?.blur();
        scrollTo(0, 0);
        return [...(isKept ? ["Tab does not come out of the page"] : []), ...problems, ...unreached()];
    }, !(await page.evaluate(came_round)));
    return [...new Set(found)];
}
