import { randomInt } from 'node:crypto';

/** The seed of this run: FC_SEED repeats one. */
export const seed = process.env.FC_SEED ? Number(process.env.FC_SEED) : randomInt(2 ** 31);

/** Says how to repeat what comes now. */
export const announce = (what: string): boolean => process.stdout.write(`${what}: FC_SEED=${seed}\n`);
