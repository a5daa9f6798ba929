// An OpenID provider for the tests: whoever is named in login_hint is signed in, if nobody is signed in already.
// node provider.mjs PORT REDIRECT_URI
import { Provider } from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'site', token_endpoint_auth_method: 'none', redirect_uris: [redirectUri] }],
  cookies: { keys: ['for tests only'] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => false },
});

provider.use(async (context, next) => {
  if (!context.path.startsWith('/interaction/')) return next();
  const { prompt, params, session } = await provider.interactionDetails(context.req, context.res);
  const result = prompt.name === 'login' ? { login: { accountId: params.login_hint } } : { consent: await consent(params, session) };
  return provider.interactionFinished(context.req, context.res, result);
});

async function consent(params, session) {
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope('openid');
  return { grantId: await grant.save() };
}

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
