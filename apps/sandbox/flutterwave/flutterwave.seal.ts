import type { Forgery, Seal } from '../core/callback.js';
import type { Workbench } from '../core/workbench.js';

/** Adds the static hash that marks webhooks of Flutterwave, or, on request, something that is not it. */
export function flutterwaveSeal({ config }: Workbench): Seal {
  return (callback, forgery) => {
    const isAltered = forgery?.variant === 'amount' || forgery?.variant === 'status';
    const hash = forgery?.variant === 'signature' ? `not ${config.flutterwaveHash}` : config.flutterwaveHash;
    const headers = { 'content-type': 'application/json', 'user-agent': 'Flutterwave/sandbox' };
    return {
      headers: forgery?.variant === 'unsigned' ? headers : { ...headers, 'verif-hash': hash },
      body: JSON.stringify(isAltered ? alter(callback.body, forgery) : callback.body),
    };
  };
}

function alter(body: Record<string, unknown>, { variant, amount, status }: Forgery): Record<string, unknown> {
  const data = { ...(body.data as Record<string, unknown>) };
  if (variant === 'status') data.status = status ?? 'successful';
  else
    Object.assign(
      data,
      { amount: Number(amount ?? 0.01), charged_amount: Number(amount ?? 0.01) },
      status ? { status } : {},
    );
  return { ...body, data };
}
