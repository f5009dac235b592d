/** `name:base64 of 32 bytes`, separated by commas. */
export const KEYRING = /^[\w-]{1,32}:[A-Za-z0-9+/]{43}=(,[\w-]{1,32}:[A-Za-z0-9+/]{43}=)*$/;

/**
 * Reads a list of keys, `name:base64 of 32 bytes,…`: the first one is used for what is new, the others for what they
 * once made.
 */
export function readKeyring(list: string): ReadonlyMap<string, Buffer> {
  return new Map(
    list.split(',').map((pair) => {
      const [name, key] = pair.split(':') as [string, string];
      return [name, Buffer.from(key, 'base64')];
    }),
  );
}

/** The key for what is new, with its name. */
export const firstKey = (keys: ReadonlyMap<string, Buffer>): [string, Buffer] => [...keys][0]!;
