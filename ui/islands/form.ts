// Forms: focus on the error summary, characters left, a warning before unsaved answers are lost,
// suggestions while typing; and the page on paper. Every form works without this.
import { addHidden } from './hidden_fields';

document.querySelector<HTMLElement>('.error-summary')?.focus();

/** <textarea data-max="500" aria-describedby="x-count"> and <p id="x-count" data-left="Tecken kvar: #" data-over="Tecken för mycket: #"> */
function countCharacters(control: HTMLTextAreaElement | HTMLInputElement) {
    const shown = document.getElementById(`${control.id}-count`);
    if (!shown) return;
    const show = () => {
        const left = Number(control.dataset.max) - [...control.value].length;
        const words = left < 0 ? shown.dataset.over : shown.dataset.left;
        shown.textContent = (words ?? '').replace('#', String(Math.abs(left)));
        shown.classList.toggle('field__count--over', left < 0);
    };
    control.addEventListener('input', show);
    show();
}
document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('[data-max]').forEach(countCharacters);

// What crews take along (crew.ts) is nobody's to read when they have signed out, on whichever page.
if ('caches' in window)
    for (const form of document.querySelectorAll<HTMLFormElement>('form[action$="/logga-ut"]')) form.addEventListener('submit', () => void caches.delete('torg-felarbete'));

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
}

/** A form with a foot: the browser asks before the page is left with answers that were not sent. */
function guard(form: HTMLFormElement) {
    let isChanged = false;
    form.addEventListener('input', () => (isChanged = true));
    for (const kept of ['submit', 'saved']) form.addEventListener(kept, () => (isChanged = false));
    window.addEventListener('beforeunload', event => {
        if (isChanged) event.preventDefault();
    });
}
for (const foot of document.querySelectorAll('.form-foot')) {
    const form = foot.closest('form');
    if (form) guard(form);
}

/** One answer of a data-suggest address, which gives a JSON array of these for ?q=…, or for the same posted where words may be about a person */
type Suggestion = { words: string; href?: string; post?: string; fields?: Record<string, string>; shown?: string };

/** What is chosen changes something: it is sent as a form of its own. */
function send(address: string, fields: Record<string, string>) {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = address;
    addHidden(form, fields);
    document.body.append(form);
    form.submit();
}

/** "home-street" knows "home-postcode": what a suggestion has for the inputs beside it. */
function fillBeside(input: HTMLInputElement, fields: Record<string, string>) {
    for (const [part, value] of Object.entries(fields)) {
        const beside = document.getElementById(input.id.replace(/[^-]*$/, part));
        if (!(beside instanceof HTMLInputElement) || beside === input) continue;
        beside.value = value;
        beside.dispatchEvent(new Event('input', { bubbles: true }));
        beside.dispatchEvent(new Event('change', { bubbles: true }));
    }
}

/** The combobox of the ARIA Authoring Practices, with a list that the server fills. */
function suggest(input: HTMLInputElement) {
    const list = document.createElement('ul');
    list.id = `${input.id}-suggestions`;
    list.className = 'suggestions';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', input.labels?.[0]?.textContent?.trim() ?? '');
    input.insertAdjacentElement('afterend', list);
    input.parentElement?.classList.add('has-suggestions');
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', list.id);
    input.setAttribute('aria-expanded', 'false');
    input.autocomplete = 'off';

    let found: Suggestion[] = [];
    let chosen = -1;
    let waiting: AbortController | undefined;

    const close = () => {
        list.hidden = true;
        chosen = -1;
        input.setAttribute('aria-expanded', 'false');
        input.removeAttribute('aria-activedescendant');
    };
    const mark = (next: number) => {
        chosen = next;
        [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === chosen)));
        if (chosen < 0) input.removeAttribute('aria-activedescendant');
        else input.setAttribute('aria-activedescendant', list.children[chosen].id);
    };
    const take = (suggestion: Suggestion) => {
        input.value = suggestion.words;
        close();
        const token = input.form?.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
        if (suggestion.href) location.href = suggestion.href;
        else if (suggestion.post) send(suggestion.post, { ...suggestion.fields, _csrf: token });
        else if (suggestion.fields) fillBeside(input, suggestion.fields);
        if (!suggestion.href && !suggestion.post) input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const show = () => {
        list.replaceChildren(
            ...found.map((suggestion, i) => {
                const item = document.createElement('li');
                item.id = `${list.id}-${i}`;
                item.setAttribute('role', 'option');
                item.textContent = suggestion.shown ?? suggestion.words;
                item.addEventListener('mousedown', event => {
                    event.preventDefault(); // keeps the focus in the input
                    take(suggestion);
                });
                return item;
            }),
        );
        list.hidden = found.length === 0;
        input.setAttribute('aria-expanded', String(!list.hidden));
        mark(-1);
    };
    const ask = async () => {
        waiting?.abort();
        if (input.value.trim().length < 2) return close();
        waiting = new AbortController();
        const address = new URL(input.dataset.suggest ?? '', location.href);
        address.searchParams.set('q', input.value.trim());
        let asked: RequestInit = {};
        if (input.hasAttribute('data-suggest-posted')) {
            const token = input.form?.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
            asked = { method: 'POST', body: new URLSearchParams([...address.searchParams, ['_csrf', token]]) };
            address.search = '';
        }
        try {
            const answer = await fetch(address, { ...asked, signal: waiting.signal, headers: { Accept: 'application/json' } });
            found = answer.ok ? await answer.json() : [];
            show();
        } catch {
            // A slow or missing answer costs only the suggestions.
        }
    };

    let pause = 0;
    input.addEventListener('input', () => {
        clearTimeout(pause);
        pause = window.setTimeout(ask, 150);
    });
    input.addEventListener('blur', close);
    input.addEventListener('keydown', event => {
        if (list.hidden) return;
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            const step = event.key === 'ArrowDown' ? 1 : -1;
            mark((chosen + step + found.length + (chosen < 0 && step < 0 ? 1 : 0)) % found.length);
        } else if (event.key === 'Enter' && chosen >= 0) {
            event.preventDefault();
            take(found[chosen]);
        } else if (event.key === 'Escape') {
            close();
        }
    });
}
document.querySelectorAll<HTMLInputElement>('input[data-suggest]').forEach(suggest);
