import { Injectable } from '@nestjs/common';
import type { Device } from '../auth/auth.devices.js';
import { FactorContacts } from './factors.contacts.js';
import type { FactorCodeSent, SendFactorCode } from './factors.dto.js';
import { PendingSignIns } from './factors.pending.js';

/** Codes by message for sign-ins that wait for their second factor. */
@Injectable()
export class SignInCodes {
  constructor(
    private readonly pending: PendingSignIns,
    private readonly contacts: FactorContacts,
  ) {}

  /** @throws Problem auth.sign_in_ended, auth.method_refused, RATE_001, unavailable */
  async send({ token, method }: SendFactorCode, device: Device): Promise<FactorCodeSent> {
    const pending = await this.pending.find(token, device, method);
    return this.contacts.send(pending.userId, method, 'SECOND_FACTOR', (tx, challengeId) =>
      this.pending.expect(tx, pending, challengeId),
    );
  }
}
