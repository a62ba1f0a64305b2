// The builder: rows of a list are dragged to another place, or to another list of the same kind. The buttons beside each row do the same.
import { addHidden } from './hidden_fields';

function lastName(path: string) {
    return path.slice(path.lastIndexOf('.') + 1);
}

/** Posts where the part was dropped, with the token and the revision of the list's own form. */
function drop(part: string, list: HTMLElement, before: HTMLElement | null) {
    const form = list.closest('form');
    if (!form) return;
    const fields = { part, list: list.dataset.list ?? '', before: before?.dataset.part ? lastName(before.dataset.part) : '' };
    addHidden(form, fields);
    form.action = form.action.replace(/ordning$/, 'slapp');
    form.submit();
}

let dragged: HTMLElement | null = null;

function unmark() {
    document.querySelectorAll('.builder-row--over').forEach(row => row.classList.remove('builder-row--over'));
}

for (const row of document.querySelectorAll<HTMLElement>('.builder-row')) {
    if (!row.querySelector('button')) continue;
    row.draggable = true;
    row.addEventListener('dragstart', () => {
        dragged = row;
    });
    row.addEventListener('dragend', unmark);
    row.addEventListener('dragover', event => {
        const list = row.closest<HTMLElement>('.builder-list');
        const from = dragged?.closest<HTMLElement>('.builder-list');
        if (!dragged || dragged === row || lastName(list?.dataset.list ?? '') !== lastName(from?.dataset.list ?? '')) return;
        event.preventDefault();
        unmark();
        row.classList.add('builder-row--over');
    });
    row.addEventListener('drop', event => {
        const list = row.closest<HTMLElement>('.builder-list');
        if (!dragged?.dataset.part || !list) return;
        event.preventDefault();
        const box = row.getBoundingClientRect();
        const isBelow = event.clientY > box.top + box.height / 2;
        drop(dragged.dataset.part, list, isBelow ? (row.nextElementSibling as HTMLElement | null) : row);
    });
}
