import { asArray, asObject, asText, type JsonObject } from '../json.js';
import { toNgwee } from '../money.js';

/** Whether an operator works: `DELAYED` holds payouts back, `CLOSED` rejects requests. */
export type OperatorStatus = 'OPERATIONAL' | 'DELAYED' | 'CLOSED' | 'UNKNOWN';

/** One operation (DEPOSIT, PAYOUT, REFUND…) at one operator. */
export interface PawapayOperation {
  type: string;
  status: OperatorStatus;
  /** Ngwee; limits are those of our account. Whether the bounds themselves are allowed is not documented. */
  min: number | null;
  max: number | null;
  decimals: 0 | 2 | null;
  authType: string | null;
  /** AUTOMATIC, or MANUAL when the customer has to open the menu. */
  pinPrompt: string | null;
  /** If true, wait ten to fifteen seconds, then show the instructions that bring the prompt back. */
  pinPromptRevivable: boolean;
  pinPromptInstructions: unknown;
  callbackUrl: string | null;
}

export interface PawapayOperatorConfig {
  country: string;
  operator: string;
  currency: string | null;
  displayName: string | null;
  /** The name that the PIN prompt will show; tell the customer. */
  nameDisplayedToCustomer: string | null;
  operations: PawapayOperation[];
}

export interface ActiveConfiguration {
  companyName: string | null;
  /** pawaPay takes only signed requests from us. Null when it does not say. */
  signedRequestsOnly: boolean | null;
  /** pawaPay signs its callbacks: unsigned ones are then forged. Null when it does not say. */
  signedCallbacks: boolean | null;
  operators: PawapayOperatorConfig[];
}

export interface OperatorAvailability {
  country: string;
  operator: string;
  operations: { type: string; status: OperatorStatus }[];
}

export interface PawapayPublicKey {
  id: string;
  pem: string;
}

/** https://docs.pawapay.io/v2/api-reference/toolkit/active-configuration, in each documented variant. */
export function toActiveConfiguration(body: unknown): ActiveConfiguration | null {
  const root = asObject(body);
  const countries = asArray(root?.['countries']);
  if (!root || !countries) return null;
  const signatures = asObject(root['signatureConfiguration']);
  return {
    companyName: asText(root['companyName']) ?? null,
    signedRequestsOnly: asFlag(signatures?.['signedRequestsOnly']),
    signedCallbacks: asFlag(signatures?.['signedCallbacks']),
    operators: providersOf(countries).flatMap(({ country, operator, provider }) =>
      (asArray(provider['currencies']) ?? [provider]).map((entry) => ({
        country,
        operator,
        currency: asText(asObject(entry)?.['currency']) ?? null,
        displayName: asText(provider['displayName']) ?? null,
        nameDisplayedToCustomer: asText(provider['nameDisplayedToCustomer']) ?? null,
        operations: operationsOf(asObject(entry)?.['operationTypes']).map(toOperation),
      })),
    ),
  };
}

/** https://docs.pawapay.io/v2/api-reference/toolkit/provider-availability */
export function toAvailability(body: unknown): OperatorAvailability[] | null {
  const countries = asArray(body);
  return (
    (countries &&
      providersOf(countries).map(({ country, operator, provider }) => ({
        country,
        operator,
        operations: operationsOf(provider['operationTypes']).map((fields) => ({
          type: fields.type,
          status: toStatus(fields.details['status']),
        })),
      }))) ??
    null
  );
}

/** https://docs.pawapay.io/v2/api-reference/toolkit/public-keys: an array of `{ id, key }`. */
export function toPublicKeys(body: unknown): PawapayPublicKey[] | null {
  const keys = (asArray(body) ?? []).flatMap((entry) => {
    const id = asText(asObject(entry)?.['id']);
    const pem = asText(asObject(entry)?.['key']);
    return id && pem ? [{ id, pem }] : [];
  });
  return keys.length === 0 ? null : keys;
}

/** Whether an operation takes this amount. The bounds count as allowed; pawaPay has the last word. */
export function amountFits(operation: PawapayOperation, amount: number): 'ok' | 'too-small' | 'too-large' | 'decimals' {
  if (operation.min !== null && amount < operation.min) return 'too-small';
  if (operation.max !== null && amount > operation.max) return 'too-large';
  return operation.decimals === 0 && amount % 100 !== 0 ? 'decimals' : 'ok';
}

interface OperationFields {
  type: string;
  details: JsonObject;
}

/**
 * `operationTypes` comes as an object by operation, as an object of bare statuses, as an array of such objects, as an
 * array of `{ operationType, … }`, or mixed.
 */
function operationsOf(value: unknown): OperationFields[] {
  return (asArray(value) ?? [value]).flatMap((item) => {
    const fields = asObject(item);
    if (!fields) return [];
    const type = asText(fields['operationType']);
    if (type) return [{ type, details: fields }];
    return Object.entries(fields).map(([name, details]) => ({
      type: name,
      details: asObject(details) ?? { status: details },
    }));
  });
}

/** Limits are `minAmount`/`maxAmount` in the guides, `minTransactionLimit`/`maxTransactionLimit` in the examples. */
function toOperation({ type, details }: OperationFields): PawapayOperation {
  return {
    type,
    status: toStatus(details['status']),
    min: toNgwee(details['minAmount'] ?? details['minTransactionLimit']),
    max: toNgwee(details['maxAmount'] ?? details['maxTransactionLimit']),
    decimals: toDecimals(details['decimalsInAmount']),
    authType: asText(details['authType']) ?? null,
    pinPrompt: asText(details['pinPrompt']) ?? null,
    pinPromptRevivable: details['pinPromptRevivable'] === true,
    pinPromptInstructions: details['pinPromptInstructions'] ?? null,
    callbackUrl: asText(details['callbackUrl']) ?? null,
  };
}

function providersOf(countries: unknown[]): { country: string; operator: string; provider: JsonObject }[] {
  return countries.flatMap((entry) => {
    const country = asObject(entry);
    return (asArray(country?.['providers']) ?? []).flatMap((item) => {
      const provider = asObject(item);
      const operator = asText(provider?.['provider']);
      return provider && operator ? [{ country: asText(country?.['country']) ?? '', operator, provider }] : [];
    });
  });
}

function toStatus(value: unknown): OperatorStatus {
  return value === 'OPERATIONAL' || value === 'DELAYED' || value === 'CLOSED' ? value : 'UNKNOWN';
}

function toDecimals(value: unknown): 0 | 2 | null {
  if (value === 'NONE') return 0;
  return value === 'TWO_PLACES' ? 2 : null;
}

function asFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
