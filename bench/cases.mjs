/** Requests under way at once. */
export const CONCURRENCY = 32;

/**
 * What is measured.
 *
 * @typedef {object} Case
 * @property {string} name as given on the command line and in latest.json
 * @property {string} title
 * @property {number} target the least share of the baseline
 * @property {number} warmUp seconds that are not counted
 * @property {number} rounds slices of baseline and of ours, one after the other, so that noise of the machine meets both
 * @property {number} seconds of a slice
 * @property {boolean} [isRead] p99 has to stay below four times p50
 * @property {boolean} [needsWorker] worker and sandbox run beside the api
 */

/** @type {readonly Case[]} */
export const CASES = [
  { name: 'list', title: 'product list of 24', target: 0.6, warmUp: 2, rounds: 3, seconds: 3, isRead: true },
  { name: 'detail', title: 'product detail by slug', target: 0.6, warmUp: 2, rounds: 3, seconds: 3, isRead: true },
  { name: 'session', title: 'the same, signed in', target: 0.6, warmUp: 2, rounds: 3, seconds: 3, isRead: true },
  { name: 'vendor', title: 'own products, by permission', target: 0.5, warmUp: 2, rounds: 3, seconds: 3, isRead: true },
  { name: 'cart', title: 'add to cart', target: 0.4, warmUp: 2, rounds: 3, seconds: 3 },
  { name: 'order', title: 'order placed', target: 0.3, warmUp: 2, rounds: 3, seconds: 4 },
  {
    name: 'confirmed',
    title: 'order carried to CONFIRMED',
    target: 0.1,
    warmUp: 8,
    // A slice begins with nothing under way, and an order takes a quarter of a second.
    rounds: 2,
    seconds: 12,
    needsWorker: true,
  },
];

/** Measured of the api's process itself: seconds and MiB, at most. */
export const LIMITS = { start: 2.5, 'memory-idle': 240, 'memory-load': 400 };
