import type { FastifyRequest } from 'fastify';
import type { Quota } from './gateway.quota.js';

/** What the edge found out about a request before its route runs. */
export interface Pass {
  /** Came with the internal key. */
  readonly service: boolean;
  /** Name of the client whose key it carries. */
  readonly client?: string;
  readonly address: string;
  /** What limits count the address as. */
  readonly network: string;
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
