// Keys (passkeys, W3C Web Authentication): the browser makes or shows one, and the form carries what it signed. Torg checks everything; this
// only carries bytes. Without it, or in a browser that has no keys, <p data-without> says what to do instead.
type Show = { challenge: string; rp: string; verification: UserVerificationRequirement; keys: string[] };
type Make = { challenge: string; rp: { id: string; name: string }; user: { id: string; name: string; displayName: string }; algorithms: number[]; keys: string[] };
type Answer = Record<string, ArrayBuffer | null>;

const patience = 4 * 60_000; // milliseconds: Torg waits for five minutes

const bytes = (text: string) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = (buffer: ArrayBuffer | null) =>
    buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '') : '';
const named = (keys: string[]) => keys.map(key => ({ type: 'public-key' as const, id: bytes(key) }));

async function show(asked: Show): Promise<Answer> {
    const shown = await navigator.credentials.get({
        publicKey: { challenge: bytes(asked.challenge), rpId: asked.rp, allowCredentials: named(asked.keys), userVerification: asked.verification, timeout: patience },
    }) as PublicKeyCredential;
    const said = shown.response as AuthenticatorAssertionResponse;
    return { credential: shown.rawId, client_data: said.clientDataJSON, authenticator_data: said.authenticatorData, signature: said.signature, holder: said.userHandle };
}

async function make(asked: Make): Promise<Answer> {
    const made = await navigator.credentials.create({
        publicKey: {
            challenge: bytes(asked.challenge),
            rp: asked.rp,
            user: { ...asked.user, id: bytes(asked.user.id) },
            pubKeyCredParams: asked.algorithms.map(alg => ({ type: 'public-key', alg })),
            excludeCredentials: named(asked.keys),
            authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
            attestation: 'none',
            timeout: patience,
        },
    }) as PublicKeyCredential;
    const said = made.response as AuthenticatorAttestationResponse;
    return { client_data: said.clientDataJSON, authenticator_data: said.getAuthenticatorData() };
}

async function asked(box: HTMLElement, form: HTMLFormElement) {
    const token = form.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
    const answer = await fetch(box.dataset.from ?? '', { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams({ _csrf: token }) });
    // The session has ended, or the proof has grown old: the page says what to do.
    if (!answer.ok || !answer.headers.get('Content-Type')?.startsWith('application/json')) {
        location.reload();
        return new Promise<never>(() => undefined);
    }
    return answer.json();
}

function why(box: HTMLElement, problem: unknown) {
    const name = problem instanceof DOMException ? problem.name : '';
    const words = { NotAllowedError: box.dataset.cancelled, AbortError: box.dataset.cancelled, SecurityError: box.dataset.elsewhere, InvalidStateError: box.dataset.known };
    return words[name as keyof typeof words] ?? box.dataset.failed ?? '';
}

const isFit = (name: HTMLInputElement) => name.value.trim() !== '' && [...name.value.trim()].length <= Number(name.dataset.max);

function improve(box: HTMLElement) {
    const form = box.querySelector('form')!, status = box.querySelector<HTMLElement>('[role="status"]')!, button = form.querySelector('button')!;
    box.querySelector<HTMLElement>('[data-without]')!.hidden = true;
    form.parentElement!.hidden = false;
    let is_ready = false;
    const name = form.querySelector<HTMLInputElement>('input[name="name"]');
    addEventListener('pageshow', () => {
        is_ready = false;
        button.disabled = false;
    });
    form.addEventListener('submit', async event => {
        // Torg says what is wrong with a name before any key is made.
        if (is_ready || (name && !isFit(name))) return;
        event.preventDefault();
        button.disabled = true;
        status.textContent = '';
        try {
            const options = await asked(box, form);
            const answer = box.dataset.passkey === 'make' ? await make(options as Make) : await show(options as Show);
            for (const [name, value] of Object.entries(answer)) form.querySelector<HTMLInputElement>(`input[name="${name}"]`)!.value = text(value);
            is_ready = true;
            form.submit();
        } catch (problem) {
            status.textContent = why(box, problem);
            button.disabled = false;
            button.focus();
        }
    });
}

if ('PublicKeyCredential' in window) for (const box of document.querySelectorAll<HTMLElement>('[data-passkey]')) improve(box);
