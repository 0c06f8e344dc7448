// An OpenID Connect provider on loopback, for the story of the single sign-on: the library oidc-provider with one client
// and one page, which asks for a name and believes it. Prints its address, and ends with who started it.
// Usage: provider.mjs SECRET REDIRECT_URI AFTER_SIGN_OUT
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [client_secret, redirect_uri, after_sign_out] = process.argv.slice(2);
const server = createServer();
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const page = (response, title, body) => {
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>${title}</title><main>${body}</main></html>`);
};

const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
const provider = new Provider(issuer, {
  clients: [{ client_id: "minbar", client_secret, redirect_uris: [redirect_uri], post_logout_redirect_uris: [after_sign_out] }],
  jwks: { keys: [{ ...key, use: "sig", alg: "RS256" }] },
  cookies: { keys: [randomBytes(32).toString("hex")] },
  claims: { openid: ["sub"], profile: ["preferred_username"] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (context, form) =>
        page(context.res, "Sign out", `${form}<button id="out" form="op.logoutForm" name="logout" value="yes">Sign out</button>`),
    },
  },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
  // The client is the town's own: nobody is asked whether it may know the name.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});

const answer = provider.callback();
server.on("request", async (request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  if (request.method === "GET")
    return page(response, "Who are you?", `<form method="post"><input id="login" name="login"><button id="in">Sign in</button></form>`);
  let body = "";
  for await (const piece of request) body += piece;
  const login = { accountId: new URLSearchParams(body).get("login") };
  await provider.interactionFinished(request, response, { login });
});

const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(0), 1000);
console.log(`provider: ${issuer}`);
