import { Inject, Injectable } from '@nestjs/common';
import { ProviderAccess } from './payments.access.contract.js';
import { paymentsProblems as problems } from './payments.errors.js';
import type { ProviderName } from './payments.events.js';
import type { Attempt, Method, PaymentProvider } from './payments.provider.js';
import { mayFailOver, type Proof } from './payments.rules.js';

/** The providers of this process, in the order in which they are preferred. */
export const PROVIDERS = Symbol('pakashop:payment-providers');

/** Chooses the provider of an attempt: by PAYMENT_PROVIDER, by the way to pay, and by who takes payments now. */
@Injectable()
export class PaymentOrchestrator {
  constructor(
    @Inject(PROVIDERS) private readonly providers: readonly PaymentProvider[],
    @Inject(ProviderAccess) private readonly access: ProviderAccess,
  ) {}

  provider(name: ProviderName): PaymentProvider {
    return this.providers.find((provider) => provider.name === name)!;
  }

  /**
   * The first provider that offers the method and is open. A provider that says it is closed is passed over before
   * anything is sent.
   *
   * @throws Problem payments.method_unavailable, payments.amount_out_of_bounds
   */
  async choose(method: Method, amount: number): Promise<PaymentProvider> {
    const offering = this.offering(method);
    if (offering.length === 0) throw problems.methodUnavailable('Choose another way to pay.');
    for (const provider of offering) {
      if (!(await provider.isOpen(method))) continue;
      if ((await provider.accepts(method, amount)) === false) {
        throw problems.amountOutOfBounds('Choose another way to pay, or order in smaller parts.');
      }
      return provider;
    }
    throw problems.methodUnavailable(
      'The operator takes no payments at the moment. Try later or choose another way to pay.',
    );
  }

  /** The provider to turn to when this attempt is proven dead without the buyer's doing; undefined when there is none. */
  after({ provider, method }: Pick<Attempt, 'provider' | 'method'>, proof: Proof): PaymentProvider | undefined {
    if (!mayFailOver(proof)) return undefined;
    const offering = this.offering(method);
    return offering[offering.findIndex(({ name }) => name === provider) + 1];
  }

  private offering(method: Method): PaymentProvider[] {
    const allowed = this.access.PAYMENT_PROVIDER === 'PAWAPAY' ? ['pawapay'] : ['pawapay', 'flutterwave'];
    return this.providers.filter((provider) => allowed.includes(provider.name) && provider.supports(method));
  }
}
