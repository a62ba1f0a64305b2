// Whether there is a net.
const patience = 5000; // milliseconds: for a word
/** Milliseconds, for a picture on its way. */
export const longPatience = 60_000;

export async function within<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const asked = new AbortController();
    const late = window.setTimeout(() => asked.abort(), milliseconds);
    try {
        return await work(asked.signal);
    } finally {
        window.clearTimeout(late);
    }
}

/** The browser knows that there is a net, and not whether anything answers there: that is asked. */
export async function answers(address: string): Promise<boolean> {
    if (!navigator.onLine) return false;
    try {
        await within(patience, signal => fetch(address, { method: 'HEAD', cache: 'no-store', redirect: 'manual', signal }));
        return true;
    } catch {
        return false;
    }
}
