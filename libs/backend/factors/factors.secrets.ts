import { Inject, Injectable } from '@nestjs/common';
import { Clock, lock, unlock } from '@pakashop/platform';
import { hash } from 'node:crypto';
import { FactorsConfig } from './factors.config.js';
import { stepOf, stepsOf } from './factors.totp.js';

export interface SealedSecret {
  readonly secret: Buffer;
  readonly keyId: string;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Seals the secrets of authenticator apps for one person each: moved to somebody else's row, a secret does not open. */
@Injectable()
export class TotpSecrets {
  private readonly current: Key;
  private readonly keys: ReadonlyMap<string, Key>;

  constructor(
    @Inject(FactorsConfig) config: FactorsConfig,
    private readonly clock: Clock,
  ) {
    this.current = keyOf(config.TOTP_ENCRYPTION_KEY);
    const previous = keyOf(config.TOTP_ENCRYPTION_KEY_PREVIOUS ?? config.TOTP_ENCRYPTION_KEY);
    this.keys = new Map([previous, this.current].map((key) => [key.id, key]));
  }

  seal(userId: string, secret: Buffer): SealedSecret {
    return { secret: lock(this.current.bytes, secret, Buffer.from(userId)), keyId: this.current.id };
  }

  /** @throws Error when its key is gone, or it was sealed for somebody else or altered */
  open(userId: string, { secret, keyId }: SealedSecret): Buffer {
    const key = this.keys.get(keyId);
    if (!key) throw new Error(`neither TOTP_ENCRYPTION_KEY nor TOTP_ENCRYPTION_KEY_PREVIOUS is the key ${keyId}`);
    return unlock(key.bytes, secret, Buffer.from(userId));
  }

  /**
   * The step whose code this is: the present one or a neighbour, the latest of several. Undefined for a wrong code.
   *
   * @throws Error as {@link open}
   */
  stepOf(userId: string, sealed: SealedSecret, code: string): number | undefined {
    return stepsOf(this.open(userId, sealed), code, stepOf(this.clock.now())).at(-1);
  }

  /** The same secret under the present key. */
  renewed(userId: string, sealed: SealedSecret): SealedSecret {
    return sealed.keyId === this.current.id ? sealed : this.seal(userId, this.open(userId, sealed));
  }
}

/** The name of a key tells nothing about it: eight digits of a hash of its 256 random bits. */
function keyOf(hex: string): Key {
  const bytes = Buffer.from(hex, 'hex');
  return { id: hash('sha256', bytes, 'hex').slice(0, 8), bytes };
}
