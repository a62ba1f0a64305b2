// A session of the demo's people without a browser.
const cookies = (answer) => answer.headers.getSetCookie().map((one) => one.split(";")[0]).filter((one) => one.startsWith("torg_session"));
const csrfIn = (html) => html.match(/name="_csrf" value="([^"]+)"/)[1];

async function post(base, path, cookie, typed) {
    return fetch(base + path, { method: "POST", redirect: "manual", headers: { cookie, origin: base }, body: new URLSearchParams(typed) });
}

/// "torg_session=…" of officer, registrar or administrator, or of a resident of the demo.
export async function cookieOf(base, who) {
    const page = who === "resident" ? "/logga-in" : "/personal/logga-in";
    const form = await fetch(base + page);
    const [before] = cookies(form);
    const _csrf = csrfIn(await form.text());
    let signed_in;
    if (who === "resident") {
        const begun = await post(base, "/logga-in/borja", before, { _csrf, val: "simulated", till: "/mina-sidor" });
        const state = new URL(begun.headers.get("location"), base).searchParams.get("state");
        const [second] = cookies(begun).length ? cookies(begun) : [before];
        signed_in = await post(base, "/logga-in/klar/simulated", second, { _csrf, state, personnummer: "189203049813" });
    } else {
        signed_in = await post(base, page, before, { _csrf, username: who, password: "torg-demo-2026" });
    }
    const [cookie] = cookies(signed_in);
    if (!cookie) throw new Error(`${who} could not sign in: ${signed_in.status}`);
    return cookie;
}
