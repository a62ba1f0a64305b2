// The crew in the field: the list and its reports are taken along on the device, and what is done without a connection is sent when there is
// one. Without this the pages are as the server makes them.
import { nameField, newName, storeOnDevice } from './device_store';
import { answers, longPatience, within } from './net';

type Done = { id?: number; who: string; action: string; fields: [string, string | File][]; refused?: boolean };

const scope = '/handlaggning/felanmalningar', cacheName = 'torg-felarbete', takenAt = `${scope}/~taken`, storeName = 'done';
const mostReports = 60;

const inStore = storeOnDevice(cacheName, storeName);

const make = <K extends keyof HTMLElementTagNameMap>(name: K, more: Partial<HTMLElementTagNameMap[K]>) => Object.assign(document.createElement(name), more);
const numberOf = (done: Done) => new URL(done.action).pathname.split('/')[3];
const whoOf = (place: HTMLElement) => place.dataset.who ?? '';
const token = () => document.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';

function say(place: HTMLElement, words: string) {
    const line = place.querySelector<HTMLElement>('[role="status"]');
    if (!line) return;
    line.textContent = words;
    line.hidden = words === '';
    place.hidden = false;
}

// ---- taking along

/** A page of somebody who is signed in, or nothing. */
async function fetched(address: string): Promise<Response | undefined> {
    const answer = await fetch(address);
    return answer.ok && !answer.redirected ? answer : undefined;
}

async function takeAlong(place: HTMLElement) {
    await navigator.serviceWorker.register(place.dataset.worker ?? '', { scope });
    await caches.delete(cacheName);
    const cache = await caches.open(cacheName);
    const keep = async (address: string) => {
        const answer = await fetched(address);
        if (answer) await cache.put(address, answer.clone());
        return answer;
    };
    const addresses = [...document.querySelectorAll<HTMLAnchorElement>(`main table a[href^="${scope}/"]`)].map(link => link.getAttribute('href') ?? '');
    const reports = [...new Set(addresses)].slice(0, mostReports);
    const parts = new Set(performance.getEntriesByType('resource').map(({ name }) => name).filter(name => name.startsWith(location.origin)));
    let number = 0;
    for (const address of reports) {
        const page = await keep(address);
        if (!page) continue;
        ++number;
        const read = new DOMParser().parseFromString(await page.text(), 'text/html');
        for (const one of read.querySelectorAll('img[src], script[src]')) parts.add(new URL(one.getAttribute('src') ?? '', location.href).href);
        for (const one of read.querySelectorAll('link[rel="stylesheet"]')) parts.add(new URL(one.getAttribute('href') ?? '', location.href).href);
    }
    await keep(scope);
    for (const address of parts) if (address.startsWith(location.origin)) await keep(address).catch(() => undefined);
    await cache.put(takenAt, new Response(`${Date.now()} ${whoOf(place)}`));
    say(place, (place.dataset.taken ?? '').replace('{n}', String(number)));
}

/** Whoever signs out leaves no page behind (form.ts); what is not sent yet stays until it is. */
const forget = () => caches.delete(cacheName);

/** A device is passed on: nobody sees what another has taken along. */
async function forgetAnother(place: HTMLElement) {
    if (!(await caches.has(cacheName))) return;
    const taken = await (await (await caches.open(cacheName)).match(takenAt))?.text();
    if (taken?.split(' ')[1] !== whoOf(place)) await forget();
}

// ---- is there a net

const hasNet = (place: HTMLElement) => answers(place.dataset.worker ?? '');

// ---- what is done

/** Whoever did it sends it: never another, in whose name it would stand. */
const ownDone = async (place: HTMLElement) => (await inStore<Done[]>('readonly', store => store.getAll())).filter(done => done.who === whoOf(place));

/** Sent, refused by the server, or to be tried again: no connection, or signed out meanwhile. */
async function sendOne(done: Done): Promise<'sent' | 'refused' | 'later'> {
    const body = new FormData();
    for (const [name, value] of done.fields) if (name !== '_csrf') body.append(name, value);
    body.append('_csrf', token());
    const answer = await within(longPatience, signal => fetch(done.action, { method: 'POST', body, signal }));
    if (answer.redirected) return new URL(answer.url).pathname.startsWith(`${scope}/`) ? 'sent' : 'later';
    return [400, 404, 409, 413, 422].includes(answer.status) ? 'refused' : 'later';
}

