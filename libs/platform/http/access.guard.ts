import { Injectable, type CanActivate, type ExecutionContext, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { currentContext } from '../context.js';
import { type ActedRequest, Door, policyOf, ruleOf, type RouteRule } from './access.js';
import type { Actor } from './actor.js';
import { platformProblems as problems } from './problem.js';

/** Deny by default: a request goes on only by its route's stated rule, and a route without a rule ends the boot. */
@Injectable()
export class AccessGuard implements CanActivate, OnApplicationBootstrap {
  constructor(
    private readonly door: Door,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<ActedRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const handler = context.getHandler();
    const rule = ruleOf(handler);
    if (!rule) throw problems.forbidden('This route states no rule.');
    request.actor = await this.door.admit(request, reply, rule, policyOf(handler));
    const current = currentContext();
    if (current) current.actor = request.actor.label;
    check(rule, request.actor);
    return true;
  }

  onApplicationBootstrap(): void {
    const open = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance ?? {}) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata('path', prototype[name]!) && !ruleOf(prototype[name]!))
        .map((name) => `${metatype?.name}.${name}`);
    });
    if (open.length > 0) throw new Error(`these routes do not say who may call them: ${open.join(', ')}`);
  }
}

function check({ audience, permission, everywhere }: RouteRule, actor: Actor): void {
  if (audience === 'person' && actor.kind !== 'person') {
    throw problems.notSignedIn('Sign in and send the access token as Authorization: Bearer.');
  }
  if (audience === 'guest' && actor.kind !== 'person' && actor.kind !== 'guest') {
    throw problems.notSignedIn('Sign in, or send the guest token as x-guest-token.');
  }
  if (audience === 'service' && actor.kind !== 'service') throw problems.notFound('There is nothing at this address.');
  const holds = !permission || (everywhere ? actor.hasEverywhere(permission) : actor.has(permission));
  if (!holds) throw problems.forbidden(`This needs the permission ${permission}.`);
}
