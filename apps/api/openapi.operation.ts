import { ParseUUIDPipe } from '@nestjs/common';
import { ruleOf, type RouteRule } from '@pakashop/platform';
import { constrain, isOptional } from './openapi.constraints.js';
import { refusalsOf } from './openapi.problems.js';
import { argumentsOf, type Route } from './openapi.routes.js';
import type { Operation } from './openapi.types.js';

/** Completes what the framework knows of an operation by what the route says about itself. */
export function completeOperation(operation: Operation, route: Route): void {
  const rule = ruleOf(route.handler)!;
  describe(operation, rule);
  secure(operation, rule);
  completeParameters(operation, route);
  if (rule.audience === 'provider') acceptAnything(operation);
  describeAnswers(operation);
  Object.assign(operation.responses, refusalsOf(route, operation));
}

const WHO: Readonly<Record<string, string>> = {
  public: 'Open to everybody.',
  guest: 'For a person who is signed in, or a guest.',
  person: 'For a person who is signed in.',
  provider: 'For the provider, which proves itself by its signature.',
};

const FRESH =
  'Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the ' +
  'tokens to go on with.';
const EARLY = 'Open also to somebody who still has to set up the second factor that their role demands.';
const closed = (surfaces: readonly string[]): string => `Refused to tokens of the ${surfaces.join(' and ')} surface.`;

/** The first sentence of the method's comment is the summary; the rest, and who may call, the description. */
function describe(operation: Operation, rule: RouteRule): void {
  const { audience, permission, stepUp, duringEnrolment, closedTo } = rule;
  const comment = (operation.summary ?? '').replaceAll(/\s+/g, ' ').trim();
  const [, summary = comment, rest] = /^(.+?)[.!?](?:\s+(.+))?$/.exec(comment) ?? [];
  const who = permission ? `Needs the permission \`${permission}\`.` : WHO[audience];
  operation.summary = summary;
  operation.description = [rest, who, stepUp && FRESH, duringEnrolment && EARLY, closedTo && closed(closedTo)]
    .filter(Boolean)
    .join('\n\n');
}

function secure(operation: Operation, { audience, permission, stepUp, duringEnrolment, closedTo }: RouteRule): void {
  const [key, bearer, guest] = [{ clientKey: [] }, { bearer: [] }, { guestToken: [] }];
  const person = { ...key, ...bearer };
  const choices: Record<string, Record<string, string[]>[]> = {
    public: [key, person, { ...key, ...guest }],
    guest: [person, { ...key, ...guest }],
    person: [person],
    provider: [{ providerSignature: [] }],
  };
  operation.security = choices[audience];
  operation['x-audience'] = audience;
  if (permission) operation['x-permission'] = permission;
  if (stepUp) operation['x-step-up'] = true;
  if (duringEnrolment) operation['x-during-enrolment'] = true;
  if (closedTo) operation['x-closed-to'] = closedTo;
}

function completeParameters(operation: Operation, route: Route): void {
  const given = argumentsOf(route);
  for (const parameter of operation.parameters ?? []) {
    const { name, schema } = parameter;
    // A class of path parameters is taken for one of the query.
    if (given.some(({ from, type }) => from === 'path' && type && name in describedBy(type))) parameter.in = 'path';
    const [own] = given.filter((argument) => argument.from === parameter.in && (argument.name ?? name) === name);
    if (parameter.in === 'path') parameter.required = true;
    if (own?.pipes.some((pipe) => pipe instanceof ParseUUIDPipe)) schema.format = 'uuid';
    if (own?.type && own.name === undefined) {
      constrain(schema, own.type, name);
      if (parameter.in === 'query' && isOptional(own.type, name, schema)) parameter.required = false;
    }
    if (name === 'if-none-match') {
      Object.assign(parameter, { required: false, description: 'The ETag of the answer you have.' });
      operation.responses['304'] = { description: 'What you have is still right.' };
      Object.assign(operation.responses['200']!, {
        headers: { etag: { description: 'Names this version.', schema: { type: 'string' } } },
      });
    }
  }
}

/** Properties of a class, as the generated metadata names them. */
const describedBy = (type: object): object =>
  (type as { _OPENAPI_METADATA_FACTORY?: () => object })._OPENAPI_METADATA_FACTORY?.() ?? {};

/** A callback is read raw: what it may hold is the provider's to say. */
function acceptAnything(operation: Operation): void {
  const schema = { type: 'object', additionalProperties: true };
  operation.requestBody = {
    required: true,
    description: 'As the provider documents it.',
    content: { 'application/json': { schema } },
  };
}

const DONE: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted; it goes on by itself.',
  204: 'Done; the answer has no body.',
};

function describeAnswers(operation: Operation): void {
  for (const [status, answer] of Object.entries(operation.responses)) {
    if ('description' in answer && !answer.description) answer.description = DONE[status] ?? 'Answered.';
  }
}
