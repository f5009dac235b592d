import { RequestMethod } from '@nestjs/common';
import { idempotencyProblems, platformProblems as problems, throwsOf, type ProblemKind } from '@pakashop/platform';
import type { Route } from './openapi.routes.js';
import type { Answer, Operation, Reference, Schema } from './openapi.types.js';

type Kind = Pick<ProblemKind, 'code' | 'status' | 'title'>;

/** What the gateway answers before a route is asked. */
const CLIENT_KEY: readonly Kind[] = [
  { code: 'gateway.client_key_required', status: 401, title: 'A client key is required' },
  { code: 'gateway.client_key_invalid', status: 401, title: 'The client key is not valid' },
];

/** Something that the answer needs is away at the moment. */
const AWAY: readonly Kind[] = [
  problems.unavailable,
  problems.commitUnknown,
  { code: 'upstream.unreachable', status: 503, title: 'A part of the marketplace does not answer' },
  { code: 'upstream.timeout', status: 503, title: 'A part of the marketplace did not answer in time' },
];

/** Answers that many operations share. */
const SHARED: Readonly<Record<string, readonly Kind[]>> = {
  InvalidRequest: [problems.invalid],
  NotSignedIn: [problems.notSignedIn, ...CLIENT_KEY],
  NotProven: [problems.notSignedIn, problems.stepUpRequired, ...CLIENT_KEY],
  NotPermitted: [problems.forbidden, problems.factorRequired],
  NotEnrolled: [problems.factorRequired],
  TooLarge: [problems.tooLarge],
  WrongType: [problems.wrongType],
  TooManyRequests: [problems.tooMany],
  InternalError: [problems.internal],
  Unavailable: AWAY,
};

/** Everything an operation can be refused with: what its route throws and what follows from its rule and its input. */
function kindsOf(route: Route, operation: Operation): Kind[] {
  const key = operation.parameters?.find(({ name }) => name === 'Idempotency-Key');
  const isGet = Reflect.getMetadata('method', route.handler) === RequestMethod.GET;
  const mayHaveBody = !isGet || operation.requestBody !== undefined;
  return [
    ...throwsOf(route.handler),
    // Also of a route that takes no input: what is ambiguous or broken is refused before it.
    problems.invalid,
    ...(operation['x-audience'] === 'provider' ? [] : [problems.notSignedIn, ...CLIENT_KEY]),
    ...(operation['x-step-up'] ? [problems.stepUpRequired] : []),
    ...(operation['x-permission'] || operation['x-closed-to'] ? [problems.forbidden] : []),
    ...(needsEnrolment(operation) ? [problems.factorRequired] : []),
    ...(mayHaveBody ? [problems.tooLarge, problems.wrongType] : []),
    ...(key?.required ? [idempotencyProblems.missing] : []),
    ...(key ? [idempotencyProblems.malformed, idempotencyProblems.running, idempotencyProblems.reused] : []),
    problems.tooMany,
    problems.internal,
    ...AWAY,
  ];
}

const needsEnrolment = (operation: Operation): boolean =>
  ['person', 'guest'].includes(operation['x-audience']!) && !operation['x-during-enrolment'];

/** The refusals of an operation by status. */
export function refusalsOf(route: Route, operation: Operation): Record<string, Answer | Reference> {
  const kinds = [...new Map(kindsOf(route, operation).map((kind) => [kind.code, kind])).values()];
  const byStatus = [...Map.groupBy(kinds, ({ status }) => status)].toSorted(([one], [other]) => one - other);
  return Object.fromEntries(byStatus.map(([status, list]) => [status, sharedAnswer(list) ?? answer(list)]));
}

/** The answers that {@link refusalsOf} refers to. */
export const sharedAnswers = (): Record<string, Answer> =>
  Object.fromEntries(Object.entries(SHARED).map(([name, kinds]) => [name, answer(kinds)]));

function sharedAnswer(kinds: readonly Kind[]): Reference | undefined {
  const codes = codesOf(kinds);
  const name = Object.keys(SHARED).find((one) => codesOf(SHARED[one]!) === codes);
  return name === undefined ? undefined : { $ref: `#/components/responses/${name}` };
}

const codesOf = (kinds: readonly Kind[]): string =>
  kinds
    .map(({ code }) => code)
    .toSorted()
    .join();

function answer(kinds: readonly Kind[]): Answer {
  const mayRetry = [429, 503].includes(kinds[0]!.status);
  const code: Schema = { type: 'string', enum: kinds.map((kind) => kind.code) };
  const schema: Schema = {
    allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code }, required: ['code'] }],
  };
  return {
    description: kinds.map((kind) => `\`${kind.code}\`: ${kind.title}`).join('\n\n'),
    ...(mayRetry && { headers: { 'retry-after': RETRY_AFTER } }),
    content: { 'application/problem+json': { schema } },
  };
}

const RETRY_AFTER = { description: 'Seconds after which the same request may succeed.', schema: { type: 'integer' } };

const FIELD_ERROR: Schema = {
  type: 'object',
  properties: {
    path: { type: 'string', description: 'Where it stands in the request: `lines[0].quantity`.' },
    message: { type: 'string' },
  },
  required: ['path', 'message'],
};

/** What every refusal looks like. */
export const PROBLEM: Schema = {
  type: 'object',
  description: 'A refusal (RFC 9457). Some carry further members.',
  properties: {
    type: { type: 'string', format: 'uri', description: 'Leads to what the code means.' },
    title: { type: 'string', description: 'The same for every occurrence of the code.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    code: { type: 'string', description: 'Stable; what clients branch on.' },
    detail: { type: 'string', description: 'What happened this time and what to do about it.' },
    correlationId: { type: 'string', description: 'Names the request when you ask for help.' },
    errors: { type: 'array', items: FIELD_ERROR, description: 'The fields that are not valid.' },
  },
  required: ['type', 'title', 'status', 'code'],
  additionalProperties: true,
};
