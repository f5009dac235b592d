import { isIPv6 } from 'node:net';

/**
 * The network that a limit counts for: an IPv4 address, or the first 64 bits of an IPv6 address, of which one subscriber
 * has all. An IPv4 address in IPv6 clothes is the IPv4 address.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  const [bare] = address.split('%');
  if (!isIPv6(bare!)) return address;
  const [head, tail] = bare!.split('::') as [string, string | undefined];
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(gap, 0)).fill('0'), ...right].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
