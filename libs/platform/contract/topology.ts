import type { Type } from '@nestjs/common';
import type { Metering, RouteRule } from '../http/access.js';
import type { Face } from './domain.js';

/** One row of the service registry. */
export interface DomainRow {
  readonly name: string;
  readonly service: string;
  readonly port: number;
  readonly faces: readonly Face[];
  /** What it is for, in a few words. */
  readonly owns: string;
  /** Absent until the domain is built. */
  readonly module?: Type<object>;
}

/** A public route, as its decorators state it. */
export interface StatedRoute {
  readonly method: string;
  /** Pattern under the API prefix, without a slash before it. */
  readonly path: string;
  readonly rule: RouteRule;
  readonly metering?: Metering;
}

/** A domain that is hosted by another process. */
export interface AwayDomain {
  readonly name: string;
  /** Where it answers. */
  readonly url: string;
  readonly routes: readonly StatedRoute[];
  readonly ports: readonly string[];
}

/** Who owns which port, and which domains each domain calls. */
export interface CallGraph {
  readonly owners: ReadonlyMap<string, string>;
  readonly calls: ReadonlyMap<string, readonly string[]>;
}

/** Which domains live in this process and where the others are. */
export class Topology {
  constructor(
    readonly entry: string,
    readonly hosted: readonly string[],
    readonly away: readonly AwayDomain[],
    readonly graph: CallGraph,
    /** Where services come in, when they come in apart from everybody else. */
    readonly internalPort?: number,
  ) {}
}
