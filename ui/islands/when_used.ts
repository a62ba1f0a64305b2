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

/** Fetches data-live of the place then, and starts it in the frame. False when that fails: the drawn map stays. */
export async function startWhenUsed(place: HTMLElement, frame: HTMLElement) {
    await used;
    await near(frame);
    try {
        const live = (await import(place.dataset.live ?? '')) as { start(place: HTMLElement, frame: HTMLElement): Promise<void> };
        await live.start(place, frame);
        return true;
    } catch (problem) {
        frame.querySelector('.map__live')?.remove();
        console.warn('map', problem);
        return false;
    }
}
