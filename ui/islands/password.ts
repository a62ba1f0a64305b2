// Passwords: a button that shows what is typed, and how hard a new one is to guess (identity::strength_of says the same when it is sent).
// The words come from <div data-show data-hide data-strength data-words="too short|fair|good|strong" hidden>.
const words = document.querySelector<HTMLElement>('[data-show]')?.dataset ?? {};

function canBeShown(input: HTMLInputElement) {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.do = 'show-password';
    button.className = 'btn btn--quiet btn--sm';
    const name = input.labels?.[0]?.textContent?.trim() ?? '';
    const say = (isShown: boolean) => {
        button.textContent = (isShown ? words.hide : words.show) ?? '';
        button.setAttribute('aria-label', `${button.textContent}: ${name}`);
    };
    button.addEventListener('click', () => {
        input.type = input.type === 'password' ? 'text' : 'password';
        say(input.type === 'text');
    });
    // Password managers look for the field as it was.
    input.form?.addEventListener('submit', () => (input.type = 'password'));
    say(false);
    input.insertAdjacentElement('afterend', button);
}

function steps(password: string) {
    const length = [...password].length;
    return length >= 20 ? 3 : length >= 16 ? 2 : length >= 12 ? 1 : 0;
}

function saysStrength(input: HTMLInputElement) {
    const meter = document.createElement('meter');
    meter.max = 3;
    meter.low = 1;
    meter.high = 2;
    meter.optimum = 3;
    meter.setAttribute('aria-label', words.strength ?? '');
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    const line = document.createElement('p');
    line.className = 'row';
    line.append(meter, said);
    line.hidden = true;
    input.addEventListener('input', () => {
        const now = steps(input.value);
        line.hidden = input.value === '';
        meter.value = now;
        const word = `${words.strength}: ${words.words?.split('|')[now]}`;
        if (said.textContent !== word) said.textContent = word;
    });
    input.closest('.field')?.append(line);
}

for (const input of document.querySelectorAll<HTMLInputElement>('input[type=password]')) {
    canBeShown(input);
    if (input.autocomplete === 'new-password' && input.id !== 'again') saysStrength(input);
}
