/** Cards that Flutterwave has published for tests. */
export const CARDS = {
  pays: { number: '5531886652142950', expiry: '09/32', cvv: '564' },
  paysWith3ds: { number: '5438898014560229', expiry: '10/31', cvv: '564' },
  tooLittleMoney: { number: '5258585922666506', expiry: '09/31', cvv: '883' },
} as const;

type Card = (typeof CARDS)[keyof typeof CARDS];

const PIN = '3310';
const OTP = '12345';

/** A buyer's browser on the provider's hosted page: what is typed there never reaches Pakashop. */
export class CardPage {
  constructor(private readonly url: string) {}

  /** The page as it is shown. */
  async text(): Promise<string> {
    return (await fetch(this.url)).text();
  }

  /** Enters a card and everything that is asked for after it; the address to which the browser is sent in the end. */
  async pay({ number, expiry, cvv }: Card): Promise<string> {
    let next = await this.submit(`${this.url}/card`, { number, expiry, cvv });
    for (const value of [PIN, OTP, OTP]) {
      if (!next.startsWith(`${this.url}/attempt/`)) return next;
      const [shown, sentOn] = await this.open(next);
      if (sentOn) return sentOn;
      next = await this.submit(next, { value: shown.includes('PIN') ? PIN : value });
    }
    const [, sentOn] = await this.open(next);
    return sentOn ?? next;
  }

  /** Goes back to the shop without paying; where the browser is sent. */
  cancel(): Promise<string> {
    return this.submit(`${this.url}/cancel`, {});
  }

  private async open(address: string): Promise<[text: string, location?: string]> {
    const answer = await fetch(address, { redirect: 'manual' });
    const location = answer.headers.get('location');
    return [await answer.text(), location ? new URL(location, address).href : undefined];
  }

  private async submit(address: string, fields: Record<string, string>): Promise<string> {
    const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    const location = answer.headers.get('location');
    if (!location) throw new Error(`POST ${address}: ${answer.status} ${await answer.text()}`);
    return new URL(location, address).href;
  }
}
