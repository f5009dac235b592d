import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Topology } from '../contract/topology.js';
import { INTERNAL_KEY } from './internal.headers.js';
import { type InternalCaller, InternalKeys } from './internal.keys.js';
import { isInside } from './internal.listener.js';
import { readProof } from './internal.proof.js';
import { PROOF_SECONDS, Replays } from './internal.replays.js';

/** Says which service a request comes from, and believes a signed one once. */
@Injectable()
export class InternalCallers {
  private readonly logger = new Logger(InternalCallers.name);

  constructor(
    private readonly keys: InternalKeys,
    private readonly replays: Replays,
    @Inject(Topology) private readonly topology: Topology,
  ) {}

  /** The service that calls, if it proves that it is one, may call this address, and comes in where services do. */
  async of(request: FastifyRequest): Promise<InternalCaller | undefined> {
    const given = request.headers[INTERNAL_KEY];
    if (typeof given !== 'string') return undefined;
    if (this.topology.internalPort !== undefined && !isInside(request)) return undefined;
    const caller = this.keys.callerOf(request, given);
    const proof = caller && readProof(given);
    if (!proof) return caller;
    const fault = await this.faultOf(proof);
    if (fault) this.logger.warn(`a signed call of ${caller.service ?? 'a service'} was refused: it ${fault}`);
    return fault ? undefined : caller;
  }

  private async faultOf({ seconds, nonce }: { seconds: number; nonce: string }): Promise<string | undefined> {
    const age = Math.floor(Date.now() / 1_000) - seconds;
    if (Math.abs(age) > PROOF_SECONDS) return `is ${age} s old: compare the clocks of both processes`;
    return (await this.replays.isFirst(nonce)) ? undefined : 'has come before';
  }
}
