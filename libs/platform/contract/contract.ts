import type { Type } from '@nestjs/common';

/** One operation of a port: what goes in and what comes out, as class-validator classes. */
export interface Operation<I extends object = object, O extends object = object> {
  readonly input: Type<I>;
  readonly output: Type<O>;
}

export type Operations = Record<string, Operation>;

/** Names the input and output class of one operation. Both are plain JSON: ids and dates are strings. */
export function op<I extends object, O extends object>(input: Type<I>, output: Type<O>): Operation<I, O> {
  return { input, output };
}

/** What a caller sees of a port: each operation takes one object and resolves to one object. */
export type Port<O extends Operations> = {
  [K in keyof O]: (input: InstanceType<O[K]['input']>) => Promise<InstanceType<O[K]['output']>>;
};

export interface PortWire {
  /** Unique name of the port; also its path under /internal. */
  readonly portName: string;
  readonly operations: Operations;
}

export type PortClass<O extends Operations> = (abstract new () => Port<O>) & PortWire;
export type AnyPort = (abstract new () => object) & PortWire;

/**
 * A port is three things in one class: the injection token, the type of the caller's side and the wire format.
 *
 * @example class PricingPort extends port('pricing', { quote: op(QuoteRequest, Quote) }) {}
 */
export function port<O extends Operations>(portName: string, operations: O): PortClass<O> {
  abstract class DomainPort {
    static readonly portName = portName;
    static readonly operations = operations;
  }
  return DomainPort as unknown as PortClass<O>;
}
