// What goes with a form that nobody has typed.
export function addHidden(form: HTMLFormElement, fields: Record<string, string>) {
    for (const [name, value] of Object.entries(fields)) {
        const input = document.createElement('input');
        input.type = 'hidden';
        input.name = name;
        input.value = value;
        form.append(input);
    }
}
