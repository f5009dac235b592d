import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import type { Call, Method } from './client.calls.js';
import { problemOf } from './client.problem.js';
import type { components, paths } from './schema.generated.js';

export { ApiProblem } from './client.problem.js';
export type { ProblemCode } from './schema.generated.js';

/** What the API takes and answers: `Schemas['OrderView']`. */
export type Schemas = components['schemas'];

export interface ClientOptions {
  /** Where the API is: `https://api.pakashop.store`. */
  readonly baseUrl: string;
  /** Key of the calling application. */
  readonly clientKey: string;
  /** The access token at this moment; undefined while nobody is signed in. */
  readonly token?: () => string | undefined;
  /** The guest token at this moment; sent while there is no access token. */
  readonly guestToken?: () => string | undefined;
  /** Another fetch, for tests and for retries. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** The API with the types of its operations. */
export interface Client {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
  /** The same with the whole response, for those who need its status or headers. */
  readonly http: FetchClient<paths>;
}

/** A new value for Idempotency-Key. Send it yourself to repeat a request after a lost answer; else each POST gets one. */
export const idempotencyKey = (): string => crypto.randomUUID();

/** Makes a client for one application; who acts is asked at each request. */
export function createClient({ baseUrl, clientKey, token, guestToken, fetch }: ClientOptions): Client {
  const http = createFetchClient<paths>({ baseUrl: `${baseUrl.replace(/\/$/, '')}/api/v1`, fetch });
  http.use({
    onRequest({ request: { headers, method } }) {
      headers.set('x-pakashop-key', clientKey);
      const [bearer, guest] = [token?.(), guestToken?.()];
      if (bearer) headers.set('authorization', `Bearer ${bearer}`);
      else if (guest) headers.set('x-guest-token', guest);
      if (method === 'POST' && !headers.has('idempotency-key')) headers.set('idempotency-key', idempotencyKey());
    },
    async onResponse({ response }) {
      if (response.status >= 400) throw await problemOf(response);
    },
  });
  const call = <M extends Method>(method: M): Call<M> =>
    (async (address: never, input: never) => (await http.request(method as 'get', address, input)).data) as Call<M>;
  return {
    get: call('get'),
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
    http,
  };
}
