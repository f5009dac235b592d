import { currentContext } from '@pakashop/platform';
import { TwilioClient } from '@pakashop/providers/twilio';
import { Carrier, type Doubt, type Handed, type Letter, type Report } from '../../messages.carrier.js';
import type { Composed } from '../../messages.service.js';

/** A message that Twilio took shows in its list well within this. */
const LISTED_AFTER_SECONDS = 15;
/** Twilio's clock and ours. */
const CLOCK_SKEW_MS = 30_000;

/** SMS through Twilio. */
export class TwilioAdapter extends Carrier {
  readonly name = 'twilio';
  readonly channel = 'sms';
  readonly reports = true;
  override readonly canBeAsked = true;

  /** @param callbackUrl where it reports; the attempt stands in the query, which the signature covers */
  constructor(
    private readonly client: TwilioClient,
    private readonly callbackUrl: string,
  ) {
    super();
  }

  addressOf({ to }: Composed): string | undefined {
    return to.phone;
  }

  send({ attemptId, to, composed, secondsLeft }: Letter): Promise<Handed> {
    const statusCallback = `${this.callbackUrl}?attempt=${attemptId}`;
    return this.client.send({ to, body: composed.text, statusCallback, validitySeconds: secondsLeft }, context());
  }

  /** Messages has no idempotency key, but a list: what is not in it after a while was never taken. */
  async settle({ to, composed }: Letter, { since, ageSeconds, others }: Doubt): Promise<Handed> {
    const earliest = new Date(since.getTime() - CLOCK_SKEW_MS);
    const found = await this.client.search({ to, body: composed.text, since: earliest }, context());
    if (found.kind === 'unknown') return { kind: 'unclear', reason: found.reason };
    const ids = found.value.map(({ id }) => id);
    const foreign = ids.length > 0 ? await others(ids) : [];
    const own = ids.find((id) => !foreign.includes(id));
    if (own !== undefined) return { kind: 'accepted', id: own };
    if (ageSeconds < LISTED_AFTER_SECONDS) return { kind: 'unclear', reason: 'not-listed-yet' };
    return { kind: 'refused', code: 'not-listed', fault: 'later' };
  }

  override async ask(carrierId: string): Promise<Report | undefined> {
    const found = await this.client.fetch(carrierId, context());
    return found.kind === 'found' ? found.value : undefined;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

const context = () => ({ requestId: currentContext()?.correlationId });
