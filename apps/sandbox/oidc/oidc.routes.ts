import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressOf } from '../core/address.js';
import { formOf } from '../core/bodies.js';
import type { SandboxConfig } from '../core/config.js';
import { sendPage } from '../core/page.js';
import type { OidcDesk, Wish } from './oidc.desk.js';
import { choicePage, oidcStyle } from './oidc.page.js';
import { claimsOf } from './oidc.people.js';

type Fields = Record<string, string>;

const textsOf = (fields: object): Fields =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** The endpoints of OpenID Connect Core 1.0 with discovery, as far as a web client with PKCE uses them. */
export function oidcRoutes(app: FastifyInstance, config: SandboxConfig, desk: OidcDesk): void {
  const issuerOf = (request: FastifyRequest): string => `${addressOf(config, request)}/oidc`;

  app.get('/oidc/.well-known/openid-configuration', (request) => discovery(issuerOf(request)));
  app.get('/oidc/jwks', () => desk.keys.published);
  browserRoutes(app, desk, config, issuerOf);

  app.post('/oidc/token', (request, reply) => {
    const form = textsOf(formOf(request));
    if (!isOurs(config, request, form)) return reply.code(401).send({ error: 'invalid_client' });
    if (form.grant_type !== 'authorization_code') return reply.code(400).send({ error: 'unsupported_grant_type' });
    const { code = '', redirect_uri: redirectUri = '', code_verifier: verifier = '' } = form;
    const clientId = config.googleClientId;
    const answer = desk.exchange({ clientId, code, redirectUri, verifier, issuer: issuerOf(request) });
    if (answer === 'down') return reply.code(500).send('<html>Internal Server Error</html>');
    if (answer === 'invalid_grant') return reply.code(400).send({ error: answer, error_description: 'Bad Request' });
    return reply.header('cache-control', 'no-store').send(answer);
  });

  app.get('/oidc/userinfo', (request, reply) => {
    const person = desk.personOf(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (person) return reply.send(claimsOf(person));
    return reply.code(401).header('www-authenticate', 'Bearer error="invalid_token"').send();
  });
}

function browserRoutes(
  app: FastifyInstance,
  desk: OidcDesk,
  config: SandboxConfig,
  issuerOf: (request: FastifyRequest) => string,
): void {
  app.get('/oidc/authorize', (request, reply) => {
    const fields = textsOf(request.query as object);
    if (!wishOf(config, fields)) return reply.code(400).send('Error 400: invalid_request');
    return sendPage(reply, { title: 'Choose an account', style: oidcStyle, body: choicePage(desk.all(), fields) });
  });

  app.post('/oidc/authorize', (request, reply) => {
    const { person = '', ...fields } = textsOf(formOf(request));
    const wish = wishOf(config, fields);
    const code = wish && desk.grant(person, wish);
    if (!code) return reply.code(400).send('Error 400: invalid_request');
    const back = new URL(wish.redirectUri);
    for (const [name, value] of Object.entries({ state: wish.state, code, iss: issuerOf(request) })) {
      back.searchParams.set(name, value);
    }
    return reply.redirect(back.href, 303);
  });
}

/** What the client asks for; undefined when it is not what Google would take. */
function wishOf({ googleClientId }: SandboxConfig, fields: Fields): Wish | undefined {
  const { client_id: clientId, redirect_uri: redirectUri, state, nonce, code_challenge: challenge } = fields;
  const isComplete =
    clientId === googleClientId &&
    fields.response_type === 'code' &&
    fields.code_challenge_method === 'S256' &&
    fields.scope?.split(' ').includes('openid') &&
    URL.canParse(redirectUri ?? '');
  return isComplete && state && challenge
    ? { clientId, redirectUri: redirectUri!, state, nonce, challenge }
    : undefined;
}

/** client_secret_post, or client_secret_basic (RFC 6749 §2.3.1). */
function isOurs({ googleClientId, googleClientSecret }: SandboxConfig, request: FastifyRequest, form: Fields): boolean {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const [id, secret] = basic
    ? Buffer.from(basic, 'base64').toString().split(':')
    : [form.client_id, form.client_secret];
  return id === googleClientId && secret === googleClientSecret;
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid', 'email', 'profile'],
  token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  claims_supported: ['aud', 'email', 'email_verified', 'exp', 'iat', 'iss', 'name', 'sub'],
  code_challenge_methods_supported: ['S256'],
  grant_types_supported: ['authorization_code'],
  authorization_response_iss_parameter_supported: true,
});
