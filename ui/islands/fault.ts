// Reporting a fault: what is near is shown while the place is moved, and what cannot be sent is kept on this device until there is a
// connection. Without this the page asks the same in one step more.
import { nameField, newName, storeOnDevice } from './device_store';
import { answers, longPatience, within } from './net';

type Near = { name: string; where: string; href: string };
type Around = { near: Near[]; things: string };
type Kept = { id?: number; fields: [string, string | File][] };
/** Which thing in the street it is, as the page says it. */
type Chosen = Record<string, string>;
type Look = (before?: Chosen) => Promise<void>;
const ofThings = ['sak', '_saker', '_narmast'];

const databaseName = 'torg-felanmalan', storeName = 'kept';

const inStore = storeOnDevice(databaseName, storeName);

function say(place: HTMLElement, words: string) {
    const notice = Object.assign(document.createElement('p'), { className: 'notice', textContent: words });
    notice.setAttribute('role', 'status');
    place.prepend(notice);
    notice.scrollIntoView({ block: 'nearest' });
}

const typedIn = (form: HTMLFormElement, name: string) => (new FormData(form).get(name) as string | null)?.trim() ?? '';
const hasPicture = (form: HTMLFormElement) => [...new FormData(form).entries()].some(([, value]) => value instanceof File && value.size > 0);

/** What the server would refuse is not kept: nobody would be there to put it right. */
const isWhole = (form: HTMLFormElement) => typedIn(form, 'typ') !== '' && typedIn(form, 'plats') !== '' && (typedIn(form, 'text') !== '' || hasPicture(form));
const isUntouched = (form: HTMLFormElement) => typedIn(form, 'plats') === '' && typedIn(form, 'text') === '' && !hasPicture(form);

/** The answers stand in the form again, for whoever comes to put them right. */
function putBack(form: HTMLFormElement, fields: Kept['fields']) {
    form.reset();
    const files = new Map<string, DataTransfer>();
    for (const [name, value] of fields) {
        const inputs = [...form.elements].filter((one): one is HTMLInputElement => 'name' in one && one.name === name);
        if (value instanceof File) {
            if (value.size === 0) continue;
            const held = files.get(name) ?? new DataTransfer();
            held.items.add(value);
            files.set(name, held);
            if (inputs[0]) inputs[0].files = held.files;
            continue;
        }
        for (const input of inputs)
            if (input.type === 'radio' || input.type === 'checkbox') input.checked ||= input.value === value;
            else if (input.type !== 'hidden' && input.type !== 'file') input.value = value;
    }
}

/** Sent, or to be put right by a person; anything else is tried again another time. */
const isRefused = (status: number) => status === 400 || status === 413 || status === 422;

/** The form's own token is from another visit: the one of this page goes along. */
async function sendOne(place: HTMLElement, form: HTMLFormElement, kept: Kept, look: Look): Promise<'done' | 'later' | 'next'> {
    const body = new FormData();
    for (const [name, value] of kept.fields) if (name !== '_csrf') body.append(name, value);
    body.append('_csrf', form.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '');
    body.append('_sand', 'genast');
    const answer = await within(longPatience, signal => fetch(form.action, { method: 'POST', body, signal }));
    if (!answer.ok && !isRefused(answer.status)) return 'later';
    if (!answer.ok) {
        // It stays on the device until there is room for it in the form; those behind it do not wait.
        if (!isUntouched(form)) return 'next';
        putBack(form, kept.fields);
        // What stands there is not on the page: it is asked for, with the choice that was made among it.
        void look(Object.fromEntries(kept.fields.filter((one): one is [string, string] => ofThings.includes(one[0]))));
    }
    await inStore('readwrite', store => store.delete(kept.id as number));
    say(place, (answer.ok ? place.dataset.sent : place.dataset.wrong) ?? '');
    return 'done';
}

async function sendKept(place: HTMLElement, form: HTMLFormElement, look: Look) {
    for (const kept of await inStore<Kept[]>('readonly', store => store.getAll())) if ((await sendOne(place, form, kept, look)) === 'later') return;
}

/** A net that answers nothing is none: asked of a small file of the page's own. */
const hasNet = () => answers(document.querySelector<HTMLLinkElement>('link[rel="stylesheet"]')?.href ?? location.href);

