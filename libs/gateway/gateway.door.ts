import { Injectable } from '@nestjs/common';
import { Actor, ACTOR_HEADER, Door, platformProblems as problems, readActor, type RouteRule } from '@pakashop/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import { Limiter } from './gateway.limiter.js';
import { type Pass, passOf } from './gateway.pass.js';
import { Policies } from './gateway.policies.js';
import { showQuota, tooMany } from './gateway.quota.js';
import { Sessions } from './gateway.sessions.js';

const GUEST_TOKEN = /^[\x21-\x7e]{32,256}$/;

/** Finds out who calls a route and counts the call against their limits. */
@Injectable()
export class GatewayDoor extends Door {
  constructor(
    private readonly sessions: Sessions,
    private readonly limiter: Limiter,
    private readonly policies: Policies,
  ) {
    super();
  }

  async admit(request: FastifyRequest, reply: FastifyReply, rule: RouteRule, policy?: string): Promise<Actor> {
    if (rule.audience === 'probe') return new Actor({ kind: 'anonymous' });
    const pass = passOf(request);
    if (pass.service) return serviceOf(request, pass);
    if (rule.audience === 'service') throw problems.notFound('There is nothing at this address.');
    // A provider's own Authorization is none of ours; its route checks the signature.
    if (rule.audience === 'provider') return new Actor({ kind: 'anonymous', address: pass.address });

    const actor = await this.identify(request, pass, rule);
    await this.meter(actor, reply, pass, policy);
    if (actor.kind !== 'anonymous') void reply.header('cache-control', 'no-store');
    return actor;
  }

  /** A credential that is there must be valid, also where none is needed: who sends one means to be somebody. */
  private async identify(request: FastifyRequest, { client, address }: Pass, rule: RouteRule): Promise<Actor> {
    if (request.headers.authorization !== undefined) {
      const { userId, sessionId, grants } = await this.sessions.of(request, rule.permission);
      return new Actor({ kind: 'person', userId, sessionId, grants, client, address });
    }
    const guest = request.headers['x-guest-token'];
    if (guest === undefined) return new Actor({ kind: 'anonymous', client, address });
    if (typeof guest !== 'string' || !GUEST_TOKEN.test(guest)) {
      throw problems.notSignedIn('Make the guest token of 32 to 256 random visible characters.');
    }
    return new Actor({ kind: 'guest', guestHash: hash('sha256', guest, 'hex'), client, address });
  }

  private async meter(actor: Actor, reply: FastifyReply, pass: Pass, policy?: string): Promise<void> {
    const demands = this.policies.ofCaller(actor, pass.network, policy);
    if (demands.length === 0) return;
    const verdict = await this.limiter.take(demands);
    const { quota } = verdict;
    const isStricter = !pass.quota || actor.kind === 'person' || (quota && quota.remaining < pass.quota.remaining);
    if (quota && (isStricter || !verdict.allowed)) showQuota(reply, quota);
    if (!verdict.allowed) throw tooMany(verdict);
  }
}

/** A service acts for itself, or for the actor that it forwards. */
function serviceOf(request: FastifyRequest, { address }: Pass): Actor {
  const forwarded = request.headers[ACTOR_HEADER];
  return forwarded === undefined ? new Actor({ kind: 'service', address }) : readActor(forwarded);
}
