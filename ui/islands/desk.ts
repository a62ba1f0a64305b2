// The officer's desk by keyboard: 1, 2, 3 move the focus to a decision button, or to how a contact ended (Enter decides), j and k go to the
// next and the previous case, z moves the focus to Undo, / to the search. In a work list j and k go from row to row and x ticks the row.
// Can be switched off (WCAG 2.1.4); the choice stays in this browser.
const setting = 'torg-shortcuts';
const areOn = () => localStorage.getItem(setting) !== 'off';

const isTyping = (target: EventTarget | null) =>
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));

function caseBeside(step: number): HTMLAnchorElement | undefined {
    const links = [...document.querySelectorAll<HTMLAnchorElement>('.queue a')];
    const current = links.findIndex(link => link.hasAttribute('aria-current'));
    return links[current < 0 ? 0 : current + step];
}

const rows = () => [...document.querySelectorAll<HTMLElement>('.pick')];
const rowOfFocus = () => rows().find(row => row.contains(document.activeElement));

/// In a list without a queue beside it: the link of the next or the previous row.
function linkBeside(step: number): HTMLElement | null | undefined {
    const all = rows();
    const current = rowOfFocus();
    const next = current ? all.indexOf(current) + step : step > 0 ? 0 : all.length - 1;
    return all[next]?.querySelector<HTMLElement>('a');
}

const actions: Record<string, () => HTMLElement | null | undefined> = {
    '1': () => document.querySelectorAll<HTMLElement>('.verdict__btn, .wrapup__btn')[0],
    '2': () => document.querySelectorAll<HTMLElement>('.verdict__btn, .wrapup__btn')[1],
    '3': () => document.querySelectorAll<HTMLElement>('.verdict__btn, .wrapup__btn')[2],
    z: () => document.querySelector<HTMLElement>('.undo button'),
    '/': () => document.querySelector<HTMLElement>('.app-bar__search input'),
};

document.addEventListener('keydown', event => {
    if (!areOn() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'j' || key === 'k') {
        const step = key === 'j' ? 1 : -1;
        if (document.querySelector('.queue')) caseBeside(step)?.click();
        else linkBeside(step)?.focus();
        return;
    }
    if (key === 'x') {
        rowOfFocus()?.querySelector<HTMLElement>('input[type=checkbox]')?.click();
        return;
    }
    const target = actions[key]?.();
    if (!target) return;
    event.preventDefault();
    target.focus();
});

for (const place of document.querySelectorAll<HTMLElement>('[data-shortcuts]')) {
    const button = place.querySelector('button');
    if (!button) continue;
    const show = () => {
        button.textContent = (areOn() ? place.dataset.turnOff : place.dataset.turnOn) ?? '';
        document.documentElement.toggleAttribute('data-shortcuts-off', !areOn());
    };
    button.addEventListener('click', () => {
        localStorage.setItem(setting, areOn() ? 'off' : 'on');
        show();
    });
    place.hidden = false;
    show();
}
