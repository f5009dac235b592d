import type { Failure } from '../delivery/delivery.states.rules.js';

/** Failures that the buyer could have prevented: nobody to give the goods to, or no way to them. */
const ABSENT: readonly Failure[] = ['NOBODY_THERE', 'NOT_REACHED', 'WRONG_ADDRESS', 'NO_PIN'];
/** So many of them use the delivery up. */
const MOST_ABSENCES = 3;

/**
 * Whether the buyer gets the delivery fee back with the goods. The fee was spent when the buyer refused the goods at the
 * door, or was absent at three attempts; in all other cases the delivery failed on our side.
 *
 * @param failures why each attempt failed, in their order
 */
export function isFeeGivenBack(failures: readonly Failure[]): boolean {
  if (failures.at(-1) === 'REFUSED') return false;
  return failures.filter((failure) => ABSENT.includes(failure)).length < MOST_ABSENCES;
}
