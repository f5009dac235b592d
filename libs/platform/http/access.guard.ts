import { Injectable, type CanActivate, type ExecutionContext, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { Clock } from '../clock.js';
import { currentContext } from '../context.js';
import { Database } from '../data/database.js';
import { type ActedRequest, Door, meteringOf, ruleOf, type RouteRule, STEP_UP_SECONDS } from './access.js';
import type { Actor } from './actor.js';
import { lookThrough } from './impersonation.js';
import { platformProblems as problems } from './problem.js';

/** Deny by default: a request goes on only by its route's stated rule, and a route without a rule ends the boot. */
@Injectable()
export class AccessGuard implements CanActivate, OnApplicationBootstrap {
  constructor(
    private readonly door: Door,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<ActedRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const handler = context.getHandler();
    const rule = ruleOf(handler);
    if (!rule) throw problems.forbidden('This route states no rule.');
    request.actor = await this.door.admit(request, reply, rule, meteringOf(handler));
    const current = currentContext();
    if (current) {
      current.actor = request.actor.label;
      current.caller = request.actor;
      current.isCallback = rule.audience === 'provider';
    }
    // Only what everybody may read may be kept by anybody on the way.
    if (rule.audience !== 'public' || request.method !== 'GET') void reply.header('cache-control', 'no-store');
    check(rule, request.actor);
    if (request.actor.impersonatorId) await lookThrough(this.db, request.actor, request, rule);
    if (rule.stepUp) this.checkProof(request.actor);
    return true;
  }

  private checkProof({ kind, factorAt }: Actor): void {
    const isFresh = factorAt !== undefined && this.clock.now().getTime() / 1_000 < factorAt + STEP_UP_SECONDS;
    if (kind === 'person' && isFresh) return;
    throw problems.stepUpRequired(
      'Ask POST /auth/step-up how you can prove that it is you, do so by POST /auth/step-up/confirm, and send this ' +
        'request again with the new access token within five minutes.',
    );
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

function check(rule: RouteRule, actor: Actor): void {
  checkKind(rule, actor);
  if (actor.mustEnrol) checkEnrolment(rule);
  if (actor.audience !== undefined && rule.closedTo?.includes(actor.audience)) {
    throw problems.forbidden(`This is not done with a token of the ${actor.audience} surface: sign in to another one.`);
  }
  const { permission, everywhere } = rule;
  const holds = !permission || (everywhere ? actor.hasEverywhere(permission) : actor.has(permission));
  if (!holds) throw problems.forbidden(`This needs the permission ${permission}.`);
}

function checkKind({ audience }: RouteRule, { kind }: Actor): void {
  if (audience === 'person' && kind !== 'person') {
    throw problems.notSignedIn('Sign in and send the access token as Authorization: Bearer.');
  }
  if (audience === 'guest' && kind !== 'person' && kind !== 'guest') {
    throw problems.notSignedIn('Sign in, or send the guest token as x-guest-token.');
  }
  if (audience === 'service' && kind !== 'service') throw problems.notFound('There is nothing at this address.');
}

/** What is open to everybody stays open to people who still have to enrol. */
function checkEnrolment({ audience, duringEnrolment }: RouteRule): void {
  if (duringEnrolment || audience === 'public') return;
  throw problems.factorRequired(
    'Your role needs a second factor. Set one up by POST /me/factors/totp or POST /me/factors/contact, and go on with ' +
      'the tokens that its confirmation answers.',
  );
}
