import type { components, ProblemCode } from './schema.generated.js';

type Body = components['schemas']['Problem'];

/** A refusal of the API. Branch on `code`; show `title` and `detail` to people. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** One of {@link ProblemCode}; newer servers may know more. */
  readonly code: ProblemCode | (string & {});
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  /** Quote it when you ask for help. */
  readonly correlationId?: string;
  /** The fields that were not valid. */
  readonly errors: readonly { path: string; message: string }[];
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;

  constructor(
    /** The whole answer; some codes carry further members. */
    readonly body: Body,
    retryAfter?: number,
  ) {
    super(`${body.status} ${body.code}: ${body.detail ?? body.title}`);
    this.code = body.code;
    this.status = body.status;
    this.title = body.title;
    this.detail = body.detail;
    this.correlationId = body.correlationId;
    this.errors = body.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/** Reads a refusal; one that is not ours, as of a proxy on the way, gets the code `http.<status>`. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const { status, headers } = response;
  const text = await response.text();
  const isOurs = headers.get('content-type')?.startsWith('application/problem+json');
  const body = isOurs
    ? (JSON.parse(text) as Body)
    : { type: 'about:blank', title: response.statusText, status, code: `http.${status}`, detail: text.slice(0, 200) };
  return new ApiProblem(body, Number(headers.get('retry-after')) || undefined);
}
