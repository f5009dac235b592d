import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Door, type RouteRule } from './access.js';
import { Actor, type ActorInit } from './actor.js';
import { InternalCallers } from './internal.callers.js';
import { ACTOR_HEADER } from './internal.headers.js';
import type { InternalCaller } from './internal.keys.js';
import { platformProblems as problems } from './problem.js';

/** Whom a service acts for: itself, or the actor that it forwards (see {@link forwardActor}). */
export function actorOf({ headers }: FastifyRequest, { service, forwards }: InternalCaller, address?: string): Actor {
  const forwarded = headers[ACTOR_HEADER];
  if (!forwards || typeof forwarded !== 'string') return new Actor({ kind: 'service', service, address });
  return new Actor(JSON.parse(Buffer.from(forwarded, 'base64url').toString('utf8')) as ActorInit);
}

export const forwardActor = (actor: Actor): string => Buffer.from(JSON.stringify(actor)).toString('base64url');

/** The door of a process without the gateway: only services come in, and the gateway says for whom. */
@Injectable()
export class InternalDoor extends Door {
  constructor(private readonly callers: InternalCallers) {
    super();
  }

  async admit(request: FastifyRequest, _reply: FastifyReply, { audience }: RouteRule): Promise<Actor> {
    if (audience === 'probe') return new Actor({ kind: 'anonymous' });
    const caller = await this.callers.of(request);
    // The address of a process behind the gateway tells nothing to a stranger, not even that it exists.
    if (!caller) throw problems.notFound('There is nothing at this address.');
    return actorOf(request, caller);
  }
}
