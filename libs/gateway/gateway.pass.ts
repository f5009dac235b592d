import type { InternalCaller } from '@pakashop/platform';
import type { FastifyRequest } from 'fastify';
import type { Quota } from './gateway.quota.js';

/** What the edge found out about a request before its route runs. */
export interface Pass {
  /** The service whose key it carries, where that may call. */
  readonly service?: InternalCaller;
  /** Name of the client whose key it carries. */
  readonly client?: string;
  readonly address: string;
  /** What limits count the address as. */
  readonly network: string;
  /** Digest of the guest token, if it carries one that is well made. */
  readonly guestHash?: string;
  /** Keys of the limits that it was counted against. */
  counted?: ReadonlySet<string>;
  /** What the answer says is left. */
  quota?: Quota;
}

const PASS = Symbol('pakashop:pass');

type Passed = FastifyRequest & { [PASS]?: Pass };

export const setPass = (request: FastifyRequest, pass: Pass): void => void ((request as Passed)[PASS] = pass);

/** @throws Error for a request that did not come through the edge, which no route allows */
export function passOf(request: FastifyRequest): Pass {
  const pass = (request as Passed)[PASS];
  if (!pass) throw new Error('the request did not pass the edge');
  return pass;
}
