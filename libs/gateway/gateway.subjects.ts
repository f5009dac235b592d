import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { GatewayConfig } from './gateway.config.js';
import type { Counted } from './gateway.policies.js';

/** Longer than any number, address or key that a route takes; what is longer is refused there. */
const LONGEST = 320;

/**
 * What the body of a guess or a payment is about, as far as limits count it: the same phone number or e-mail address
 * however it is written, and the device that shows its key. Only keyed digests leave this class.
 */
@Injectable()
export class Subjects {
  private readonly pepper: string;

  constructor(@Inject(GatewayConfig) { CLIENT_KEY_PEPPER }: GatewayConfig) {
    this.pepper = CLIENT_KEY_PEPPER;
  }

  /** @param body parsed, or its bytes where another process reads it, and not yet validated: anything may stand in it */
  of(body: unknown): Pick<Counted, 'contact' | 'device'> {
    const { phone, login, email, contact, deviceKey } = fieldsOf(Buffer.isBuffer(body) ? parsed(body) : body);
    const within = fieldsOf(contact);
    const named = [phone, login, email, within.phone, within.email].find(isText);
    return {
      contact: named === undefined ? undefined : this.digest(canonical(named)),
      device: isText(deviceKey) ? this.digest(deviceKey) : undefined,
    };
  }

  private digest(text: string): string {
    return createHmac('sha256', this.pepper).update(`limit:${text}`).digest('base64url').slice(0, 22);
  }
}

/** Nothing when it is no JSON: that is refused where it is read. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= LONGEST;

/** The last nine digits are the same in every way to write a number: 0977 123 456, +260977123456. */
function canonical(contact: string): string {
  const digits = contact.replace(/\D/g, '');
  return contact.includes('@') || digits.length < 9 ? contact.trim().toLowerCase() : digits.slice(-9);
}
