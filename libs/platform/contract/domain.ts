import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import type { AnyPort } from './contract.js';
import type { ConfigClass } from '../config.js';
import type { ChainedTable } from '../data/chain.js';
import type { SealedColumn } from '../data/vault.js';

/** The parts of a domain that are loaded in one kind of process only. */
export type Face = 'api' | 'worker' | 'realtime';

/** One port and the class that answers it. */
export interface Binding {
  readonly port: AnyPort;
  readonly service: Type<object>;
}

export interface DomainMetadata extends DomainParts {
  /** Folder, Postgres schema, queue and first part of error codes and events: one word for all. */
  readonly name: string;
}

/** What a domain is made of; a large domain declares it per area and merges the areas. */
export interface DomainParts {
  readonly ports?: readonly Binding[];
  /** Ports of other domains that this one calls. The call graph is checked against it. */
  readonly calls?: readonly AnyPort[];
  /** Environment variables of the domain, validated at boot. */
  readonly config?: readonly ConfigClass[];
  readonly providers?: readonly Provider[];
  /** Controllers and providers of the HTTP edge. */
  readonly api?: readonly Type<object>[];
  /** Processors: handlers of events and jobs. */
  readonly worker?: readonly Type<object>[];
  /** Gateways and streams. */
  readonly realtime?: readonly Type<object>[];
  /** Columns that hold sealed values. */
  readonly sealed?: readonly SealedColumn[];
  /** Append-only tables whose rows a worker seals into a chain. */
  readonly chains?: readonly ChainedTable[];
  /** Providers that replace a default of the platform in the whole process (the gateway's door). */
  readonly overrides?: readonly Provider[];
}

/** Puts the areas of one domain together. */
export function mergeParts(...areas: readonly DomainParts[]): DomainParts {
  const all = <K extends keyof DomainParts>(key: K): DomainParts[K] =>
    [...new Set(areas.flatMap((area) => (area[key] ?? []) as unknown[]))] as unknown as DomainParts[K];
  return {
    ports: all('ports'),
    calls: all('calls'),
    config: all('config'),
    providers: all('providers'),
    api: all('api'),
    worker: all('worker'),
    realtime: all('realtime'),
    sealed: all('sealed'),
    chains: all('chains'),
    overrides: all('overrides'),
  };
}

const METADATA = Symbol('pakashop:domain');

/** Declares a domain: its table of contents and what loads in which process. */
export function Domain(metadata: DomainMetadata): ClassDecorator {
  return (target) => {
    Module({})(target);
    Reflect.defineMetadata(METADATA, metadata, target);
  };
}

export function domainMetadata(module: Type<object>): DomainMetadata {
  const metadata = Reflect.getMetadata(METADATA, module) as DomainMetadata | undefined;
  if (!metadata) throw new Error(`${module.name} has no @Domain(...)`);
  return metadata;
}

export const isController = (type: Type<object>): boolean => Reflect.hasMetadata('path', type);

/** The Nest module of a domain with the faces that this process shows. */
export function hostDomain(module: Type<object>, faces: readonly Face[]): DynamicModule {
  const metadata = domainMetadata(module);
  const surface = faces.flatMap((face) => metadata[face] ?? []);
  const answers = (metadata.ports ?? []).flatMap(({ port, service }) => [
    service,
    { provide: port, useExisting: service } as Provider,
  ]);
  const providers = dedupe([
    ...answers,
    ...(metadata.providers ?? []),
    ...(faces.includes('api') ? (metadata.overrides ?? []) : []),
    ...surface.filter((t) => !isController(t)),
  ]);
  return {
    module,
    controllers: surface.filter(isController),
    providers,
    exports: [
      ...(metadata.ports ?? []).map(({ port }) => port),
      ...(faces.includes('api') ? (metadata.overrides ?? []) : []),
    ],
  };
}

const dedupe = (providers: Provider[]): Provider[] => [...new Set(providers)];
