// An S3-compatible store for tests: npm's s3rver, which keeps files but believes every signature, so those are checked here.
import aws4 from "aws4";
import S3rver from "s3rver";

const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

/// Whether the Authorization header is what the key gives for this request (AWS Signature Version 4).
function isSigned(request) {
    const given = request.headers.authorization ?? "";
    const [, region, names] = given.match(/Credential=S3RVER\/\d+\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+)/) ?? [];
    if (!names) return false;
    const headers = Object.fromEntries(names.split(";").map((name) => [name, request.headers[name]]));
    const ought = aws4.sign({ method: request.method, path: request.url, service: "s3", region, headers }, credentials);
    return names.includes("x-amz-content-sha256") && ought.headers.Authorization === given;
}

/// A running store with the empty bucket "torg" and the key S3RVER, S3RVER; `port` 0 takes a free one. `close()` ends it.
export async function startStore(directory, port = 0) {
    const store = new S3rver({ address: "127.0.0.1", port, silent: true, directory, configureBuckets: [{ name: "torg" }] });
    store.middleware.unshift((answer, next) => {
        if (isSigned(answer.req)) return next();
        answer.status = 403;
    });
    const { port: taken } = await store.run();
    return { address: `http://127.0.0.1:${taken}`, close: () => store.close() };
}
