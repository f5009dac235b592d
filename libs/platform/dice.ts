/** A number from 0 up to 1 by which waiting times are spread; good enough for secrets too, though none is made of it. */
export const dice = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;
