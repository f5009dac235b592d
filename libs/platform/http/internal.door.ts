import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { PlatformConfig } from '../platform.config.js';
import { Door, type RouteRule } from './access.js';
import { Actor, type ActorInit } from './actor.js';
import { platformProblems as problems } from './problem.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares two secrets in constant time, whatever their lengths. */
export const sameSecret = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

/** Knows the key that services show each other. */
@Injectable()
export class InternalKey {
  constructor(@Inject(PlatformConfig) private readonly config: PlatformConfig) {}

  get value(): string {
    return this.config.INTERNAL_API_KEY;
  }

  /** True for the current and the previous key; both are compared whatever the first says. */
  matches(given: unknown): boolean {
    if (typeof given !== 'string') return false;
    const current = sameSecret(given, this.config.INTERNAL_API_KEY);
    const previous = sameSecret(given, this.config.INTERNAL_API_KEY_PREVIOUS ?? this.config.INTERNAL_API_KEY);
    return current || previous;
  }
}

/** Header in which the gateway forwards whom it admitted; believed only together with the internal key. */
export const ACTOR_HEADER = 'x-pakashop-actor';

/** Reads the actor that {@link forwardActor} wrote. */
export const readActor = (header: unknown): Actor =>
  typeof header === 'string'
    ? new Actor(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as ActorInit)
    : new Actor({ kind: 'service' });

export const forwardActor = (actor: Actor): string => Buffer.from(JSON.stringify(actor)).toString('base64url');

/** The door of a process without the gateway: only services come in, and they say for whom. */
@Injectable()
export class InternalDoor extends Door {
  constructor(private readonly key: InternalKey) {
    super();
  }

  admit(request: FastifyRequest, _reply: FastifyReply, { audience }: RouteRule): Promise<Actor> {
    if (audience === 'probe') return Promise.resolve(new Actor({ kind: 'anonymous' }));
    // The address of a process behind the gateway tells nothing to a stranger, not even that it exists.
    if (!this.key.matches(request.headers['x-internal-key']))
      throw problems.notFound('There is nothing at this address.');
    return Promise.resolve(readActor(request.headers[ACTOR_HEADER]));
  }
}
