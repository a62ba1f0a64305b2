// The map of a question about a place (live_place.ts), once somebody does something on the page. Who presses the drawn one meanwhile has chosen
// that place all the same: data-pressed.
import { startWhenUsed } from './when_used';

const metresADegree = 111_320; // of latitude

/** The drawn map is in metres, its middle that of data-middle. */
function placeOf(drawn: SVGSVGElement, middle: string, event: MouseEvent) {
    const toDrawn = drawn.getScreenCTM()?.inverse();
    if (!toDrawn) return '';
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toDrawn);
    const box = drawn.viewBox.baseVal;
    const [latitude, longitude] = middle.split(',').map(Number);
    const north = (box.y + box.height / 2 - y) / metresADegree;
    const east = (x - box.x - box.width / 2) / (metresADegree * Math.cos((latitude * Math.PI) / 180));
    return `${latitude + north},${longitude + east}`;
}

for (const place of document.querySelectorAll<HTMLElement>('[data-island="place"]')) {
    const frame = place.querySelector<HTMLElement>('.map');
    if (!frame) continue;
    frame.addEventListener('click', event => {
        const drawn = frame.querySelector<SVGSVGElement>('.map-svg');
        if (drawn) place.dataset.pressed = placeOf(drawn, place.dataset.middle ?? '', event);
    });
    void startWhenUsed(place, frame);
}
