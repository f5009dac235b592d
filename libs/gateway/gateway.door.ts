import { Injectable } from '@nestjs/common';
import { Actor, actorOf, Door, type Metering, platformProblems as problems, type RouteRule } from '@pakashop/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Limiter } from './gateway.limiter.js';
import { type Pass, passOf } from './gateway.pass.js';
import { type Demand, Policies } from './gateway.policies.js';
import { showQuota, tooMany } from './gateway.quota.js';
import { Sessions } from './gateway.sessions.js';
import { Subjects } from './gateway.subjects.js';

/** Finds out who calls a route and counts the call against what the edge could not count it against. */
@Injectable()
export class GatewayDoor extends Door {
  constructor(
    private readonly sessions: Sessions,
    private readonly limiter: Limiter,
    private readonly policies: Policies,
    private readonly subjects: Subjects,
  ) {
    super();
  }

  async admit(request: FastifyRequest, reply: FastifyReply, rule: RouteRule, metering?: Metering): Promise<Actor> {
    if (rule.audience === 'probe') return new Actor({ kind: 'anonymous' });
    const pass = passOf(request);
    if (pass.service) return actorOf(request, pass.service, pass.address);
    if (rule.audience === 'service') throw problems.notFound('There is nothing at this address.');
    // A provider's own Authorization is none of ours; its route checks the signature.
    if (rule.audience === 'provider') return new Actor({ kind: 'anonymous', address: pass.address });

    const actor = await this.identify(request, pass, rule);
    // Whom a guess or a payment is about is known from its body, which the edge has not read.
    const about = metering?.policy ? this.subjects.of(request.body) : undefined;
    const { network, client } = pass;
    const caller = { kind: actor.kind, userId: actor.userId, guestHash: actor.guestHash, client, network, ...about };
    await this.meter(this.policies.ofCaller(caller, metering), actor, reply, pass);
    if (actor.kind !== 'anonymous') void reply.header('cache-control', 'no-store');
    return actor;
  }

  /** A credential that is there must be valid, also where none is needed: who sends one means to be somebody. */
  private async identify(request: FastifyRequest, pass: Pass, rule: RouteRule): Promise<Actor> {
    const { client, address, guestHash } = pass;
    if (request.headers.authorization !== undefined) {
      const session = await this.sessions.of(request, rule.permission);
      return new Actor({ ...session, kind: 'person', client, address });
    }
    if (request.headers['x-guest-token'] === undefined) return new Actor({ kind: 'anonymous', client, address });
    if (guestHash === undefined) {
      throw problems.notSignedIn('Make the guest token of 32 to 256 random visible characters.');
    }
    return new Actor({ kind: 'guest', guestHash, client, address });
  }

  private async meter(all: readonly Demand[], actor: Actor, reply: FastifyReply, pass: Pass): Promise<void> {
    const demands = all.filter(({ key, cost }) => cost < 0 || !pass.counted?.has(key));
    if (demands.length === 0) return;
    const verdict = await this.limiter.take(demands);
    const { quota } = verdict;
    const isStricter = !pass.quota || actor.kind === 'person' || (quota && quota.remaining < pass.quota.remaining);
    if (quota && (isStricter || !verdict.allowed)) showQuota(reply, quota);
    if (!verdict.allowed) throw tooMany(verdict);
  }
}
