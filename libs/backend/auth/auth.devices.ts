import { createParamDecorator, Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { type Actor, newId, sameSecret } from '@pakashop/platform';
import type { FastifyRequest } from 'fastify';
import { createHmac } from 'node:crypto';
import { AuthConfig } from './auth.config.js';

/** Where a request comes from, as far as it says. */
export interface Device {
  readonly userAgent?: string;
  readonly address: string;
  /** Two letters, and the town; only a proxy that we trust says so. */
  readonly country?: string;
  readonly city?: string;
}

/**
 * The device of the running request; its address is the one that the gateway saw, and the place what a proxy of ours said
 * about it: the gateway takes these headers off all other requests.
 */
export const CallingDevice = createParamDecorator((_: unknown, context: ExecutionContext): Device => {
  const { headers, actor, ip } = context.switchToHttp().getRequest<FastifyRequest & { actor: Actor }>();
  const { 'cf-ipcountry': country, 'cf-ipcity': city } = headers;
  return {
    userAgent: headers['user-agent']?.slice(0, 200),
    address: actor.address ?? ip,
    ...(typeof country === 'string' && /^[A-Z]{2}$/.test(country) && { country }),
    ...(typeof city === 'string' && /^[\p{L} .'-]{1,100}$/u.test(city) && { city }),
  };
});

/**
 * Keys that a device gets at sign-in. A device that shows one has its own budget of attempts at that account, so that
 * strangers who guess cannot lock its owner out. A key proves nothing else.
 */
@Injectable()
export class DeviceKeys {
  constructor(@Inject(AuthConfig) private readonly config: AuthConfig) {}

  issue(userId: string): string {
    const id = newId();
    return `${id}.${this.seal(userId, id)}`;
  }

  /** The device's id when the key was issued for this person. */
  read(key: string, userId: string): string | undefined {
    const [id, seal] = key.split('.');
    if (!id || !seal) return undefined;
    const { JWT_SECRET: secret, JWT_SECRET_PREVIOUS: previous = secret } = this.config;
    const known = [secret, previous].map((one) => sameSecret(seal, this.seal(userId, id, one)));
    return known.includes(true) ? id : undefined;
  }

  private seal(userId: string, id: string, secret = this.config.JWT_SECRET): string {
    return createHmac('sha256', secret).update(`device:${userId}:${id}`).digest('base64url');
  }
}
