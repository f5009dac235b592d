import type { FetchOptions, FetchResponse } from 'openapi-fetch';
import type { paths } from './schema.generated.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Addresses that know a method. */
type Address<M extends Method> = {
  [A in keyof paths]: paths[A] extends Record<M, object> ? A : never;
}[keyof paths];

/** Parameters and body; may be left out where nothing is needed. */
type Input<T> = Record<never, never> extends T ? [input?: T] : [input: T];

/** What an operation answers; nothing where the answer has no body. */
type Answer<T> =
  T extends Record<string | number, unknown> ? OrNothing<FetchResponse<T, object, 'application/json'>['data']> : void;
type OrNothing<T> = [T] extends [undefined] ? void : Exclude<T, undefined>;

/**
 * Calls an operation: `post('/orders', { body })`, `get('/orders/{id}', { params: { path: { id } } })`.
 *
 * @throws ApiProblem when the API refuses
 */
export type Call<M extends Method> = <A extends Address<M>>(
  address: A,
  ...input: Input<FetchOptions<paths[A][M]>>
) => Promise<Answer<paths[A][M]>>;
