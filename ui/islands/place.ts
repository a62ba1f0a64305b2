// The map of a question about a place (live_place.ts), once somebody does something on the page. The drawn one can be pressed meanwhile, and its
// buttons stand there from the first, so that nothing moves under a finger: one that is pressed does its work when the map has come.
import { canTellPosition } from './position';
import { startWhenUsed } from './when_used';

const metresADegree = 111_320; // of latitude

/** "60.02104, 15.35372". The drawn map is in metres, and its middle is that of data-middle. */
function placeOf(drawn: SVGSVGElement, middle: string, event: MouseEvent) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawn.getScreenCTM()?.inverse());
    const box = drawn.viewBox.baseVal;
    const [latitude, longitude] = middle.split(',').map(Number);
    const north = (box.y + box.height / 2 - y) / metresADegree;
    const east = (x - box.x - box.width / 2) / (metresADegree * Math.cos((latitude * Math.PI) / 180));
    return `${(latitude + north).toFixed(5)}, ${(longitude + east).toFixed(5)}`;
}

/** A drawing has a place on each line. */
function write(place: HTMLElement, words: string) {
    const box = document.getElementById(place.dataset.input ?? '');
    if (!(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement)) return;
    box.value = box instanceof HTMLTextAreaElement && box.value.trim() ? `${box.value.trimEnd()}\n${words}` : words;
    box.dispatchEvent(new Event('input', { bubbles: true }));
}

function showTools(place: HTMLElement) {
    const tools = place.querySelector('template');
    if (!tools) return [];
    const shown = [...(tools.content.cloneNode(true) as DocumentFragment).children];
    place.append(...shown);
    const position = place.querySelector<HTMLButtonElement>('[data-do="position"]');
    if (position) position.hidden = !canTellPosition();
    return shown;
}

async function open(place: HTMLElement, frame: HTMLElement) {
    const tools = showTools(place);
    let wanted: HTMLButtonElement | null = null;
    const keep = (event: MouseEvent) => {
        const pressed = event.target as Element;
        const drawn = frame.querySelector<SVGSVGElement>('.map-svg');
        if (drawn?.contains(pressed)) write(place, placeOf(drawn, place.dataset.middle ?? '', event));
        wanted = pressed.closest<HTMLButtonElement>('[data-do]') ?? wanted;
    };
    place.addEventListener('click', keep);
    const hasCome = await startWhenUsed(place, frame);
    place.removeEventListener('click', keep);
    if (!hasCome) for (const tool of tools) tool.remove();
    else (wanted as HTMLButtonElement | null)?.click();
}

for (const place of document.querySelectorAll<HTMLElement>('[data-island="place"]')) {
    const frame = place.querySelector<HTMLElement>('.map');
    if (frame) void open(place, frame);
}