function keepWhileOffline(place: HTMLElement, form: HTMLFormElement, look: Look) {
    let goesByItself = false;
    form.addEventListener('submit', async event => {
        if (goesByItself) return;
        event.preventDefault();
        const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
        const data = new FormData(form);
        if (button) button.disabled = true;
        const isThere = await hasNet();
        if (button) button.disabled = false;
        if (isThere) {
            goesByItself = true;
            form.requestSubmit(button);
            goesByItself = false;  // the page may be come back to
            return;
        }
        if (!isWhole(form)) return say(place, place.dataset.incomplete ?? '');
        data.set(nameField, newName());
        await inStore('readwrite', store => store.add({ fields: [...data.entries()] } as Kept));
        form.reset();
        say(place, place.dataset.kept ?? '');
    });
    // Two tabs do not send the same: one holds the lock, the other has nothing to do.
    const send = () => ('locks' in navigator ? navigator.locks.request(databaseName, { ifAvailable: true }, lock => (lock ? sendKept(place, form, look) : undefined)) : sendKept(place, form, look));
    const again = async () => {
        const isAnyKept = (await inStore<number>('readonly', store => store.count())) > 0;
        if (isAnyKept && (await hasNet())) await send();
    };
    const warn = (problem: unknown) => console.warn('fault', problem);
    addEventListener('online', () => void again().catch(warn));
    void again().catch(warn);
}

/** The choice as the server writes it; who stands in it goes on standing there. */
function showThings(form: HTMLFormElement, written: string) {
    const held = form.querySelector<HTMLElement>('.fault__things');
    if (!held || held.dataset.written === written) return;
    const focused = held.contains(document.activeElement) ? (document.activeElement as HTMLElement).id : '';
    held.dataset.written = written;
    held.replaceChildren(...new DOMParser().parseFromString(written, 'text/html').body.childNodes);
    if (focused) document.getElementById(focused)?.focus();
}

function showNear(place: HTMLElement, form: HTMLFormElement): Look {
    const box = form.querySelector<HTMLInputElement>('input[name="plats"]');
    const near = form.querySelector<HTMLElement>('.near');
    const list = near?.querySelector('ul');
    if (!box || !near || !list) return async () => {};
    let asked: AbortController | undefined;
    const look: Look = async before => {
        asked?.abort();
        asked = new AbortController();
        const token = form.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
        try {
            const chosen = before ?? Object.fromEntries(ofThings.map(name => [name, typedIn(form, name)]));
            const body = new URLSearchParams({ _csrf: token, plats: box.value, typ: typedIn(form, 'typ'), ...chosen });
            // Nobody has answered as long as nothing is chosen.
            if (!body.get('sak')) body.delete('_saker');
            const answer = await fetch(place.dataset.near ?? '', { method: 'POST', signal: asked.signal, body });
            if (!answer.ok) return;
            const found = (await answer.json()) as Around;
            showThings(form, found.things);
            list.replaceChildren(
                ...found.near.map(({ name, where, href }) => {
                    const link = Object.assign(document.createElement('a'), { href, textContent: name });
                    const item = document.createElement('li');
                    item.append(link, Object.assign(document.createElement('span'), { className: 'sub', textContent: where }));
                    return item;
                }),
            );
            near.hidden = found.near.length === 0;
            const seen = form.querySelector<HTMLInputElement>('input[name="_sett"]') ?? Object.assign(document.createElement('input'), { type: 'hidden', name: '_sett' });
            seen.value = '1';
            form.append(seen);
        } catch {
            return; // the server asks when the page is sent
        }
    };
    box.addEventListener('change', () => void look());
    // Another category is about other things; and reports of the thing that is chosen come first.
    form.addEventListener('change', event => {
        if (event.target instanceof HTMLInputElement && (event.target.name === 'typ' || event.target.name === 'sak')) void look();
    });
    let waiting: number | undefined;
    box.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = window.setTimeout(() => void look(), 400);
    });
    return look;
}

for (const place of document.querySelectorAll<HTMLElement>('[data-island="fault"]')) {
    const form = place.querySelector('form');
    if (!form) continue;
    const look = showNear(place, form);
    if ('indexedDB' in window) keepWhileOffline(place, form, look);
}

// The crew's list: nearest to where the device is.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="fault-near"]')) {
    const button = form.querySelector<HTMLButtonElement>('[data-do="here"]');
    const box = form.querySelector<HTMLInputElement>('input[name="fran"]');
    if (!button || !box || !('geolocation' in navigator) || !isSecureContext) continue;
    button.hidden = false;
    button.addEventListener('click', () =>
        navigator.geolocation.getCurrentPosition(({ coords }) => {
            box.value = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
            form.submit();
        }),
    );
}