/** `now` is what somebody waits for: what the server refuses of it is theirs to put right, on the server's own page. */
async function sendAll(place: HTMLElement, now?: number): Promise<'sent' | 'refused' | 'later'> {
    const waiting = new Set<string>();
    let ofNow: 'sent' | 'refused' | 'later' = 'later';
    for (const done of await ownDone(place)) {
        // What belongs to one report goes in its order; one that cannot go yet stops no other.
        if (done.refused || waiting.has(numberOf(done))) continue;
        const went = await sendOne(done);
        if (done.id === now) ofNow = went;
        if (went === 'later') {
            waiting.add(numberOf(done));
            continue;
        }
        if (went === 'sent') {
            await inStore('readwrite', store => store.delete(done.id as number));
            say(place, (place.dataset.sent ?? '').replace('{n}', numberOf(done)));
        } else if (done.id !== now) await inStore('readwrite', store => store.put({ ...done, refused: true }));
    }
    await showRefused(place);
    return ofNow;
}

/** Two tabs do not send the same: the second waits, or has nothing to do. */
const alone = <T>(ifAvailable: boolean, work: () => Promise<T>): Promise<T | undefined> =>
    'locks' in navigator ? navigator.locks.request(cacheName, { ifAvailable }, lock => (lock ? work() : Promise.resolve(undefined))) : work();

/** What was typed stands here until somebody has seen it. */
async function showRefused(place: HTMLElement) {
    const refused = (await ownDone(place)).filter(done => done.refused);
    place.querySelectorAll('.crew__refused').forEach(one => one.remove());
    for (const done of refused) {
        const box = make('div', { className: 'notice notice--warn crew__refused' });
        const words = done.fields.filter(([name, value]) => name === 'svar' && typeof value === 'string').map(([, value]) => value as string).join('\n');
        const pictures = done.fields.filter(([, value]) => value instanceof File && value.size > 0).length;
        const about = make('p', { textContent: (place.dataset.refused ?? '').replace('{n}', numberOf(done)) });
        const link = make('a', { href: `${scope}/${numberOf(done)}`, textContent: numberOf(done) });
        const remove = make('button', { type: 'button', className: 'btn btn--secondary', textContent: place.dataset.remove ?? '' });
        remove.addEventListener('click', async () => {
            await inStore('readwrite', store => store.delete(done.id as number));
            box.remove();
        });
        box.append(about, link);
        if (words) box.append(make('blockquote', { textContent: words }));
        if (pictures > 0) box.append(make('p', { textContent: (place.dataset.pictures ?? '').replace('{n}', String(pictures)) }));
        box.append(remove);
        place.append(box);
        place.hidden = false;
    }
}

/** Kept on the device before it is sent: what a net does that answers nothing, no page can undo. */
function keepUntilSent(place: HTMLElement, form: HTMLFormElement) {
    let goesByItself = false;
    form.addEventListener('submit', async event => {
        if (goesByItself) return;
        event.preventDefault();
        const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
        const action = button?.hasAttribute('formaction') ? button.formAction : form.action;
        if (button) button.disabled = true;
        const done: Done = { who: whoOf(place), action, fields: [...new FormData(form).entries(), [nameField, newName()]] };
        let id: number | undefined;
        try {
            id = Number(await inStore('readwrite', store => store.add(done)));
            const went = (await hasNet(place)) ? await alone(false, () => sendAll(place, id)) : undefined;
            if (went === 'sent') return location.assign(`${scope}/${numberOf(done)}`);
            if (went === undefined) return kept(place, form);
            // Refused, or nobody is signed in: the page that the browser gets says what to do.
            await inStore('readwrite', store => store.delete(id as number));
        } catch (problem: unknown) {
            console.warn('crew', problem);
            if (id !== undefined) return kept(place, form);
        } finally {
            if (button) button.disabled = false;
        }
        goesByItself = true;
        form.requestSubmit(button);
    });
}

function kept(place: HTMLElement, form: HTMLFormElement) {
    form.reset();
    say(place, place.dataset.kept ?? '');
    place.scrollIntoView({ block: 'nearest' });
}

function start(place: HTMLElement) {
    const button = place.querySelector<HTMLButtonElement>('[data-do="take"]');
    if (button && 'serviceWorker' in navigator) {
        place.hidden = button.hidden = false;
        button.addEventListener('click', () => {
            button.disabled = true;
            say(place, place.dataset.taking ?? '');
            takeAlong(place)
                .catch((problem: unknown) => {
                    console.warn('crew', problem);
                    say(place, place.dataset.failed ?? '');
                })
                .finally(() => (button.disabled = false));
        });
    }
    for (const form of document.querySelectorAll<HTMLFormElement>('main form[method="post"]'))
        if (/\/(borja|lagat|avsluta)$/.test(new URL(form.action).pathname)) keepUntilSent(place, form);
    const again = async () => {
        if (await hasNet(place)) await alone(true, () => sendAll(place));
        else say(place, place.dataset.offline ?? '');
    };
    const warn = (problem: unknown) => console.warn('crew', problem);
    addEventListener('online', () => void again().catch(warn));
    void forgetAnother(place).catch(warn);
    void again().catch(warn);
}

for (const place of document.querySelectorAll<HTMLElement>('[data-island="fault-crew"]')) if (isSecureContext && 'caches' in window && 'indexedDB' in window) start(place);
