import type { Type } from '@nestjs/common';
import { plainToInstance, Transform } from 'class-transformer';
import { validateSync } from 'class-validator';
import { refusedInProduction } from './config.production.js';
import { fieldErrors } from './validation.js';

/** A class whose properties are named like the environment variables they hold. */
export type ConfigClass<T extends object = object> = Type<T>;

export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration is not valid:\n${problems.map((p) => `  - ${p}`).join('\n')}\n` +
        'Set the variables in the environment or in .env; .env.example says what each one is for.',
    );
    this.name = 'ConfigError';
  }
}

/**
 * Reads and validates all configuration classes at once, so that one start names every mistake.
 * An empty variable counts as absent.
 *
 * @throws ConfigError with one line per variable that is missing or wrong.
 */
export function loadConfig(
  classes: readonly ConfigClass[],
  env: NodeJS.ProcessEnv = process.env,
): Map<ConfigClass, object> {
  const given = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
  const loaded = new Map<ConfigClass, object>();
  const problems: string[] = [];
  for (const type of new Set(classes)) {
    const known = Object.fromEntries(Object.entries(given).filter(([name]) => configNames(type).includes(name)));
    const config = plainToInstance(type, known, { exposeDefaultValues: true, enableImplicitConversion: true });
    const errors = validateSync(config, { forbidUnknownValues: false });
    problems.push(...fieldErrors(errors).map(({ message }) => message));
    loaded.set(type, config);
  }
  if (given.NODE_ENV === 'production') {
    const names = new Set(classes.flatMap(configNames));
    problems.push(
      ...refusedInProduction(Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)))),
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return loaded;
}

const NAMES = new WeakMap<ConfigClass, string[]>();

/** Marks a property of a configuration class as an environment variable. */
export function Env(): PropertyDecorator {
  return (target, property) => {
    const type = target.constructor as ConfigClass;
    NAMES.set(type, [...(NAMES.get(type) ?? []), String(property)]);
  };
}

/** An on/off variable: `true` or `1` is on, everything else is off. */
export function Switch(): PropertyDecorator {
  return Transform(({ obj, key }) => {
    const given: unknown = (obj as Record<string, unknown>)[key];
    return typeof given === 'boolean' ? given : given === 'true' || given === '1';
  });
}

/** The environment variables that a configuration class reads. */
export const configNames = (type: ConfigClass): readonly string[] => NAMES.get(type) ?? [];
