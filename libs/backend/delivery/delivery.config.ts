import { Env, KEYRING } from '@pakashop/platform';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';

const KEYS = { message: '$property must be name:base64 of 32 random bytes' };

/** Who gets deliveries, and what counts as their proof. */
export class DeliveryConfig {
  /** PINs follow from it, `name:base64 of 32 bytes`: the first key for new deliveries, older ones until theirs are over. */
  @Env() @Matches(KEYRING, KEYS) PIN_KEY: string;
  /** Signs proof of delivery, in the form of PIN_KEY: the first key signs, older ones verify what they signed. */
  @Env() @Matches(KEYRING, KEYS) EVIDENCE_KEY: string;
  /** AUTO offers each delivery to the nearest agents one after the other; MANUAL leaves it to agents and staff. */
  @Env() @IsIn(['AUTO', 'MANUAL']) DELIVERY_ASSIGNMENT: string = 'AUTO';
  /** Seconds that an agent has to take an offer. */
  @Env() @IsInt() @Min(5) @Max(3_600) DELIVERY_OFFER_SECONDS: number = 60;
  /** Deliveries that an agent has in hand at a time. */
  @Env() @IsInt() @Min(1) @Max(100) DELIVERY_CAPACITY: number = 3;
  /** Metres from the destination within which a confirmation is nothing to look at. */
  @Env() @IsInt() @Min(1) DELIVERY_NEAR_METRES: number = 400;
  /** Metres from the destination beyond which a confirmation is refused. */
  @Env() @IsInt() @Min(1) DELIVERY_FAR_METRES: number = 5_000;
  /** Hours that a confirmation may wait on a device that is offline. */
  @Env() @IsInt() @Min(0) @Max(720) DELIVERY_OFFLINE_HOURS: number = 24;
}
