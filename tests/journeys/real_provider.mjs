// A real provider of OpenID Connect (npm oidc-provider) on this machine, for journeys. Its sign-in page asks who one is, and believes it.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import http from "node:http";
import { Provider } from "oidc-provider";

const loa3 = "http://id.elegnamnden.se/loa/1.0/loa3";
const number = "https://id.oidc.se/claim/personalIdentityNumber";
const people = {
    fatima: { name: "Fatima Haddad", [number]: "189203049813" },
    sam: { name: "Sam Testberg", preferred_username: "officer" },
    nobody: { name: "Någon Annan", preferred_username: "nobody-here" },
};

function newKey(kid) {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    return { ...privateKey.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" };
}

/// What torg is told (TORG_SIGN_IN_OIDC_FILE), before there is a town.
export function writeSettings(file, port) {
    const issuer = `http://127.0.0.1:${port}`;
    const entry = (values) => `[[sign_in.oidc]]\n${Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join("")}`;
    const shared = { issuer, client_secret: "a secret of the journey's" };
    writeFileSync(file, entry({ ...shared, name: "provid", shown_name: "Prov-id", client_id: "residents" }) +
        entry({ ...shared, name: "kontoret", shown_name: "kommunens konto", for: "staff", client_id: "staff", scopes: ["openid", "profile"],
            account_claim: "preferred_username", client_authentication: "client_secret_post" }));
}

function client(client_id, name, address, method) {
    return {
        client_id,
        client_secret: "a secret of the journey's",
        redirect_uris: [`${address}/logga-in/svar/${name}`],
        post_logout_redirect_uris: [`${address}/`],
        backchannel_logout_uri: `${address}/api/v1/sign-in/${name}/logout`,
        backchannel_logout_session_required: true,
        id_token_signed_response_alg: "ES256",
        token_endpoint_auth_method: method,
    };
}

function makeProvider(port, address, keys) {
    const provider = new Provider(`http://127.0.0.1:${port}`, {
        clients: [client("residents", "provid", address, "client_secret_basic"), client("staff", "kontoret", address, "client_secret_post")],
        jwks: { keys },
        acrValues: [loa3],
        claims: { acr: null, auth_time: null, sid: null, openid: ["sub", "acr", "auth_time"], profile: ["name", "preferred_username"],
            "https://id.oidc.se/scope/naturalPersonNumber": [number] },
        scopes: ["openid", "profile", "https://id.oidc.se/scope/naturalPersonNumber"],
        cookies: { keys: ["journey"] },
        features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
        interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
        findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
        async loadExistingGrant(ctx) {
            const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
            grant.addOIDCScope([...ctx.oidc.requestParamScopes].join(" "));
            await grant.save();
            return grant;
        },
        ttl: { Session: 3600, Grant: 3600, Interaction: 3600, IdToken: 300, AccessToken: 300 },
    });
    provider.on("server_error", (_, error) => console.error(error));
    return provider;
}

const page = (main) => `<!doctype html><html lang="sv"><head><title>Prov-id</title></head><body><main><h1>Prov-id</h1>${main}</main></body></html>`;

async function answer(provider, request, response) {
    if (!request.url.startsWith("/who/")) return provider.callback()(request, response);
    if (request.method === "GET") {
        const buttons = Object.entries(people).map(([id, person]) => `<button name="who" value="${id}">${person.name}</button>`);
        response.setHeader("content-type", "text/html; charset=utf-8");
        return response.end(page(`<form method="post">${buttons.join("")}<button name="who" value="">Avbryt</button></form>`));
    }
    let body = "";
    for await (const piece of request) body += piece;
    const accountId = new URLSearchParams(body).get("who");
    return provider.interactionFinished(request, response,
        accountId ? { login: { accountId, acr: loa3 } } : { error: "access_denied" });
}

export async function startProvider(port, address) {
    const provider = makeProvider(port, address, [newKey("key-1")]);
    const server = http.createServer((request, response) => answer(provider, request, response).catch((error) => {
        console.error(error);
        response.writeHead(500).end();
    }));
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return {
        stop: () => { server.closeAllConnections(); server.close(); },
    };
}
