// A map that can be moved is heavy, and the drawn one says the same: it is fetched when somebody does something on the page and it is near.
const signs = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'input', 'wheel', 'scroll'] as const;

const used = new Promise<void>(resolve => {
    const first = () => {
        for (const sign of signs) removeEventListener(sign, first, { capture: true });
        resolve();
    };
    for (const sign of signs) addEventListener(sign, first, { capture: true, passive: true });
});

/** One that is still hidden waits until it is shown. */
const near = (what: Element) =>
    new Promise<void>(resolve => {
        const watch = new IntersectionObserver(
            seen => {
                if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
                watch.disconnect();
                resolve();
            },
            { rootMargin: '200px' },
        );
        watch.observe(what);
    });

/** Before the page's own, which have the last word. */
const fetchStyles = (address: string) =>
    new Promise<unknown>((resolve, reject) => {
        const first = document.head.querySelector('link[rel="stylesheet"]');
        const styles = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address, onload: resolve, onerror: reject });
        first?.before(styles);
    });

/** Fetches data-live and data-styles of the place then, and starts it in the frame. False when that fails: the drawn map stays. */
export async function startWhenUsed(place: HTMLElement, frame: HTMLElement) {
    await used;
    await near(frame);
    type Live = { start(place: HTMLElement, frame: HTMLElement): Promise<void> };
    const { live: script = '', styles = '' } = place.dataset;
    try {
        const [live] = await Promise.all([import(script) as Promise<Live>, fetchStyles(styles)]);
        await live.start(place, frame);
        return true;
    } catch (problem) {
        frame.querySelector('.map__live')?.remove();
        console.warn('map', problem);
        return false;
    }
}
