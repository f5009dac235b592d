import { Inject, Injectable } from '@nestjs/common';
import { firstKey, readKeyring, sameSecret } from '@pakashop/platform';
import { DeliveryConfig } from './delivery.config.js';
import { pinOf } from './delivery.pins.rules.js';

/** Which PIN of a delivery is meant. */
interface PinRef {
  readonly shopOrderId: string;
  readonly pinKey: string;
  readonly pinIssue: number;
}

/** PINs of deliveries. They exist in memory only, and are neither stored nor logged. */
@Injectable()
export class Pins {
  /** The key for new deliveries. */
  readonly keyId: string;
  private readonly keys: ReadonlyMap<string, Buffer>;

  constructor(@Inject(DeliveryConfig) config: DeliveryConfig) {
    this.keys = readKeyring(config.PIN_KEY);
    [this.keyId] = firstKey(this.keys);
  }

  /** @throws Error when PIN_KEY lacks the key of the delivery: keep old keys until their deliveries are over */
  of({ shopOrderId, pinKey, pinIssue }: PinRef): string {
    const key = this.keys.get(pinKey);
    if (!key) throw new Error(`PIN_KEY lacks the key "${pinKey}"`);
    return pinOf(key, shopOrderId, pinIssue);
  }

  /** In a time that does not depend on where they differ. */
  isPin(pin: string, ref: PinRef): boolean {
    return sameSecret(pin, this.of(ref));
  }
}
