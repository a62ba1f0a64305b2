// A child chosen among one's own stands in the two boxes, so that the page's rules see it. Without this the server puts it there.

interface Child {
    value: string;
    name: string;
    number: string;
}

function fill(box: HTMLInputElement | null, value: string) {
    if (!box || box.value === value) return;
    box.value = value;
    box.dispatchEvent(new Event('input', { bubbles: true }));
}

export function ownChildren(form: HTMLFormElement) {
    for (const place of form.querySelectorAll<HTMLElement>('[data-own-children]')) {
        const children = JSON.parse(place.dataset.ownChildren ?? '[]') as Child[];
        const box = (part: string) => form.querySelector<HTMLInputElement>(`[name="${place.dataset.questionOf ?? ''}_${part}"]`);
        const childOf = (value?: string) => children.find(one => one.value === value);
        let chosen = childOf(place.querySelector<HTMLInputElement>('input[type="radio"]:checked')?.value);
        // What was typed of another child, until that is chosen again: an own one may be touched by mistake.
        let typed = { name: '', number: '' };
        place.addEventListener('change', event => {
            const choice = event.target;
            if (!(choice instanceof HTMLInputElement) || choice.type !== 'radio') return;
            if (!chosen) typed = { name: box('name')?.value ?? '', number: box('number')?.value ?? '' };
            chosen = childOf(choice.value);
            fill(box('name'), chosen?.name ?? typed.name);
            fill(box('number'), chosen?.number ?? typed.number);
        });
    }
}
