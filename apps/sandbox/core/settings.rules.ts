import type { Caller } from './faults.js';
import type { Settings } from './settings.js';

type Rule = (value: unknown) => string | undefined;

const oneOf =
  (...allowed: unknown[]): Rule =>
  (value) =>
    allowed.includes(value) ? undefined : `must be one of: ${allowed.join(', ')}`;

const statuses: unknown[] = ['OPERATIONAL', 'DELAYED', 'CLOSED'];
const statusesIn = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [value];

const rules: Record<string, Rule> = {
  callbackScheme: oneOf('signature', 'hmac'),
  dialect: oneOf('guide', 'postman'),
  reuse: oneOf('reject', 'allow'),
  cancelStatus: oneOf('failed', 'cancelled'),
  referenceReturns: oneOf('latest', 'first'),
  invalidTokenStatus: oneOf(401, 403),
  signatureAlgorithm: oneOf('sha1', 'sha256'),
  perSecond: (value) => ((value as number) >= 1 ? undefined : 'must be 1 or more'),
  templates: (value) =>
    Object.values(value as object).every((one: unknown) => Number.isInteger((one as { params?: unknown }).params))
      ? undefined
      : 'must give each name its category and number of params',
  callbackRetryMs: (value) =>
    (value as unknown[]).every((ms) => typeof ms === 'number' && ms >= 0)
      ? undefined
      : 'must be a list of milliseconds',
  operators: (value) =>
    statusesIn(value)
      .flatMap(statusesIn)
      .every((status) => statuses.includes(status))
      ? undefined
      : `must give each provider code ${statuses.join(', ')}, or one of them for each of DEPOSIT, PAYOUT, REFUND`,
};

/** Takes over the given settings; says in one sentence what is wrong with them instead of taking half. */
export function changeSettings(
  settings: Settings,
  provider: Caller,
  change: Record<string, unknown>,
): string | undefined {
  const current = settings[provider] as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(change)) {
    const wrong = whyNot(name, current[name], value);
    if (wrong) return wrong;
  }
  Object.assign(current, change);
  return undefined;
}

function whyNot(name: string, current: unknown, value: unknown): string | undefined {
  if (current === undefined) return `There is no setting ${name}`;
  const isAlike = typeof value === typeof current && value !== null && Array.isArray(value) === Array.isArray(current);
  if (!isAlike) return `${name} must look like ${JSON.stringify(current)}`;
  const wrong = rules[name]?.(value);
  return wrong && `${name} ${wrong}`;
}
