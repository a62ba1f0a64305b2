// Serves the crew's list and its reports from what the device has taken along (crew.ts), when there is no connection. Nothing is kept here:
// what is asked for goes to the server as long as that answers.
type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void };
const worker = self as unknown as {
    skipWaiting(): Promise<void>;
    clients: { claim(): Promise<void> };
    addEventListener(kind: 'install' | 'activate', listen: (event: Lasting) => void): void;
    addEventListener(kind: 'fetch', listen: (event: Fetching) => void): void;
};

export {}; // a file of its own
const cacheName = 'torg-felarbete', takenAt = '/handlaggning/felanmalningar/~taken', lasts = 14 * 60 * 60 * 1000;

async function taken(request: Request): Promise<Response | undefined> {
    const cache = await caches.open(cacheName);
    const at = Number((await (await cache.match(takenAt))?.text())?.split(' ')[0]);
    // A working day old is too old to work from, and personal data does not lie about.
    if (!(Date.now() - at < lasts)) {
        await caches.delete(cacheName);
        return undefined;
    }
    return cache.match(request);
}

/** The server sends who is not signed in elsewhere: whoever holds the device now sees nothing of before. */
const forgottenBySignedOut = (request: Request) => async (answer: Response) => {
    if (request.mode === 'navigate' && (answer.type === 'opaqueredirect' || answer.status === 401)) await caches.delete(cacheName);
    return answer;
};

/** A net that answers nothing is none: what was taken along is shown meanwhile, if it is there. */
const patience = 5000;  // milliseconds
const takenWhenLate = (request: Request, work: Promise<Response>) =>
    new Promise<Response>((found, failed) => {
        const late = setTimeout(() => void taken(request).then(copy => copy && found(copy)), patience);
        work.then(found, failed).finally(() => clearTimeout(late));
    });

worker.addEventListener('install', event => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', event => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', event => {
    const { request } = event;
    if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
    event.respondWith(
        takenWhenLate(request, fetch(request).then(forgottenBySignedOut(request))).catch(async (problem: unknown) => {
            const found = await taken(request);
            if (found) return found;
            throw problem;
        }),
    );
});
