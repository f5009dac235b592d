/** One broken rule of one field of a request. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface ProblemInit {
  /** Stable code that clients may branch on. */
  readonly code: string;
  readonly status: number;
  /** The same for every occurrence of the code. */
  readonly title: string;
  /** What happened this time and what to do about it. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the answer, safe for the caller to see. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** What travels: RFC 9457 problem details with our `code`, `correlationId` and `errors`. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  correlationId?: string;
  errors?: readonly FieldError[];
  [extra: string]: unknown;
}

/** The only error that is thrown on purpose. Everything else is a bug and becomes a 500. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly retryAfter?: number;

  constructor(init: ProblemInit) {
    super(init.detail ?? init.title, { cause: init.cause });
    this.name = 'Problem';
    this.code = init.code;
    this.status = init.status;
    this.title = init.title;
    this.detail = init.detail;
    this.errors = init.errors;
    this.extra = init.extra;
    this.retryAfter = init.retryAfter;
  }

  body(correlationId?: string): ProblemBody {
    return {
      type: `https://docs.pakashop.store/problems/${this.code}`,
      title: this.title,
      status: this.status,
      code: this.code,
      ...(this.detail !== undefined && { detail: this.detail }),
      ...(correlationId !== undefined && { correlationId }),
      ...(this.errors && { errors: this.errors }),
      ...this.extra,
    };
  }

  /** Reads back what {@link body} wrote, so that a refusal of another process is the same refusal here. */
  static from(body: unknown): Problem | undefined {
    const { type: _type, correlationId: _id, ...known } = (body ?? {}) as Partial<ProblemBody>;
    const { title, status, code, detail, errors, ...extra } = known;
    if (typeof code !== 'string' || typeof status !== 'number') return undefined;
    return new Problem({ code, status, title: title ?? code, detail, errors, extra });
  }
}

/** The fixed part of a refusal; the call adds the detail. */
export interface ProblemKind {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  (detail?: string, more?: Omit<ProblemInit, 'code' | 'status' | 'title' | 'detail'>): Problem;
}

/** Declares one refusal of a domain: `outOfStock: problem('orders.out_of_stock', 409, 'Not enough stock')`. */
export function problem(code: string, status: number, title: string): ProblemKind {
  const make = (detail?: string, more: Partial<ProblemInit> = {}) =>
    new Problem({ ...more, code, status, title, detail });
  return Object.assign(make, { code, status, title });
}

/** Refusals that any route can answer. */
export const platformProblems = {
  invalid: problem('VAL_001', 400, 'The request is not valid'),
  notSignedIn: problem('AUTH_001', 401, 'Not signed in'),
  forbidden: problem('AUTH_002', 403, 'Not permitted'),
  stepUpRequired: problem('auth.step_up_required', 401, 'Prove again that it is you'),
  factorRequired: problem('MFA_001', 403, 'A second factor has to be set up first'),
  impersonationRefused: problem(
    'auth.impersonation_refused',
    403,
    'Not while looking through the eyes of another person',
  ),
  notFound: problem('NOT_FOUND', 404, 'Not found'),
  tooLarge: problem('request.too_large', 413, 'The request is too large'),
  wrongType: problem('request.unsupported_type', 415, 'The body must be JSON'),
  tooMany: problem('RATE_001', 429, 'Too many requests'),
  internal: problem('INTERNAL', 500, 'Something went wrong on our side'),
  unavailable: problem('unavailable', 503, 'Not available at the moment'),
  /** A time-out while committing: the change may or may not have been made. */
  commitUnknown: problem('commit_unknown', 503, 'It is not known yet whether this was done'),
};
